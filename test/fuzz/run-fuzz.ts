import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { checkCase } from './check-case.ts';
import { type FuzzCase, fuzzCase } from './fuzz-case.ts';
import { writeDays } from './write-days.ts';

export interface FuzzOptions {
  /** How many files are read: two a case. */
  readonly files: number;
  readonly seed: number;
  /** Where a file that fails is written to. */
  readonly folder: string;
  readonly report?: (done: number) => void;
}

const CASES_AT_ONCE = 500;

/** Reads so many files. Returns null, or what failed: the seed, why, and where the smallest such files lie. */
export async function runFuzz({ files, seed, folder, report }: FuzzOptions): Promise<string | null> {
  const cases = Math.ceil(files / 2);
  for (let done = 0; done < cases; done += CASES_AT_ONCE) {
    const settings = { seed: seed + done, numRuns: Math.min(CASES_AT_ONCE, cases - done) };
    const run = await fc.check(fc.asyncProperty(fuzzCase, checkCase), settings);
    const smallest = run.counterexample?.[0];
    if (run.failed && smallest !== undefined) return writeFailure(smallest, run, folder);
    if (run.failed) return fc.defaultReportMessage(run) ?? 'It failed without a counterexample.';
    report?.(2 * (done + settings.numRuns));
  }
  return null;
}

function writeFailure(
  smallest: FuzzCase,
  { seed, counterexamplePath, errorInstance }: fc.RunDetails<[FuzzCase]>,
  folder: string,
): string {
  const target = join(folder, `seed-${seed}`);
  mkdirSync(target, { recursive: true });
  const why = errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance);
  const [first, second] = writeDays(smallest);
  writeFileSync(join(target, `day-1.${first.suffix}`), first.bytes);
  writeFileSync(join(target, `day-2.${second.suffix}`), second.bytes);
  writeFileSync(join(target, 'case.json'), `${JSON.stringify(smallest, null, 2)}\n`);
  const message = `seed ${seed}, path ${counterexamplePath}: the smallest files that fail are in ${target}\n${why}\n`;
  writeFileSync(join(target, 'why.txt'), message);
  return message;
}
