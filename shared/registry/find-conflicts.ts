import type { Validity } from '../calendar/validity.ts';
import { findCircles, findDividedWholes } from './find-lineage-faults.ts';
import type { FileRow, RegistryEntry, Rejection, StoredEntry } from './registry-entry.ts';

/** Whether two rows are in force on a common day. */
export function isOverlapping(one: Validity, other: Validity): boolean {
  return startsByEndOf(one, other) && startsByEndOf(other, one);
}

function startsByEndOf(one: Validity, other: Validity): boolean {
  return other.validTo === null || one.validFrom <= other.validTo;
}

/**
 * Rows of a file that cannot stand beside each other: the same key twice, or two rows of one subject in force on a
 * common day. Every row of such a pair is rejected, for nothing says which one is meant. So are rows of lineage that
 * cannot all be true.
 */
export function findConflictsWithin(rows: readonly FileRow[]): Rejection[] {
  const pairs = [...groupedBySubject(rows).values()].flatMap((group) =>
    group.flatMap((row) => group.filter((other) => other !== row).flatMap((other) => conflictOf(row, other))),
  );
  return [...pairs, ...findCircles(rows, []), ...findDividedWholes(rows)];
}

function conflictOf(row: FileRow, other: FileRow): Rejection[] {
  if (row.entry.id === other.entry.id) {
    return [{ line: row.line, column: null, value: row.entry.id, reason: `has the same key as line ${other.line}` }];
  }
  if (!isEntryOverlapping(row.entry, other.entry)) return [];
  return [overlapRejection(row, `line ${other.line} (${describeValidity(other.entry)})`)];
}

/** Rows of a file that overlap with a stored row which the file does not replace, or close a circle with such rows. */
export function findConflictsWithStored(rows: readonly FileRow[], stored: readonly StoredEntry[]): Rejection[] {
  const replaced = new Set(rows.map((row) => row.entry.id));
  const staying = stored.map(({ entry }) => entry).filter((entry) => !replaced.has(entry.id));
  const stayingOf = groupEntries(staying);
  const overlaps = rows.flatMap((row) =>
    (stayingOf.get(groupOf(row.entry)) ?? [])
      .filter((entry) => isEntryOverlapping(row.entry, entry))
      .map((entry) => overlapRejection(row, `the stored row ${entry.id} (${describeValidity(entry)})`)),
  );
  return [...overlaps, ...findCircles(rows, staying)];
}

function isEntryOverlapping(one: RegistryEntry, other: RegistryEntry): boolean {
  return one.validity !== null && other.validity !== null && isOverlapping(one.validity, other.validity);
}

function overlapRejection(row: FileRow, overlapped: string): Rejection {
  return {
    line: row.line,
    column: 'validFrom',
    value: describeValidity(row.entry),
    reason: `is in force on days on which ${overlapped} is: end the earlier one the day before the later one begins`,
  };
}

function describeValidity({ validity }: RegistryEntry): string {
  return validity === null ? '' : `${validity.validFrom} to ${validity.validTo ?? 'open'}`;
}

/** Kinds without validity conflict by their key alone. */
function groupOf(entry: RegistryEntry): string {
  return entry.subject ?? entry.id;
}

function groupedBySubject(rows: readonly FileRow[]): Map<string, FileRow[]> {
  return Map.groupBy(rows, (row) => groupOf(row.entry));
}

function groupEntries(entries: readonly RegistryEntry[]): Map<string, RegistryEntry[]> {
  return Map.groupBy(entries, groupOf);
}
