import * as z from 'zod';
import { monthSchema } from '../calendar/month.ts';
import { ruleSchema } from '../policy/rule.ts';
import { anyTextSchema, instantTextSchema, positiveIntegerSchema, textSchema } from '../runtime/field-schemas.ts';
import type { Evaluation } from './evaluation.ts';

/** Somebody's word that a draft stands. It names the draft by its digest: another content needs another approval. */
export const approvalSchema = z.object({
  unitId: textSchema,
  month: monthSchema,
  rule: ruleSchema,
  revision: positiveIntegerSchema,
  evaluationDigest: anyTextSchema,
  actor: textSchema,
  reason: textSchema,
  approvedAt: instantTextSchema,
});
export type Approval = z.infer<typeof approvalSchema>;

/** What names an approval. */
export type ApprovalKey = Pick<Approval, 'unitId' | 'month' | 'rule' | 'revision'>;

/** The id of an approval, by which it is stored and looked up. */
export function approvalId({ unitId, month, rule, revision }: ApprovalKey): string {
  return `${month}#${unitId}#${rule}#${revision}`;
}

/** approvalId -> approval */
export type Approvals = ReadonlyMap<string, Approval>;

export function approvalOf(evaluation: Evaluation, approvals: Approvals): Approval | null {
  const approval = approvals.get(approvalId(evaluation));
  return approval?.evaluationDigest === evaluation.digest ? approval : null;
}

/** Whether a policy wants somebody to approve an evaluation before anything follows from it. */
export function needsApproval({ consequence }: Pick<Evaluation, 'consequence'>): boolean {
  return consequence?.approval === 'required';
}

/** A draft: nothing is deducted, told or published by it. */
export function isDraft(evaluation: Evaluation, approvals: Approvals): boolean {
  return needsApproval(evaluation) && approvalOf(evaluation, approvals) === null;
}
