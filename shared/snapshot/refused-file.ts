import type { QuarantineReason } from './receipt.ts';

/** Thrown while a file is read, where it can be read no further: the file is put aside whole, nothing is amiss with us. */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile';
  readonly reason: QuarantineReason;

  constructor(reason: QuarantineReason, options?: { cause?: unknown }) {
    super(reason.message, options);
    this.reason = reason;
  }
}
