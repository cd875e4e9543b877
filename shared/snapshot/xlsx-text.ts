/**
 * Gathers one text of a workbook from its pieces: rich text comes in runs, each with fonts of its own, and East Asian
 * texts carry their reading beside them, which is left out.
 */
export class XlsxText {
  #text = '';
  #isIn = false;
  #isReading = false;

  begin(): void {
    this.#text = '';
    this.#isIn = false;
    this.#isReading = false;
  }

  opened(name: string): void {
    if (name === 't') this.#isIn = true;
    else if (name === 'rPh') this.#isReading = true;
  }

  text(piece: string): void {
    if (this.#isIn && !this.#isReading) this.#text += piece;
  }

  closed(name: string): void {
    if (name === 't') this.#isIn = false;
    else if (name === 'rPh') this.#isReading = false;
  }

  whole(): string {
    return unescaped(this.#text);
  }
}

/** Characters that XML cannot hold are written `_x000D_` in workbooks. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
