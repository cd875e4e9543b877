import type { Day } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';
import { dayAt } from '../calendar/zone.ts';
import type { Finding } from '../finding/finding.ts';
import { formatCount, formatMonth } from '../report/format-vietnamese.ts';
import { type Approvals, isDraft } from './approval.ts';
import type { Evaluation } from './evaluation.ts';
import type { MonthPlan } from './plan-month.ts';

/** When it is asked, by which working days, in which zone. */
export interface Asked {
  readonly day: Day;
  readonly timeZone: string;
  readonly calendar: WorkingCalendar;
  readonly noticedAt: string;
}

/**
 * The finding that drafts of a plan's month have waited for approval longer than the policy's working days, or null.
 *
 * @param evaluations the latest of the plan's units
 */
export function noticeLateDrafts(
  plan: MonthPlan,
  evaluations: readonly Evaluation[],
  approvals: Approvals,
  { day, timeZone, calendar, noticedAt }: Asked,
): Finding | null {
  const allowedDaysOf = new Map(plan.units.map(({ unit, rules }) => [unit.unitId, rules.policy?.approvalWorkingDays]));
  const late = evaluations.filter((evaluation) => {
    const allowedDays = allowedDaysOf.get(evaluation.unitId);
    if (allowedDays === undefined || !isDraft(evaluation, approvals)) return false;
    const waitedDays = calendar.workingDaysBetween(dayAt(Date.parse(evaluation.recordedAt), timeZone), day);
    return waitedDays > allowedDays;
  });
  const [first] = late;
  if (first === undefined) return null;
  const { month, source } = plan;
  return {
    unitId: source?.ownerUnitId ?? first.unitId,
    findingId: lateDraftsId(plan),
    kind: 'draft-not-approved',
    severity: 'alarm',
    state: 'open',
    sourceId: source?.sourceId ?? null,
    day,
    month,
    sentence: `${formatCount(late.length)} dự thảo đánh giá tháng ${formatMonth(month)} đã quá thời hạn phê duyệt theo quy định; chưa đơn vị nào trong số đó được thông báo hoặc bị trừ điểm.`,
    evidence: { drafts: late.length, firstUnits: late.slice(0, 20).map(({ unitId }) => unitId) },
    noticedAt,
  };
}

/** One for each month, rule and source. */
export function lateDraftsId({ month, rule, source }: Pick<MonthPlan, 'month' | 'rule' | 'source'>): string {
  return `draft-not-approved#${month}#${rule}#${source?.sourceId ?? '-'}`;
}

/** Under whom such a finding may stand: the source's owner; where no source counts, one of the units themselves. */
export function ownersOfLateDrafts({ source }: MonthPlan, evaluations: readonly Evaluation[]): string[] {
  return source === null ? evaluations.map(({ unitId }) => unitId) : [source.ownerUnitId];
}
