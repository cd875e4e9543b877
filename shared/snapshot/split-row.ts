const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;

/** A row is given up as one whose quote is never closed when it grows beyond this. */
export const MAX_ROW_BYTES = 1_048_576;

/** Where the fields of one CSV row lie in a buffer. Reused from row to row. */
export class RowFields {
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly quoted: boolean[] = [];
  count = 0;
  /** Whether something other than a delimiter or a line end follows a closing quote: such a row cannot be trusted. */
  hasTextAfterQuote = false;

  clear(): void {
    this.count = 0;
    this.hasTextAfterQuote = false;
  }

  add(start: number, end: number, isQuoted: boolean): void {
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.quoted[this.count] = isQuoted;
    this.count++;
  }

  /** The text of a field, doubled quotes undone; empty where the row has no such field. */
  text(buffer: Buffer, index: number): string {
    if (index >= this.count) return '';
    const text = buffer.toString('utf8', this.starts[index] ?? 0, this.ends[index] ?? 0);
    return this.quoted[index] ? text.replaceAll('""', '"') : text;
  }
}

/** How a row's splitting ended: the offset after its line end, or why there is none. */
export type SplitResult = { readonly next: number } | 'needs-more' | 'never-closed';

/**
 * Splits one row of RFC 4180 CSV, whose quoted fields may hold line breaks. A quote opens a field only at the field's
 * start: a stray one further in is an ordinary character, so that it cannot swallow the rows after it.
 *
 * @param end the end of the bytes at hand; `isLast` says that no more will come
 */
export function splitRow(
  buffer: Buffer,
  start: number,
  end: number,
  delimiter: number,
  isLast: boolean,
  fields: RowFields,
): SplitResult {
  fields.clear();
  let at = start;
  for (;;) {
    if (at < end && buffer[at] === QUOTE) {
      // How far is looked depends on the row alone, not on how many bytes happen to be at hand.
      const limit = Math.min(end, start + MAX_ROW_BYTES);
      const close = closingQuote(buffer, at + 1, limit);
      const isCloseInSight = close !== -1 && (close + 1 < end || isLast);
      if (!isCloseInSight) return isLast || end - start > MAX_ROW_BYTES ? 'never-closed' : 'needs-more';
      fields.add(at + 1, close, true);
      at = skipToFieldEnd(buffer, close + 1, end, delimiter);
      const hasReturn = at > close + 1 && buffer[at - 1] === CARRIAGE_RETURN && buffer[at] !== delimiter;
      if (at - (hasReturn ? 1 : 0) > close + 1) fields.hasTextAfterQuote = true;
    } else {
      const fieldStart = at;
      at = skipToFieldEnd(buffer, at, end, delimiter);
      const hasReturn = at > fieldStart && buffer[at - 1] === CARRIAGE_RETURN && buffer[at] !== delimiter;
      fields.add(fieldStart, hasReturn ? at - 1 : at, false);
    }
    if (at >= end) return isLast ? { next: end } : 'needs-more';
    if (buffer[at] === LINE_FEED) return { next: at + 1 };
    at++;
  }
}

/** The offset of the quote that closes a field, -1 where it is not in the bytes at hand. */
function closingQuote(buffer: Buffer, from: number, end: number): number {
  let at = from;
  for (;;) {
    at = buffer.indexOf(QUOTE, at);
    if (at === -1 || at >= end) return -1;
    if (buffer[at + 1] !== QUOTE || at + 1 >= end) return at;
    at += 2;
  }
}

function skipToFieldEnd(buffer: Buffer, from: number, end: number, delimiter: number): number {
  let at = from;
  while (at < end && buffer[at] !== delimiter && buffer[at] !== LINE_FEED) at++;
  return at;
}
