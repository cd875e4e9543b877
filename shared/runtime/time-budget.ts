/** Milliseconds since some fixed instant, never set back: `performance.now()`, or a test's own. */
export type MonotonicClock = () => number;

const monotonicNow: MonotonicClock = () => performance.now();

/**
 * How long a run may go on before it hands on the rest. It decides only when the work is done, never what comes of it:
 * that takes its time from the event.
 */
export class TimeBudget {
  readonly #seconds: number;
  readonly #now: MonotonicClock;
  readonly #endMs: number;

  /** The budget begins to run at once. */
  constructor(seconds: number, now: MonotonicClock = monotonicNow) {
    this.#seconds = seconds;
    this.#now = now;
    this.#endMs = now() + seconds * 1000;
  }

  /** Asks whether the time is up, where at least a share of it is granted from now on, whatever was used before. */
  granting(share: number): () => boolean {
    const endMs = Math.max(this.#endMs, this.#now() + this.#seconds * share * 1000);
    return () => this.#now() >= endMs;
  }
}
