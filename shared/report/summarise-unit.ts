import type { Finding } from '../finding/finding.ts';
import { type StandingFinding, withStanding } from '../finding/standing-of-finding.ts';
import { balanceOf } from '../ledger/balance-of.ts';
import type { LedgerEntry } from '../ledger/ledger-entry.ts';
import type { Notice } from '../notice/notice.ts';
import { Lineage } from '../unit/lineage.ts';
import type { Unit } from '../unit/unit.ts';
import { carryTrend, type JudgedMonth, type TrendMonth } from './carry-trend.ts';
import { findingsLeftBy, predecessorsOf, type Relative, successorsOf } from './list-relatives.ts';
import type { ProvinceRecords } from './province-records.ts';
import { judgedMonths, latestOverdueShares, openMonth, type UnitMonth } from './unit-month.ts';

export interface YearAccount {
  readonly year: string;
  readonly entries: readonly LedgerEntry[];
  readonly balanceHundredths: number;
}

export interface UnitSummary {
  readonly unit: Unit;
  readonly parent: Unit | null;
  readonly children: readonly Unit[];
  /** Oldest first. */
  readonly months: readonly UnitMonth[];
  readonly accounts: readonly YearAccount[];
  readonly findings: readonly StandingFinding[];
  /** What it came from in mergers and splits, each with its accounts, and what became of it. Oldest first. */
  readonly predecessors: readonly (Relative & { readonly accounts: readonly YearAccount[] })[];
  readonly successors: readonly Relative[];
  /** Its judged months, with those of the units that it came from where they can be compared. */
  readonly trend: readonly TrendMonth[];
  /** Found since a merger about dossiers of units that it came from. */
  readonly inheritedFindings: readonly StandingFinding[];
  readonly notices: readonly Notice[];
}

/** All that is kept of one unit, or null where the registry has no such unit. */
export function summariseUnit(records: ProvinceRecords, unitId: string): UnitSummary | null {
  const unit = latestRow(records.units, unitId);
  if (unit === null) return null;
  const ofUnit = records.evaluations.filter((row) => row.unitId === unitId);
  const judged = judgedMonths(ofUnit, records.approvals);
  const alreadyJudged = new Set(judged.map(({ month }) => month));
  const open = records.openTallies
    .filter((tally) => tally.unitId === unitId && !alreadyJudged.has(tally.month))
    .map((tally) => openMonth(tally, unit, records.policies));
  const lineage = new Lineage(records);
  const nameOf = (id: string) => latestRow(records.units, id)?.name ?? id;
  const predecessors = predecessorsOf(unitId, lineage, nameOf);
  const standing = (findings: readonly Finding[]) => latestFirst(withStanding(findings, records.dismissalRules));
  return {
    unit,
    parent: unit.parentUnitId === null ? null : latestRow(records.units, unit.parentUnitId),
    children: childrenOf(records.units, unitId),
    months: [...judged, ...open].toSorted((first, second) => (first.month < second.month ? -1 : 1)),
    accounts: accountsOf(unitId, records),
    findings: standing(records.findings.filter((finding) => finding.unitId === unitId)),
    predecessors: predecessors.map((one) => ({ ...one, accounts: accountsOf(one.unitId, records) })),
    successors: successorsOf(unitId, lineage, nameOf),
    trend: carryTrend(unitId, lineage, (id) => judgedMonthsOf(id, records)),
    inheritedFindings: standing(findingsLeftBy(predecessors, records.findings)),
    notices: records.notices
      .filter((notice) => notice.unitIds.includes(unitId))
      .toSorted((first, second) => first.day.localeCompare(second.day)),
  };
}

/** Units are dated: of several rows with one id, the latest. */
export function latestRow(units: readonly Unit[], unitId: string): Unit | null {
  const rows = units.filter((unit) => unit.unitId === unitId);
  return rows.toSorted((first, second) => first.validFrom.localeCompare(second.validFrom)).at(-1) ?? null;
}

function childrenOf(units: readonly Unit[], unitId: string): Unit[] {
  const ids = new Set(units.filter((unit) => unit.parentUnitId === unitId).map((unit) => unit.unitId));
  return [...ids]
    .flatMap((id) => latestRow(units, id) ?? [])
    .toSorted((first, second) => first.name.localeCompare(second.name, 'vi'));
}

function latestFirst(findings: readonly StandingFinding[]): StandingFinding[] {
  return findings.toSorted((first, second) => second.noticedAt.localeCompare(first.noticedAt));
}

function judgedMonthsOf(unitId: string, { evaluations, approvals }: ProvinceRecords): JudgedMonth[] {
  const ofUnit = evaluations.filter((row) => row.unitId === unitId);
  const bases = new Map(latestOverdueShares(ofUnit).map(({ month, basis }) => [month, basis]));
  return judgedMonths(ofUnit, approvals).map((shown) => ({ shown, basis: bases.get(shown.month) ?? null }));
}

function accountsOf(unitId: string, { ledger }: ProvinceRecords): YearAccount[] {
  const byYear = Map.groupBy(
    ledger.filter((entry) => entry.unitId === unitId),
    ({ year }) => year,
  );
  return [...byYear]
    .toSorted(([first], [second]) => first.localeCompare(second))
    .map(([year, entries]) => ({
      year,
      entries: entries.toSorted((first, second) => first.sequence - second.sequence),
      balanceHundredths: balanceOf(entries),
    }));
}
