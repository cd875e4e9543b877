import { readArguments } from '../../infra/local/flags.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';

/** What every measurement is told; each takes from it what it needs. */
export interface MeasureOptions {
  /** How many rows the files that ingest is timed on have. */
  readonly rows: number;
}

export interface BenchOptions extends MeasureOptions {
  readonly help: boolean;
  /** Exit with 1 where a `must` is missed. */
  readonly strict: boolean;
  readonly only?: string;
  readonly jsonFile?: string;
}

const DEFAULT_ROWS = 1_000_000;

export function helpText(measurements: readonly string[]): string {
  return `npm run bench -- [options]

Measures and prints one line a figure. Machines are noisy: a missed bound is printed as such, and ends with 0.

  --only NAME   one measurement: ${measurements.join(', ')}
  --rows N      rows of the files that ingest is timed on (${DEFAULT_ROWS})
  --json FILE   write the figures and the machine's facts to FILE
  --strict      end with 1 where a "must" is missed
  --help        this text
`;
}

/** @throws DomainError `BAD_FLAG` that says which option is wrong. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = readArguments('npm run bench', args, {
    only: { type: 'string' },
    rows: { type: 'string', default: String(DEFAULT_ROWS) },
    json: { type: 'string' },
    strict: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  });
  const rows = Number(values.rows.replaceAll('_', ''));
  if (!Number.isSafeInteger(rows) || rows < 1)
    throw new DomainError('BAD_FLAG', `--rows takes a whole number, not "${values.rows}".`);
  return {
    rows,
    help: values.help,
    strict: values.strict,
    ...(values.only !== undefined && { only: values.only }),
    ...(values.json !== undefined && { jsonFile: values.json }),
  };
}
