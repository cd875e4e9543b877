import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Day, daySchema } from '../../shared/calendar/day.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';

const deadLetterSchema = z.object({
  functionName: z.string(),
  /** The simulated instant. */
  at: z.iso.datetime({ offset: true }),
  message: z.string(),
  error: z.string(),
});
/** A message, or an admin's action, that a function could not handle. */
export type DeadLetter = z.infer<typeof deadLetterSchema>;

const keptRunSchema = z.object({
  feedName: z.string(),
  /** Null until the first day is walked. */
  walkedUntil: daySchema.nullable(),
  deadLetters: z.array(deadLetterSchema),
});
type Run = z.infer<typeof keptRunSchema>;

/**
 * How far a run has come. With a data directory it is kept there, beside tables, objects and mails, after every day: a
 * run that is stopped in the middle of a day takes that day again, which every function allows.
 */
export class KeptRun {
  readonly #file: string | undefined;
  #run: Run;

  /** @throws DomainError `OTHER_FEED` when the directory keeps the run of another feed */
  constructor(feedName: string, dataDirectory?: string) {
    this.#run = { feedName, walkedUntil: null, deadLetters: [] };
    if (dataDirectory === undefined) return;
    mkdirSync(dataDirectory, { recursive: true });
    this.#file = join(dataDirectory, 'run.json');
    if (existsSync(this.#file)) this.#run = keptRunSchema.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    if (this.#run.feedName !== feedName) {
      throw new DomainError(
        'OTHER_FEED',
        `${dataDirectory} keeps the run of "${this.#run.feedName}", not of "${feedName}": give --data another directory.`,
      );
    }
  }

  get walkedUntil(): Day | null {
    return this.#run.walkedUntil;
  }

  get deadLetters(): readonly DeadLetter[] {
    return this.#run.deadLetters;
  }

  bury(deadLetter: DeadLetter): void {
    this.#run.deadLetters.push(deadLetter);
  }

  dayIsOver(day: Day): void {
    this.#run.walkedUntil = day;
    if (this.#file === undefined) return;
    const fresh = `${this.#file}.new`;
    writeFileSync(fresh, JSON.stringify(this.#run, null, 2));
    renameSync(fresh, this.#file);
  }
}
