import { lastDayOf, type Month } from '../calendar/month.ts';
import type { Policy } from '../policy/policy.ts';
import { type Counts, countsSchema, noCounts } from '../tally/tally.ts';
import type { Lineage } from '../unit/lineage.ts';
import type { Share } from './format-vietnamese.ts';
import type { UnitMonth } from './unit-month.ts';

/** A judged month with what its rate is a share of. */
export interface JudgedMonth {
  readonly shown: UnitMonth;
  readonly basis: Policy['basis'] | null;
}

/** One month of a unit's trend. */
export interface TrendMonth {
  readonly month: Month;
  /** Null: there is nothing to compare with. */
  readonly shown: UnitMonth | null;
  /**
   * `own`: of the unit as it is now; `carried`: summed over units all of which went whole into this one; `partial`: some
   * went into it in part only; `incomplete`: the month of one of them is missing, or was counted otherwise.
   */
  readonly scope: 'own' | 'carried' | 'partial' | 'incomplete';
  /** Whose months are summed, or which units stand in the way of it; in order. */
  readonly unitIds: readonly string[];
}

/**
 * A unit's judged months with those of the units that it came from, oldest first. Months are summed only where all that
 * stood there then went whole into this one unit. Of what cannot be compared, the last month stands for all.
 *
 * @param monthsOf the judged months of a unit
 */
export function carryTrend(
  unitId: string,
  lineage: Lineage,
  monthsOf: (unitId: string) => readonly JudgedMonth[],
): TrendMonth[] {
  const judged = new Map([unitId, ...forebearsOf(unitId, lineage)].map((id) => [id, monthsOf(id)]));
  const months = new Set([...judged.values()].flatMap((ofOne) => ofOne.map(({ shown }) => shown.month)));
  const trend = [...months].toSorted().flatMap((month) => trendMonth(unitId, month, lineage, judged) ?? []);
  return trend.filter(({ shown }, position) => shown !== null || trend[position + 1]?.shown !== null);
}

function trendMonth(
  unitId: string,
  month: Month,
  lineage: Lineage,
  monthsOf: ReadonlyMap<string, readonly JudgedMonth[]>,
): TrendMonth | null {
  const judged = (id: string) => monthsOf.get(id)?.find(({ shown }) => shown.month === month);
  const own = judged(unitId);
  const before = lineage.predecessorsOn(unitId, lastDayOf(month));
  if (before.length === 0) return own ? { month, shown: own.shown, scope: 'own', unitIds: [unitId] } : null;
  const inPart = before.filter(({ isFull }) => !isFull).map((kin) => kin.unitId);
  if (inPart.length > 0) return { month, shown: own?.shown ?? null, scope: 'partial', unitIds: inPart };
  const members = [...(own === undefined ? [] : [unitId]), ...before.map((kin) => kin.unitId)];
  const missing = members.filter((id) => !isSummable(judged(id)));
  const found = members.flatMap((id) => judged(id) ?? []);
  const bases = new Set(found.map(({ basis }) => basis));
  if (missing.length > 0 || bases.size > 1) {
    return { month, shown: own?.shown ?? null, scope: 'incomplete', unitIds: missing.length > 0 ? missing : members };
  }
  return { month, shown: sumOf(unitId, found), scope: 'carried', unitIds: members };
}

function isSummable(judged: JudgedMonth | undefined): boolean {
  return judged !== undefined && judged.shown.counts !== null && judged.shown.draft !== 'only';
}

/** Every unit of the lines that lead into a unit. */
function forebearsOf(unitId: string, lineage: Lineage): string[] {
  const found = new Set<string>([unitId]);
  for (const id of found) for (const { oldUnitId } of lineage.rowsInto(id)) found.add(oldUnitId);
  return [...found].slice(1);
}

/** A dossier is one unit's: sums of counts are the counts of the sum. It carries no verdict: nobody was judged so. */
function sumOf(unitId: string, [first, ...others]: readonly JudgedMonth[]): UnitMonth | null {
  if (first === undefined) return null;
  const months = [first, ...others].map(({ shown }) => shown);
  const thresholds = new Set(months.map(({ threshold }) => JSON.stringify(threshold)));
  const { band: _band, draft: _draft, besides: _besides, ...like } = first.shown;
  return {
    ...like,
    unitId,
    unitName: months.map(({ unitName }) => unitName).join(' + '),
    counts: months.reduce((sum, { counts }) => added(sum, counts), noCounts()),
    best: sumOfShares(months.map(({ best }) => best)),
    worst: sumOfShares(months.map(({ worst }) => worst)),
    unknown: months.reduce((sum, { unknown }) => sum + unknown, 0),
    threshold: thresholds.size === 1 ? first.shown.threshold : null,
    verdict: null,
    reasons: [],
    revision: null,
    asOf: null,
  };
}

function sumOfShares(shares: readonly Share[]): Share {
  return {
    numerator: shares.reduce((sum, { numerator }) => sum + numerator, 0),
    denominator: shares.reduce((sum, { denominator }) => sum + denominator, 0),
  };
}

function added(sum: Counts, counts: Counts | null): Counts {
  const total = { ...sum };
  for (const name of countsSchema.keyof().options) total[name] += counts?.[name] ?? 0;
  return total;
}
