import type { Month } from '../calendar/month.ts';
import { balanceOf } from '../ledger/balance-of.ts';
import type { LedgerEntry } from '../ledger/ledger-entry.ts';
import { policyForMonth } from '../policy/month-rules.ts';
import { type Policy, thresholdOf } from '../policy/policy.ts';
import type { Tier, Unit } from '../unit/unit.ts';
import { formatDay, formatMonth, formatThreshold, type Share } from './format-vietnamese.ts';
import type { ProvinceRecords } from './province-records.ts';
import { compareWorstFirst, firstDeductingMonth, judgedMonths, openMonth, type UnitMonth } from './unit-month.ts';
import { tierWords } from './words.ts';

export interface RankedUnit extends UnitMonth {
  readonly parentUnitId: string | null;
  /** Taken off in the month's year, up to and with this month. */
  readonly pointsHundredths: number;
}

export interface TierSummary {
  readonly tier: Tier;
  readonly threshold: Share | null;
  /** Worst first. */
  readonly units: readonly RankedUnit[];
  readonly exceeded: number;
  readonly undecided: number;
  /** Verdicts that wait for approval: they are not among those that exceed or are undecided. */
  readonly drafts: number;
  readonly sentence: string;
}

export interface MonthSummary {
  readonly month: Month;
  readonly isOpen: boolean;
  readonly asOf: string | null;
  readonly tiers: readonly TierSummary[];
  readonly handled: number;
  readonly overdue: number;
  readonly exceeded: number;
  readonly drafts: number;
  readonly pointsHundredths: number;
  readonly headline: string;
}

const tiers: readonly Tier[] = ['province', 'district', 'commune'];

/** Every month of which there is a verdict or a count, in order; open months are those without a verdict. */
export function listMonths({ evaluations, openTallies }: ProvinceRecords): { month: Month; isOpen: boolean }[] {
  const judged = new Set(evaluations.map(({ month }) => month));
  const all = new Set([...judged, ...openTallies.map(({ month }) => month)]);
  return [...all].toSorted().map((month) => ({ month, isOpen: !judged.has(month) }));
}

/** A month of the whole province: its units by tier, worst first, and what a reader should know in one sentence. */
export function summariseMonth(records: ProvinceRecords, month: Month): MonthSummary {
  const unitMonths = monthOfEveryUnit(records, month);
  const isOpen = unitMonths.every(({ verdict }) => verdict === null);
  const asOf =
    unitMonths
      .flatMap((unit) => unit.asOf ?? [])
      .toSorted()
      .at(-1) ?? null;
  const ranked = unitMonths.map((unit) => rank(unit, records.units, records.ledger));
  const summaries = tiers.flatMap((tier) => summariseTier(tier, ranked, records.policies, month, isOpen));
  return {
    month,
    isOpen,
    asOf,
    tiers: summaries,
    handled: sum(ranked.map(({ counts }) => counts?.handled ?? 0)),
    overdue: sum(ranked.map(({ counts }) => counts?.overdue ?? 0)),
    exceeded: sum(summaries.map(({ exceeded }) => exceeded)),
    drafts: sum(summaries.map(({ drafts }) => drafts)),
    pointsHundredths: balanceOf(records.ledger.filter((entry) => entry.month === month)),
    headline: headlineOf(month, isOpen, asOf, summaries),
  };
}

function monthOfEveryUnit(records: ProvinceRecords, month: Month): UnitMonth[] {
  const { units, policies, evaluations, approvals, openTallies } = records;
  const ofMonth = evaluations.filter((evaluation) => evaluation.month === month);
  const judged = judgedMonths(ofMonth, approvals);
  const judgedIds = new Set(judged.map(({ unitId }) => unitId));
  const open = openTallies
    .filter((tally) => tally.month === month && !judgedIds.has(tally.unitId))
    .flatMap((tally) => {
      const unit = units.find(({ unitId }) => unitId === tally.unitId);
      return unit === undefined ? [] : openMonth(tally, unit, policies);
    });
  return [...judged, ...open];
}

function rank(unit: UnitMonth, units: readonly Unit[], ledger: readonly LedgerEntry[]): RankedUnit {
  const year = unit.month.slice(0, 4);
  const soFar = ledger.filter(
    (entry) => entry.unitId === unit.unitId && entry.year === year && entry.month <= unit.month,
  );
  const parentUnitId = units.find(({ unitId }) => unitId === unit.unitId)?.parentUnitId ?? null;
  return { ...unit, parentUnitId, pointsHundredths: balanceOf(soFar) };
}

function summariseTier(
  tier: Tier,
  ranked: readonly RankedUnit[],
  policies: readonly Policy[],
  month: Month,
  isOpen: boolean,
): TierSummary[] {
  const units = ranked.filter((unit) => unit.tier === tier).toSorted(compareWorstFirst);
  if (units.length === 0) return [];
  const policy = policyForMonth(policies, tier, month);
  const threshold = units.find((unit) => unit.threshold !== null)?.threshold ?? (policy && thresholdOf(policy));
  const standing = units.filter(({ draft }) => draft !== 'only');
  const exceeded = standing.filter(({ verdict }) => verdict === 'exceeded').length;
  const undecided = standing.filter(({ verdict }) => verdict === 'undecided').length;
  const drafts = units.filter(({ draft }) => draft !== undefined).length;
  const summary = { tier, threshold, units, exceeded, undecided, drafts };
  return [{ ...summary, sentence: sentenceOf(summary, policies, isOpen) }];
}

/** One clause on a tier, without a full stop; empty where there is nothing to say. */
function sentenceOf(summary: Omit<TierSummary, 'sentence'>, policies: readonly Policy[], isOpen: boolean): string {
  const { tier, threshold, units, exceeded, undecided, drafts } = summary;
  const name = tierWords[tier].units;
  if (threshold === null) return '';
  if (isOpen) return `ngưỡng của ${name} là ${formatThreshold(threshold)}`;
  if (units.every(({ verdict }) => verdict === 'not-judged')) {
    const first = firstDeductingMonth(policies, tier);
    return `${name} chưa xét trừ điểm${first === null ? '' : ` (áp dụng từ tháng ${formatMonth(first)})`}`;
  }
  const unclear = undecided === 0 ? '' : `, ${undecided} chưa đủ căn cứ kết luận`;
  const share = exceeded === 0 ? `không ${name} nào` : `${exceeded}/${units.length} ${name}`;
  const waiting = drafts === 0 ? '' : `, ${drafts} dự thảo chờ phê duyệt`;
  return `${share} vượt ${formatThreshold(threshold)}${unclear}${waiting}`;
}

function headlineOf(month: Month, isOpen: boolean, asOf: string | null, summaries: readonly TierSummary[]): string {
  const clauses = summaries.flatMap(({ sentence }) => (sentence === '' ? [] : [sentence]));
  const name = `Tháng ${formatMonth(month)}`;
  if (isOpen) return `${name} chưa kết thúc: số liệu tạm tính đến hết ngày ${asOf === null ? '–' : formatDay(asOf)}.`;
  if (clauses.length === 0) return `${name}: không đơn vị nào thuộc diện xét ngưỡng.`;
  return `${name}: ${clauses.join('; ')}.`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
