import { canonicalJson } from '../runtime/canonical-json.ts';
import type { FileRows } from './file-rows.ts';
import { findConflictsWithin, findConflictsWithStored } from './find-conflicts.ts';
import type { FileRow, RegistryEntry, Rejection, StoredEntry } from './registry-entry.ts';

/** Which delivery a row comes from: the time of its event (ISO 8601, UTC, milliseconds) and the file under `registry/`. */
export interface Delivery {
  readonly importedAt: string;
  readonly importedFrom: string;
  /** Under `registry/partial/` the good rows go in; anywhere else a file goes in whole or not at all. */
  readonly isPartial: boolean;
}

/** What an import does. `toWrite`, `written`, `unchanged` and `superseded` part the accepted rows. */
export interface ImportPlan {
  readonly isRefused: boolean;
  readonly accepted: readonly FileRow[];
  readonly rejections: readonly Rejection[];
  readonly toWrite: readonly FileRow[];
  /** Rows that an earlier run of this same delivery wrote before it was killed or repeated. */
  readonly written: readonly FileRow[];
  readonly unchanged: readonly FileRow[];
  /** Rows that a newer delivery has changed since: they stay as they are. */
  readonly superseded: readonly FileRow[];
}

/** What else stands against rows that could stand beside each other and beside what is stored. */
export type Objections = (rows: readonly FileRow[]) => Rejection[];

/**
 * Decides what a file changes. Running it again after any number of its writes gives the same rows accepted and
 * rejected: a write touches accepted rows only, and those never stand in their own way.
 */
export function planImport(
  file: FileRows,
  stored: readonly StoredEntry[],
  delivery: Delivery,
  objectionsTo: Objections = () => [],
): ImportPlan {
  const storedById = new Map(stored.map((row) => [row.entry.id, row]));
  const inFile = findConflictsWithin(file.rows);
  const isCurrent = (row: FileRow) => fateOf(row, storedById.get(row.entry.id), delivery) !== 'superseded';
  const standing = rejectRows(file.rows, inFile);
  const against = (rows: readonly FileRow[]) => [...findConflictsWithStored(rows, stored), ...objectionsTo(rows)];
  const againstStored = findAgainst(standing.filter(isCurrent), against, delivery, file.rejections.concat(inFile));
  const rejections = [...file.rejections, ...inFile, ...againstStored].sort(byLine);
  const accepted = rejectRows(standing, againstStored);
  const isRefused = rejections.length > 0 && (!delivery.isPartial || accepted.length === 0);
  const fates = Map.groupBy(isRefused ? [] : accepted, (row) => fateOf(row, storedById.get(row.entry.id), delivery));
  return {
    isRefused,
    accepted,
    rejections,
    toWrite: endingLast(fates.get('to-write') ?? [], storedById),
    written: fates.get('written') ?? [],
    unchanged: fates.get('unchanged') ?? [],
    superseded: fates.get('superseded') ?? [],
  };
}

/** After every day. */
const OPEN = 'open';

type Fate = 'to-write' | 'written' | 'unchanged' | 'superseded';

function fateOf(row: FileRow, stored: StoredEntry | undefined, delivery: Delivery): Fate {
  if (stored === undefined) return 'to-write';
  const isEqual = canonicalJson(row.entry.row) === canonicalJson(stored.entry.row);
  const isOfThisDelivery = stored.importedAt === delivery.importedAt && stored.importedFrom === delivery.importedFrom;
  if (isEqual) return isOfThisDelivery ? 'written' : 'unchanged';
  return stored.importedAt > delivery.importedAt ? 'superseded' : 'to-write';
}

/**
 * A file that is refused anyway is not compared with what is stored: a row that would have made way for another may be
 * among its unreadable ones. In a partial file each rejected row leaves its stored forerunner in place, which may stand
 * in the way of another row.
 */
function findAgainst(
  candidates: readonly FileRow[],
  against: Objections,
  delivery: Delivery,
  earlier: readonly Rejection[],
): Rejection[] {
  if (!delivery.isPartial) return earlier.length > 0 ? [] : against(candidates);
  const found = against(candidates);
  if (found.length === 0) return [];
  return [...found, ...findAgainst(rejectRows(candidates, found), against, delivery, earlier)];
}

/**
 * Later rows come before earlier ones, and rows that end earlier than they are stored come last. Where an import is cut
 * off, a day then has two rows rather than none, of which the later one is true, and a month that is handed on to a row
 * that says the same never goes without.
 */
function endingLast(rows: readonly FileRow[], storedById: ReadonlyMap<string, StoredEntry>): FileRow[] {
  const endsEarlier = ({ entry }: FileRow) => {
    const before = storedById.get(entry.id);
    return before !== undefined && endOf(entry) < endOf(before.entry);
  };
  const latestFirst = rows.toSorted((one, other) => beginOf(other.entry).localeCompare(beginOf(one.entry)));
  return [...latestFirst.filter((row) => !endsEarlier(row)), ...latestFirst.filter(endsEarlier)];
}

function beginOf({ validity }: RegistryEntry): string {
  return validity?.validFrom ?? '';
}

function endOf({ validity }: RegistryEntry): string {
  return validity?.validTo ?? OPEN;
}

function rejectRows(rows: readonly FileRow[], rejections: readonly Rejection[]): FileRow[] {
  const lines = new Set(rejections.map(({ line }) => line));
  return rows.filter(({ line }) => !lines.has(line));
}

function byLine(one: Rejection, other: Rejection): number {
  return (one.line ?? 0) - (other.line ?? 0);
}
