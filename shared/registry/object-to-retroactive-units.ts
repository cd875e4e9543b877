import { addDays } from '../calendar/day.ts';
import { addMonths, lastDayOf, type Month, monthOf, monthsBetween } from '../calendar/month.ts';
import { policySchema } from '../policy/policy.ts';
import { describeMonths } from '../policy/retroactive-months.ts';
import { canonicalJson } from '../runtime/canonical-json.ts';
import { type JudgingRows, judgedAs, leadsOnIn } from '../unit/judged-as.ts';
import { unitLineageSchema, unitSchema, unitSourceSchema } from '../unit/unit.ts';
import type { Delivery, Objections } from './plan-import.ts';
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
  const linesThen = new Set(stored['unit-lineage'].map(({ entry }) => entry.id));
  const found = new Map<FileRow, Month[]>(changed.map((row) => [row, []]));
  for (const month of [...judged].toSorted()) {
    const differs = kind === 'unit-lineage' ? lineageDiffers(linesThen, then, month) : unitsDiffer(then, now, month);
    for (const [row, months] of found) if (differs(row)) months.push(month);
  }
  return [...found].filter(([, months]) => months.length > 0).map(([row, months]) => ({ row, months }));
}

/**
 * Refuses such rows: nothing that is judged may come to be judged otherwise unless somebody knows what follows. All the
 * changed rows of a unit are refused or none, so a unit of which this delivery has written a row before it was cut off
 * was found harmless then; what is stored in between, and would be compared, is neither the old nor the new.
 */
export function objectToRetroactiveUnits(
  kind: KindOfUnits,
  stored: StoredUnits,
  judged: ReadonlySet<Month>,
  { importedAt, importedFrom }: Pick<Delivery, 'importedAt' | 'importedFrom'>,
): Objections {
  const last = [...judged].toSorted().at(-1);
  if (last === undefined) return () => [];
  const written = stored[kind].filter((row) => row.importedAt === importedAt && row.importedFrom === importedFrom);
  const begun = new Set(written.map(({ entry }) => entry.subject).filter((subject) => subject !== null));
  return (rows) => {
    const toAsk = rows.filter(({ entry }) => entry.subject === null || !begun.has(entry.subject));
    return retroactiveUnitRows(kind, toAsk, stored, judged).map(({ row, months }) =>
      rejectionOf(kind, row, months, last),
    );
  };
}

function unitsDiffer(then: JudgingRows, now: JudgingRows, month: Month): (row: FileRow) => boolean {
  const [before, after] = [judgedAs(then, month), judgedAs(now, month)];
  return ({ entry }) => before(entry.subject ?? '') !== after(entry.subject ?? '');
}

/**
 * Each new row that leads on from a unit which was gone by the month's end. Each is asked about by itself, never by what
 * the others make of it: a file that is cut off between two of its rows must find the second as it found it before.
 */
function lineageDiffers(linesThen: ReadonlySet<string>, then: JudgingRows, month: Month): (row: FileRow) => boolean {
  const leadsOn = leadsOnIn(then, month);
  return ({ entry }) => !linesThen.has(entry.id) && leadsOn(unitLineageSchema.parse(entry.row));
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
