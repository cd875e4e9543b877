import { storedDossierSchema } from '../../shared/dossier/dossier.ts';
import { forEachInParallel } from '../../shared/runtime/for-each-in-parallel.ts';
import type { DayAtWork } from './begin-day.ts';
import type { DerivedDay } from './derive-day.ts';
import type { IngestServices } from './ingest-services.ts';

const WRITES_AT_ONCE = 32;
/** A minute of twelve is granted to writing where reading has used up the time: a run must get on, or they would never end. */
const LEAST_SHARE = 1 / 12;

/** How far the changed dossiers have been written. */
export interface DossierProgress {
  /** So many lines, from the first on, are surely written, by this run or an earlier part of it. */
  readonly linesWritten: number;
  readonly isWhole: boolean;
}

/** Writes the changed dossiers, from where an earlier part stopped, until all are written or the time is up. */
export async function keepDossiers(
  { name, order }: DayAtWork,
  { changed }: DerivedDay,
  { dossiers, timeBudget }: IngestServices,
): Promise<DossierProgress> {
  const lines = new LinesInTime(changed.lines(), order.resume?.linesWritten ?? 0, timeBudget.granting(LEAST_SHARE));
  await forEachInParallel(lines.next(), WRITES_AT_ONCE, (line) =>
    dossiers.keep(storedDossierSchema.parse(JSON.parse(line)), name),
  );
  // Whatever was given out has been written, or the loop would have thrown.
  return { linesWritten: lines.position, isWhole: lines.isWhole };
}

/** Gives out lines after the first `skipped`, at least one of them, until the time is up. */
class LinesInTime {
  position = 0;
  isWhole = true;
  readonly #lines: Iterable<string>;
  readonly #skipped: number;
  readonly #isTimeUp: () => boolean;

  constructor(lines: Iterable<string>, skipped: number, isTimeUp: () => boolean) {
    this.#lines = lines;
    this.#skipped = skipped;
    this.#isTimeUp = isTimeUp;
  }

  *next(): Generator<string> {
    for (const line of this.#lines) {
      if (this.position > this.#skipped && this.#isTimeUp()) {
        this.isWhole = false;
        return;
      }
      if (this.position++ >= this.#skipped) yield line;
    }
  }
}
