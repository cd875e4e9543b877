import * as z from 'zod';
import { type Month, monthSchema } from '../../shared/calendar/month.ts';
import { type Approval, approvalId, needsApproval } from '../../shared/evaluation/approval.ts';
import type { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import type { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { latestRevisions } from '../../shared/evaluation/latest-revisions.ts';
import { enterConsequences } from '../../shared/ledger/enter-consequences.ts';
import type { Ledger } from '../../shared/ledger/ledger-store.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { enteredShape } from '../../shared/runtime/field-schemas.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import { nameFirst } from '../../shared/runtime/name-first.ts';

const WRITES_AT_ONCE = 32;

const approvalOrderSchema = z.strictObject({
  ...enteredShape,
  month: monthSchema,
  /** Absent: every unit whose evaluation awaits approval. */
  unitIds: z.array(z.string().min(1)).min(1).optional(),
});
/** Somebody's word that a month's drafts stand. */
export type ApprovalOrder = z.infer<typeof approvalOrderSchema>;

/** @throws DomainError `UNREADABLE_EVENT`, naming the fields that are missing or wrong. */
export function parseApprovalOrder(event: unknown): ApprovalOrder {
  const parsed = approvalOrderSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    'UNREADABLE_EVENT',
    `approve-month takes {month: yyyy-mm, actor, reason, unitIds?}. Nothing was written.\n${z.prettifyError(parsed.error)}`,
    { cause: parsed.error },
  );
}

export interface ApprovalStores extends Ledger {
  readonly evaluations: EvaluationStore;
  readonly approvals: ApprovalStore;
}

export interface ApprovalOutcome {
  /** Drafts that this order approved. */
  readonly approved: number;
  /** Those that stood approved before, in the same revision. */
  readonly approvedBefore: number;
  /** Those of both that exceed. */
  readonly exceeded: number;
  /**
   * Units that were judged anew so shortly before that the order was still about the revision before: nothing of them
   * was approved. Look at their new revisions, and send the order again.
   */
  readonly superseded: readonly string[];
}

/**
 * Approves the latest revision of each draft of a month, and enters what follows from it. An order that was cut off is
 * completed by sending it again, or by the next morning's evaluation.
 *
 * @param at when the order came, ISO 8601 in UTC
 * @throws DomainError `NOTHING_TO_APPROVE`, also where one of the units that it names has nothing to approve
 */
export async function approveMonth(order: ApprovalOrder, at: string, stores: ApprovalStores): Promise<ApprovalOutcome> {
  const drafts = await findDrafts(order, stores);
  const fates = await inParallel(drafts, WRITES_AT_ONCE, (draft) => approveIfLatest(draft, order, at, stores));
  const those = (wanted: Fate) => drafts.filter((_, position) => fates[position] === wanted);
  const standing = drafts.filter((_, position) => fates[position] !== 'superseded');
  return {
    approved: those('approved').length,
    approvedBefore: those('approved-before').length,
    exceeded: standing.filter(({ verdict }) => verdict === 'exceeded').length,
    superseded: [...new Set(those('superseded').map(({ unitId }) => unitId))].toSorted(),
  };
}

type Fate = 'approved' | 'approved-before' | 'superseded';

async function approveIfLatest(...inputs: Parameters<typeof approve>): Promise<Fate> {
  const [draft, , , stores] = inputs;
  if (!(await isLatest(draft, stores))) return 'superseded';
  return (await approve(...inputs)) ? 'approved' : 'approved-before';
}

/** What an order is about, as the index of months shows it. */
async function findDrafts({ month, unitIds }: ApprovalOrder, { evaluations }: ApprovalStores): Promise<Evaluation[]> {
  const latest = latestRevisions(await evaluations.byMonth(month)).filter(needsApproval);
  const drafts = latest.filter(({ unitId }) => unitIds === undefined || unitIds.includes(unitId));
  const withDraft = new Set(drafts.map(({ unitId }) => unitId));
  const without = (unitIds ?? []).filter((unitId) => !withDraft.has(unitId));
  if (drafts.length > 0 && without.length === 0) return drafts;
  throw nothingToApprove(month, without);
}

/** @param unitIds of which nothing awaits approval; none: the order is of the whole month */
function nothingToApprove(month: Month, unitIds: readonly string[]): DomainError {
  const ofWhom = unitIds.length === 0 ? '' : `of ${nameFirst(unitIds)} `;
  return new DomainError(
    'NOTHING_TO_APPROVE',
    `No evaluation ${ofWhom}for ${month} awaits approval: look in the Evaluations table whether the month is judged, whether its policy says "approval: required", and whether these are the units' ids. Nothing was written.`,
  );
}

/**
 * Whether a draft is still the latest revision: the index of months may lag behind an order that judged it anew. Nobody
 * has seen that revision, so that it is not approved in place of the draft.
 */
async function isLatest({ unitId, month, rule, revision }: Evaluation, { evaluations }: ApprovalStores) {
  const latest = await evaluations.latest(unitId, month, rule);
  return latest?.revision === revision;
}

/** Whoever approved first stands, also where the same order comes twice. */
async function approve(
  evaluation: Evaluation,
  { actor, reason }: ApprovalOrder,
  approvedAt: string,
  stores: ApprovalStores,
): Promise<boolean> {
  const { unitId, month, rule, revision, digest } = evaluation;
  const approval = { unitId, month, rule, revision, evaluationDigest: digest, actor, reason, approvedAt };
  const isNew = await stores.approvals.keep(approval);
  await enterConsequences(evaluation, isNew ? approval : await keptApproval(approval, stores), stores);
  return isNew;
}

async function keptApproval(approval: Approval, { approvals }: ApprovalStores): Promise<Approval> {
  return (await approvals.ofMonth(approval.month)).get(approvalId(approval)) ?? approval;
}
