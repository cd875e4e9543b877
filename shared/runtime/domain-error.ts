/**
 * An error that the field knows: it says what is wrong, where, and what to do. `code` is stable and may be
 * searched for in the logs; `cause` keeps the error underneath.
 */
export class DomainError extends Error {
  /** Written out: bundles shorten the names of classes. */
  override readonly name: string = 'DomainError';
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
