import { addDays } from '../calendar/day.ts';
import { addMonths, lastDayOf, type Month, monthOf, monthsBetween } from '../calendar/month.ts';
import { policySchema } from '../policy/policy.ts';
import { describeMonths } from '../policy/retroactive-months.ts';
import { canonicalJson } from '../runtime/canonical-json.ts';
import { answeredBy, type JudgingRows, judgedAs } from '../unit/judged-as.ts';
import { unitLineageSchema, unitSchema, unitSourceSchema } from '../unit/unit.ts';
import type { Objections } from './plan-import.ts';
import type { FileRow, Rejection, StoredEntry } from './registry-entry.ts';

/** The kinds of rows that say who is judged, besides policies. */
export const kindsOfUnits = ['unit', 'unit-source', 'unit-lineage'] as const;
export type KindOfUnits = (typeof kindsOfUnits)[number];

/** What stands in the registry of these kinds, and of policies, which say on what day months end. */
export type StoredUnits = Readonly<Record<KindOfUnits | 'policy', readonly StoredEntry[]>>;

/** Nothing was judged by this system before. */
const FIRST_MONTH = '2015-01';

/**
 * The months of which it must be asked whether they are judged before rows of such a kind are stored.
 *
 * @param importedAt when they came, ISO 8601 in UTC
 */
export function monthsToAskOfUnits(
  rows: readonly FileRow[],
  stored: readonly StoredEntry[],
  importedAt: string,
): Month[] {
  const first = changedRows(rows, stored)
    .map(({ entry }) => monthOf(firstDayOf(entry)))
    .toSorted()[0];
  if (first === undefined) return [];
  // A message that failed may lie for 14 days until it is taken up again: by then one more month may be judged.
  return [...monthsBetween(first < FIRST_MONTH ? FIRST_MONTH : first, addMonths(monthOf(importedAt), 1))];
}

/** Rows by which a unit would have been judged otherwise, or not at all, in judged months, each with its months. */
export function retroactiveUnitRows(
  kind: KindOfUnits,
  rows: readonly FileRow[],
  stored: StoredUnits,
  judged: Iterable<Month>,
): { readonly row: FileRow; readonly months: readonly Month[] }[] {
  const changed = changedRows(rows, stored[kind]);
  const [then, now] = [judgingRows(stored), judgingRows({ ...stored, [kind]: layOverById(stored[kind], changed) })];
  const found = new Map<FileRow, Month[]>(changed.map((row) => [row, []]));
  for (const month of [...judged].toSorted()) {
    const differs = kind === 'unit-lineage' ? lineageDiffers(then, now, month) : unitsDiffer(then, now, month);
    for (const [row, months] of found) if (differs(row)) months.push(month);
  }
  return [...found].filter(([, months]) => months.length > 0).map(([row, months]) => ({ row, months }));
}

/** Refuses such rows: nothing that is judged may come to be judged otherwise unless somebody knows what follows. */
export function objectToRetroactiveUnits(
  kind: KindOfUnits,
  stored: StoredUnits,
  judged: ReadonlySet<Month>,
): Objections {
  const last = [...judged].toSorted().at(-1);
  if (last === undefined) return () => [];
  return (rows) =>
    retroactiveUnitRows(kind, rows, stored, judged).map(({ row, months }) => rejectionOf(kind, row, months, last));
}

function unitsDiffer(then: JudgingRows, now: JudgingRows, month: Month): (row: FileRow) => boolean {
  const [before, after] = [judgedAs(then, month), judgedAs(now, month)];
  return ({ entry }) => before(entry.subject ?? '') !== after(entry.subject ?? '');
}

/** Each row that was in the line by the month's end has a part in whatever changes in it. */
function lineageDiffers(then: JudgingRows, now: JudgingRows, month: Month): (row: FileRow) => boolean {
  const [before, after] = [answeredBy(then, month), answeredBy(now, month)];
  const inLine = new Set(now.lineage.flatMap(({ oldUnitId, newUnitId }) => [oldUnitId, newUnitId]));
  const isChanged = [...inLine].some((unitId) => before(unitId) !== after(unitId));
  return ({ entry }) => isChanged && firstDayOf(entry) <= lastDayOf(month);
}

function changedRows(rows: readonly FileRow[], stored: readonly StoredEntry[]): FileRow[] {
  const storedById = new Map(stored.map(({ entry }) => [entry.id, canonicalJson(entry.row)]));
  return rows.filter(({ entry }) => storedById.get(entry.id) !== canonicalJson(entry.row));
}

function layOverById(stored: readonly StoredEntry[], rows: readonly FileRow[]): StoredEntry[] {
  const replaced = new Set(rows.map(({ entry }) => entry.id));
  const added = rows.map(({ entry }) => ({ entry, importedAt: '', importedFrom: '' }));
  return [...stored.filter(({ entry }) => !replaced.has(entry.id)), ...added];
}

function judgingRows(stored: StoredUnits): JudgingRows {
  return {
    units: stored.unit.map(({ entry }) => unitSchema.parse(entry.row)),
    unitSources: stored['unit-source'].map(({ entry }) => unitSourceSchema.parse(entry.row)),
    lineage: stored['unit-lineage'].map(({ entry }) => unitLineageSchema.parse(entry.row)),
    policies: stored.policy.map(({ entry }) => policySchema.parse(entry.row)),
  };
}

function firstDayOf({ validity, row }: FileRow['entry']): string {
  return validity?.validFrom ?? unitLineageSchema.parse(row).on;
}

const whatChanges: Readonly<Record<KindOfUnits, string>> = {
  unit: 'whether or in which tier or under whom it was judged',
  'unit-source': 'by which source it was counted',
  'unit-lineage': 'who answered for what was missing of units that were merged or split',
};

function rejectionOf(kind: KindOfUnits, { line, entry }: FileRow, months: readonly Month[], last: Month): Rejection {
  const nextFirstDay = addDays(lastDayOf(last), 1);
  const begin = kind === 'unit-lineage' ? `on must be ${nextFirstDay} or later` : beginOf(nextFirstDay, last);
  const whose = entry.subject === null ? '' : ` of ${entry.subject}`;
  const reason = `would change for ${describeMonths(months)}, judged already, ${whatChanges[kind]}${whose}. The last judged month is ${last}: ${begin}`;
  return { line, column: kind === 'unit-lineage' ? 'on' : 'validFrom', value: entry.id, reason };
}

function beginOf(nextFirstDay: string, last: Month): string {
  return `a change must begin on ${nextFirstDay} or later (validFrom), and the row before it end on ${lastDayOf(last)} or later (validTo). Names, heads and addresses can be corrected in the row that stands, at any time`;
}
