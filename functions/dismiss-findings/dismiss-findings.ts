import * as z from 'zod';
import { type DismissalRule, dismissalEndSchema, dismissalRuleSchema } from '../../shared/finding/dismissal-rule.ts';
import type { DismissalRuleStore } from '../../shared/finding/dismissal-rule-store.ts';
import { type DismissalOrder, draftDismissal, draftEnd, type EndOrder } from '../../shared/finding/draft-dismissal.ts';
import { dismissibleKinds } from '../../shared/finding/finding-kinds.ts';
import { SYSTEM_ACTOR } from '../../shared/finding/move-finding.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { enteredReferenceSchema, enteredShape, textSchema } from '../../shared/runtime/field-schemas.ts';

const personSchema = textSchema.refine((actor) => actor !== SYSTEM_ACTOR, {
  error: `must name a person: ${SYSTEM_ACTOR} is the system`,
});

const ruleOrderSchema = z.strictObject({
  ...dismissalRuleSchema.omit({ orderedAt: true }).shape,
  actor: personSchema,
  reason: enteredShape.reason,
  unitId: textSchema.nullable().default(null),
  procedureCode: textSchema.nullable().default(null),
});

const endOrderSchema = z.strictObject({
  ...dismissalEndSchema.omit({ endedAt: true }).shape,
  actor: personSchema,
  reason: enteredShape.reason,
  reference: enteredReferenceSchema,
});

/** A rule to be kept, or the early end of one. */
export type DismissOrder =
  | { readonly kind: 'rule'; readonly order: DismissalOrder }
  | { readonly kind: 'end'; readonly order: EndOrder };

/** @throws DomainError `UNREADABLE_EVENT`, naming the fields that are missing or wrong. */
export function parseDismissOrder(event: unknown): DismissOrder {
  const isEnd = typeof event === 'object' && event !== null && 'endOn' in event;
  const parsed = isEnd
    ? endOrderSchema.transform((order) => ({ kind: 'end' as const, order })).safeParse(event)
    : ruleOrderSchema.transform((order) => ({ kind: 'rule' as const, order })).safeParse(event);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    'UNREADABLE_EVENT',
    'dismiss-findings takes {ruleId, kinds: [...], unitId and/or procedureCode, validFrom: yyyy-mm-dd, until: yyyy-mm-dd (the last ' +
      'day whose findings are dismissed, at most a year on), reason, reference, actor}, or, to end a rule early, {ruleId, endOn: ' +
      `yyyy-mm-dd, reason, actor, reference?}; kinds are ${dismissibleKinds.join(', ')}. Nothing was written.\n` +
      z.prettifyError(parsed.error),
    { cause: parsed.error },
  );
}

export interface DismissStores {
  readonly registry: Pick<RegistryStore, 'units'>;
  readonly rules: DismissalRuleStore;
}

/** The rule as it now stands, with its end. */
export interface DismissOutcome {
  readonly isNew: boolean;
  readonly rule: DismissalRule;
}

/**
 * Lets findings of some kinds count as dismissed for a time, or no longer. Nothing is written to the findings: whoever
 * reads them applies the rules that stand. The same order again changes nothing.
 *
 * @param at when the order came, ISO 8601 in UTC
 * @throws DomainError `UNIT_UNKNOWN`, `RULE_UNKNOWN`, and what `draftDismissal` and `draftEnd` throw
 */
export async function dismissFindings(
  { kind, order }: DismissOrder,
  at: string,
  stores: DismissStores,
): Promise<DismissOutcome> {
  return kind === 'rule' ? keepRule(order, at, stores) : keepEnd(order, at, stores);
}

async function keepRule(order: DismissalOrder, at: string, { registry, rules }: DismissStores) {
  if (order.unitId !== null) await refuseUnknownUnit(order.unitId, registry);
  for (;;) {
    const standing = await rules.find(order.ruleId);
    const rule = draftDismissal(order, standing, at);
    if (rule === null && standing !== null) return { isNew: false, rule: standing };
    // A lost race for the id means reading again: the other order may ask for the same.
    if (rule !== null && (await rules.putRule(rule))) return { isNew: true, rule };
  }
}

async function keepEnd(order: EndOrder, at: string, { rules }: DismissStores) {
  for (;;) {
    const rule = await rules.find(order.ruleId);
    if (rule === null) throw unknownRule(order);
    const end = draftEnd(order, rule, at);
    if (end === null) return { isNew: false, rule };
    if (await rules.putEnd(end)) return { isNew: true, rule: { ...rule, end } };
  }
}

async function refuseUnknownUnit(unitId: string, registry: DismissStores['registry']): Promise<void> {
  const units = await registry.units();
  if (units.some((unit) => unit.unitId === unitId)) return;
  throw new DomainError(
    'UNIT_UNKNOWN',
    `The registry has no unit ${unitId}: look up its id in units.csv. Nothing was written.`,
  );
}

function unknownRule({ ruleId }: EndOrder): DomainError {
  return new DomainError(
    'RULE_UNKNOWN',
    `There is no rule ${ruleId}: its id stands in the Registry table under kind dismissal-rule. Nothing was written.`,
  );
}
