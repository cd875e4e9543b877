import { DomainError } from '../runtime/domain-error.ts';
import { ScratchFile } from '../runtime/scratch-file.ts';

const UNWRITTEN_BYTES = 1 << 16;
const WINDOW_BYTES = 1 << 14;

/**
 * The codes of a state's dossiers, one after another: a byte of length, then the code. They are read only to name a
 * dossier that is missing, and stay on disk: in memory they would take as much room as all else that a state holds.
 */
export class CodeBook {
  #file: ScratchFile | null;
  readonly #unwritten = Buffer.alloc(UNWRITTEN_BYTES);
  #unwrittenLength = 0;
  #window = Buffer.alloc(0);
  #windowStart = 0;

  /** @param file codes to which others are added; the book removes it */
  constructor(file: ScratchFile | null = null) {
    this.#file = file;
  }

  get length(): number {
    return (this.#file?.length ?? 0) + this.#unwrittenLength;
  }

  /** Adds a code of at most 255 bytes, and returns where it stands. */
  append(code: string): number {
    const length = Buffer.byteLength(code);
    if (this.#unwrittenLength + 1 + length > UNWRITTEN_BYTES) this.#flush();
    const start = this.length;
    this.#unwritten[this.#unwrittenLength] = length;
    this.#unwritten.write(code, this.#unwrittenLength + 1);
    this.#unwrittenLength += 1 + length;
    return start;
  }

  /** The code that stands at an offset. @throws DomainError `STATE_DAMAGED` where there is none */
  read(start: number): string {
    this.#flush();
    const lengthAt = this.#windowAt(start, 1);
    const length = this.#window[lengthAt] ?? 0;
    const codeAt = this.#windowAt(start + 1, length);
    return this.#window.toString('utf8', codeAt, codeAt + length);
  }

  /** All codes as they are to be stored, piece by piece. */
  *chunks(): Generator<Buffer> {
    this.#flush();
    if (this.#file !== null) yield* this.#file.chunks();
  }

  remove(): void {
    this.#file?.remove();
  }

  /** Brings some bytes into the window, which is read ahead: codes are mostly asked for in the order in which they stand. */
  #windowAt(start: number, length: number): number {
    const isInside = start >= this.#windowStart && start + length <= this.#windowStart + this.#window.length;
    if (!isInside) this.#moveWindow(start, length);
    return start - this.#windowStart;
  }

  #moveWindow(start: number, length: number): void {
    const end = Math.min(start + WINDOW_BYTES, this.length);
    if (this.#file === null || end < start + length) {
      throw new DomainError('STATE_DAMAGED', `There is no dossier code at offset ${start} of a state.`);
    }
    this.#window = Buffer.alloc(end - start);
    this.#windowStart = start;
    this.#file.read(this.#window, start);
  }

  #flush(): void {
    if (this.#unwrittenLength === 0) return;
    this.#file ??= new ScratchFile();
    this.#file.append(this.#unwritten.subarray(0, this.#unwrittenLength));
    this.#unwrittenLength = 0;
  }
}
