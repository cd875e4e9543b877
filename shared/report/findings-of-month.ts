import { type Month, monthOf } from '../calendar/month.ts';
import { monthOfPeriod } from '../calendar/period.ts';
import type { Finding, FindingKind } from '../finding/finding.ts';

/** What is noticed of a source's file, under the unit that owns the source, and concerns every unit that it counts. */
const kindsOfSource: readonly FindingKind[] = ['governing-file-changed', 'snapshot-unchanged'];

export interface MonthOfUnit {
  readonly unitId: string;
  readonly month: Month;
  readonly sourceId: string | null;
  /** 1 to 28: the day on which months begin by the policy of a calendar month. */
  readonly periodStartDayIn: (month: Month) => number;
}

/** The findings that concern a unit's month: its own, and those of the file by which it was judged; the latest first. */
export function findingsOfMonth<One extends Finding>(findings: readonly One[], ofUnit: MonthOfUnit): One[] {
  return findings
    .filter((finding) => isOwn(finding, ofUnit) || isOfItsSource(finding, ofUnit))
    .toSorted((first, second) => second.noticedAt.localeCompare(first.noticedAt));
}

function isOwn({ unitId, month, day }: Finding, ofUnit: MonthOfUnit): boolean {
  const noticedFor = month ?? (day === null ? null : monthOfPeriod(day, ofUnit.periodStartDayIn(monthOf(day))));
  return unitId === ofUnit.unitId && noticedFor === ofUnit.month;
}

function isOfItsSource({ kind, sourceId, month }: Finding, ofUnit: MonthOfUnit): boolean {
  return kindsOfSource.includes(kind) && sourceId === ofUnit.sourceId && month === ofUnit.month;
}
