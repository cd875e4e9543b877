import * as z from 'zod';
import { monthSchema } from '../../shared/calendar/month.ts';
import { dayAt } from '../../shared/calendar/zone.ts';
import { type Approval, approvalOf, needsApproval } from '../../shared/evaluation/approval.ts';
import type { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import type { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import type { FindingStore } from '../../shared/finding/finding-store.ts';
import { decideOnDeduction, decisions } from '../../shared/ledger/decide-on-deduction.ts';
import { isOpen } from '../../shared/ledger/deduction.ts';
import { findDeduction } from '../../shared/ledger/deductions-of.ts';
import { enterRuling, type OrderOutcome } from '../../shared/ledger/enter-ruling.ts';
import type { Ledger } from '../../shared/ledger/ledger-store.ts';
import { attentionId } from '../../shared/ledger/notice-attention.ts';
import { attentions } from '../../shared/ledger/settle-deduction.ts';
import { OVERDUE_SHARE_RULE, ruleSchema } from '../../shared/policy/rule.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { enteredReferenceSchema, enteredShape } from '../../shared/runtime/field-schemas.ts';

const decisionOrderSchema = z.strictObject({
  ...enteredShape,
  unitId: z.string().min(1),
  month: monthSchema,
  rule: ruleSchema.default(OVERDUE_SHARE_RULE),
  decision: z.enum(decisions),
  reference: enteredReferenceSchema,
});
export type DecisionOrder = z.infer<typeof decisionOrderSchema>;

/** @throws DomainError `UNREADABLE_EVENT`, naming the fields that are missing or wrong. */
export function parseDecisionOrder(event: unknown): DecisionOrder {
  const parsed = decisionOrderSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    'UNREADABLE_EVENT',
    `decide-deduction takes {unitId, month: yyyy-mm, decision: ${decisions.join(' | ')}, actor, reason, reference?, rule?}. ` +
      `Nothing was entered.\n${z.prettifyError(parsed.error)}`,
    { cause: parsed.error },
  );
}

export interface DecideStores extends Ledger {
  readonly evaluations: EvaluationStore;
  readonly approvals: Pick<ApprovalStore, 'ofMonth'>;
  readonly findings: Pick<FindingStore, 'resolve'>;
}

/**
 * Enters what a person decides of a deduction; what was found to wait for that decision is over.
 *
 * @param at when the order came, ISO 8601 in UTC
 * @throws DomainError `DEDUCTION_UNKNOWN`, `UNIT_NOT_NOTIFIED`, `WINDOW_OPEN`, `DECISION_NOT_POSSIBLE`, `DRAFT_NOT_APPROVED`,
 *   `NOTHING_TO_REINSTATE`, `LEDGER_CHAIN_BROKEN`, `LEDGER_BUSY`
 */
export async function decideDeduction(
  order: DecisionOrder,
  at: string,
  timeZone: string,
  { evaluations, approvals, findings, ...ledger }: DecideStores,
): Promise<OrderOutcome> {
  const latest = await evaluations.latest(order.unitId, order.month, order.rule);
  const approval = latest && (await findApproval(latest, approvals));
  const circumstances = { at, on: dayAt(Date.parse(at), timeZone), latest, approval };
  const outcome = await enterRuling(order, (entries) => decideOnDeduction(entries, order, circumstances), ledger);
  await resolveDecided(outcome, at, ledger.ledger, findings);
  return outcome;
}

/** Also where the order came before: it may have been cut off after its entry. */
async function resolveDecided(
  { entry }: OrderOutcome,
  at: string,
  ledger: Ledger['ledger'],
  findings: DecideStores['findings'],
): Promise<void> {
  const deduction = findDeduction(await ledger.entries(entry.account), entry);
  if (deduction === null || isOpen(deduction)) return;
  for (const kind of attentions) {
    const finding = { unitId: deduction.unitId, findingId: attentionId(deduction, kind) };
    await findings.resolve(finding, `Đã có quyết định về đề xuất trừ điểm (${entry.actor}).`, at);
  }
}

/** Most policies ask for none: their months are not looked up. */
async function findApproval(latest: Evaluation, approvals: DecideStores['approvals']): Promise<Approval | null> {
  return needsApproval(latest) ? approvalOf(latest, await approvals.ofMonth(latest.month)) : null;
}
