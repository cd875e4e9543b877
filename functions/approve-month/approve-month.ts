import * as z from 'zod';
import { monthSchema } from '../../shared/calendar/month.ts';
import { type Approval, approvalId, needsApproval } from '../../shared/evaluation/approval.ts';
import type { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import { type Evaluation, orderSchema } from '../../shared/evaluation/evaluation.ts';
import type { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { latestRevisions } from '../../shared/evaluation/latest-revisions.ts';
import { enterConsequences } from '../../shared/ledger/enter-consequences.ts';
import type { Ledger } from '../../shared/ledger/ledger-store.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';

const WRITES_AT_ONCE = 32;

const approvalOrderSchema = z.strictObject({
  ...orderSchema.shape,
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
  readonly exceeded: number;
}

/**
 * Approves the latest revision of each draft of a month, and enters what follows from it. An order that was cut off is
 * completed by sending it again, or by the next morning's evaluation.
 *
 * @param at when the order came, ISO 8601 in UTC
 * @throws DomainError `NOTHING_TO_APPROVE`
 */
export async function approveMonth(order: ApprovalOrder, at: string, stores: ApprovalStores): Promise<ApprovalOutcome> {
  const drafts = await findDrafts(order, stores);
  const isNew = await inParallel(drafts, WRITES_AT_ONCE, (draft) => approve(draft, order, at, stores));
  const approved = isNew.filter(Boolean).length;
  return {
    approved,
    approvedBefore: drafts.length - approved,
    exceeded: drafts.filter(({ verdict }) => verdict === 'exceeded').length,
  };
}

async function findDrafts({ month, unitIds }: ApprovalOrder, { evaluations }: ApprovalStores): Promise<Evaluation[]> {
  const latest = latestRevisions(await evaluations.byMonth(month)).filter(needsApproval);
  const drafts = latest.filter(({ unitId }) => unitIds === undefined || unitIds.includes(unitId));
  if (drafts.length > 0) return drafts;
  throw new DomainError(
    'NOTHING_TO_APPROVE',
    `No evaluation of ${month} awaits approval: look in the Evaluations table whether the month is judged, whether its policy says "approval: required", and whether these are the units' ids. Nothing was written.`,
  );
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
