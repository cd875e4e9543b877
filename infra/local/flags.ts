import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Day, daySchema } from '../../shared/calendar/day.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';

/** What `npm start` is asked to do. */
export interface Flags {
  readonly source: string | null;
  readonly snapshots: string | null;
  readonly registry: string | null;
  readonly until: Day | null;
  readonly once: boolean;
  readonly json: string | null;
  readonly port: number;
  readonly data: string | null;
  readonly help: boolean;
}

export const helpText = `Runs the whole system on this machine: the stack is synthesized, its tables, bucket, queues and schedules are set up on
embedded engines, and the real functions work through the days of a province on a simulated calendar. Nothing leaves
this machine.

Usage: npm start -- [flags]

  --source NAME      the province to run: an-giang-2020 (the default, a generated sample) or boston-311 (real service
                     requests). With --registry and --snapshots: whose files they are, where the folder has no subfolders.
  --snapshots DIR    snapshots of your own: <sourceId>/<yyyy-mm-dd>[.<n>].csv[.gz] below DIR, or the files themselves
                     when the registry has one source. Each arrives at 00:30 of the day after the one that it holds.
  --registry DIR     a registry of your own: units.csv, sources.json, policies.csv ... (docs: registry files), and
                     feed.json ({"name", "provinceName", "timeZone"}) if the defaults do not fit.
  --until DAY        the last day to walk, yyyy-mm-dd; default: the first working day on or after the 1st that follows
                     the last snapshot.
  --once             no page: print the summary and exit.
  --json FILE        write tallies, evaluations, ledger, notices, findings, participation, rises and snapshots to FILE.
  --port PORT        where the page is served, on 127.0.0.1; default: any free port.
  --data DIR         keep tables, objects, mails and the day reached in DIR, and go on from there next time.
  --help             this text.

Exits with 1 when a message could not be handled (dead letter) or an admin's action failed, with 2 when it cannot start.
`;

/** The flags of `npm start`; other commands that open a run take them too. */
export const startOptions = {
  source: { type: 'string' },
  snapshots: { type: 'string' },
  registry: { type: 'string' },
  until: { type: 'string' },
  once: { type: 'boolean', default: false },
  json: { type: 'string' },
  port: { type: 'string', default: '0' },
  data: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** @throws DomainError `BAD_FLAG` that names the flag and what it must be */
export function parseFlags(args: readonly string[]): Flags {
  return flagsOf(readArguments('npm start', args, startOptions).values);
}

type StartValues = ReturnType<typeof readArguments<typeof startOptions>>['values'];

/** @throws DomainError `BAD_FLAG` that names the flag and what it must be */
export function flagsOf(values: StartValues): Flags {
  return {
    source: values.source ?? null,
    snapshots: values.snapshots ?? null,
    registry: values.registry ?? null,
    until: values.until === undefined ? null : readDay(values.until),
    once: values.once,
    json: values.json ?? null,
    port: readPort(values.port),
    data: values.data ?? null,
    help: values.help,
  };
}

/**
 * Reads a command's arguments.
 *
 * @param command as it is typed, such as `npm start`: it knows its flags
 * @throws DomainError `BAD_FLAG`
 */
export function readArguments<Options extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  args: readonly string[],
  options: Options,
  allowPositionals = false,
) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals });
  } catch (cause) {
    throw badFlag(cause instanceof Error ? cause.message : String(cause), command, cause);
  }
}

function readDay(text: string): Day {
  const day = daySchema.safeParse(text);
  if (day.success) return day.data;
  throw badFlag(`--until must be a day, yyyy-mm-dd, not "${text}".`);
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw badFlag(`--port must be a number from 0 to 65535, not "${text}".`);
}

function badFlag(message: string, command = 'npm start', cause?: unknown): DomainError {
  return new DomainError('BAD_FLAG', `${message}\n${command} -- --help lists the flags.`, { cause });
}
