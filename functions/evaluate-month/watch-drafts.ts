import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import { type Approvals, isDraft, needsApproval } from '../../shared/evaluation/approval.ts';
import { type Evaluation, FIRST_REVISION } from '../../shared/evaluation/evaluation.ts';
import { lateDraftsId, noticeLateDrafts, ownersOfLateDrafts } from '../../shared/evaluation/notice-late-drafts.ts';
import type { MonthPlan } from '../../shared/evaluation/plan-month.ts';
import { raise } from '../../shared/runtime/telemetry.ts';
import type { Run } from './run.ts';
import type { EvaluateStores } from './stores.ts';

const noApprovals: Approvals = new Map();

/** The approvals of a month; not asked for where no policy wants any. */
export async function approvalsFor(
  { month }: MonthPlan,
  evaluations: readonly Evaluation[],
  { approvals }: EvaluateStores,
): Promise<Approvals> {
  return evaluations.some(needsApproval) ? approvals.ofMonth(month) : noApprovals;
}

/** Alarms of drafts that nobody approved within the policy's working days, until all of them are approved. */
export async function watchDrafts(
  plan: MonthPlan,
  evaluations: readonly Evaluation[],
  approvals: Approvals,
  run: Run,
  { registry, findings }: EvaluateStores,
): Promise<void> {
  if (!evaluations.some((evaluation) => isDraft(evaluation, approvals))) {
    if (evaluations.some(mayHaveBeenDraft)) await resolveApproved(plan, evaluations, run, findings);
    return;
  }
  const calendar = new WorkingCalendar(await registry.calendar());
  const asked = { day: run.day, timeZone: run.zone.timeZone, calendar, noticedAt: run.recordedAt };
  const finding = noticeLateDrafts(plan, evaluations, approvals, asked);
  if (finding !== null && (await findings.noticeForAlarm(finding))) raise('DraftNotApproved');
}

/** Also where the month was judged anew since, by a policy that asks for no approval. */
function mayHaveBeenDraft(evaluation: Evaluation): boolean {
  return needsApproval(evaluation) || evaluation.revision > FIRST_REVISION;
}

/** No draft is left: what was said of late ones is over. */
async function resolveApproved(
  plan: MonthPlan,
  evaluations: readonly Evaluation[],
  { recordedAt }: Run,
  findings: EvaluateStores['findings'],
): Promise<void> {
  for (const unitId of ownersOfLateDrafts(plan, evaluations)) {
    const findingId = lateDraftsId(plan);
    await findings.resolve({ unitId, findingId }, 'Không còn dự thảo nào của tháng chờ phê duyệt.', recordedAt);
  }
}
