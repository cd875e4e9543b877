import type { CalendarEntry } from '../calendar/calendar-entry.ts';
import type { ZoneOffsets } from '../calendar/zone.ts';
import type { CopyLine } from '../snapshot/canonical-line.ts';
import { contradicts, type RejectedLine } from './bound-unknown.ts';
import type { CounterOf, MonthCounter, RuledUnit } from './rule-definition.ts';
import type { UnitMonth } from './unit-month.ts';

/** How lines come to be counted. */
export interface LineRules {
  /** Which units count what is a given unit's: itself, and those above it whose policy says so. */
  readonly countedBy: (unitId: string) => readonly string[];
  /**
   * To which units what is missing of a unit is unknown: itself, or, where it is no more, its successors. Absent: itself.
   */
  readonly missingAt?: (unitId: string) => readonly string[];
  /** Whether the copy's day lies after the period: dossiers are then counted as last seen before its end. */
  readonly isAfterEnd: boolean;
  readonly zone: ZoneOffsets;
  /** Of the period and the month before, for rules that reckon in working time. Absent: weekdays are worked. */
  readonly calendar?: readonly CalendarEntry[];
}

export type Lines = AsyncIterable<CopyLine> | Iterable<CopyLine>;

/**
 * The months of these units, as a rule counts them.
 *
 * @param counterOf what counts a unit's month
 * @returns unitId -> its month
 */
export async function countUnitMonths<Month extends UnitMonth>(
  lines: Lines,
  units: readonly RuledUnit[],
  counterOf: CounterOf<Month>,
  rules: LineRules,
): Promise<Map<string, Month>> {
  const { isAfterEnd, zone, calendar = [] } = rules;
  const counters = new Map(units.map((unit) => [unit.unitId, counterOf(unit, isAfterEnd, zone, calendar)]));
  const contradicted = await countLines(lines, counters, rules);
  return new Map([...counters].map(([unitId, counter]) => [unitId, counter.result(contradicted)]));
}

/**
 * Hands each line of a canonical copy to the units that count it, in one pass and in any order. Memory grows with the
 * dossiers handled in the month, not with the copy.
 *
 * @param counters unitId -> what counts its month
 * @returns dossier code -> the first row that contradicts it
 */
async function countLines(
  lines: Lines,
  counters: ReadonlyMap<string, MonthCounter>,
  rules: LineRules,
): Promise<Map<string, RejectedLine>> {
  const contradicted = new Map<string, RejectedLine>();
  for await (const line of lines) handOn(line, counters, contradicted, rules);
  return contradicted;
}

/**
 * Hands one line to the units that count it.
 *
 * @param contradicted is added to: dossier code -> the first row that contradicts it
 */
export function handOn(
  line: CopyLine,
  counters: ReadonlyMap<string, MonthCounter>,
  contradicted: Map<string, RejectedLine>,
  { countedBy, missingAt, isAfterEnd }: LineRules,
): void {
  if (line.kind === 'rejected') keepContradiction(line, contradicted);
  const named = unitOf(line, isAfterEnd);
  if (named === null) return;
  const isStated = line.kind === 'dossier' || line.kind === 'awaiting';
  const unitIds = isStated || missingAt === undefined ? [named] : missingAt(named);
  for (const unitId of unitIds) {
    for (const counting of countedBy(unitId)) tell(counters.get(counting), line, counting === unitId);
  }
}

function tell(counter: MonthCounter | undefined, line: CopyLine, isOwn: boolean): void {
  if (line.kind === 'awaiting') counter?.addAwaiting?.(line, isOwn);
  else counter?.add(line, isOwn);
}

/** A dossier that changed hands after the period's end is counted by the unit that had it then. */
function unitOf(line: CopyLine, isAfterEnd: boolean): string | null {
  if (line.kind !== 'dossier') return line.unitId;
  const lastSeen = isAfterEnd ? line.lastSeenBeforeEnd : undefined;
  return lastSeen?.unitId ?? line.dossier.unitId;
}

/** The first row that contradicts a dossier stands for all, in whatever order they come and whichever units they name. */
function keepContradiction(row: RejectedLine, contradicted: Map<string, RejectedLine>): void {
  if (row.dossierCode === null || !contradicts(row)) return;
  const known = contradicted.get(row.dossierCode);
  if (known === undefined || row.row < known.row) contradicted.set(row.dossierCode, row);
}
