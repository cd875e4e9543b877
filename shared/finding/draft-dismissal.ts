import { addDays, type Day } from '../calendar/day.ts';
import { DomainError } from '../runtime/domain-error.ts';
import type { DismissalEnd, DismissalRule } from './dismissal-rule.ts';
import { dismissibleKinds, kindTraits } from './finding-kinds.ts';

/** A rule that nobody looks at again must not hold for ever: a year and the day on which it began anew. */
const MOST_DAYS = 366;

/** The rule that an admin asks for. */
export type DismissalOrder = Omit<DismissalRule, 'orderedAt' | 'end'>;

/** What an admin asks for about a rule that stands. */
export type EndOrder = Omit<DismissalEnd, 'endedAt'>;

/**
 * The rule that an order makes, or null where it stands already: the same order twice is one.
 *
 * @param standing the rule of the same id, null where there is none
 * @throws DomainError `KIND_NOT_DISMISSIBLE`, `RULE_TOO_WIDE`, `RULE_ENDS_TOO_EARLY`, `RULE_ENDS_TOO_LATE`, `RULE_DIFFERS`
 */
export function draftDismissal(
  order: DismissalOrder,
  standing: DismissalRule | null,
  orderedAt: string,
): DismissalRule | null {
  refuse(order);
  const rule = { ...order, kinds: [...new Set(order.kinds)].toSorted() };
  if (standing === null) return { ...rule, orderedAt, end: null };
  if (isSameRule(rule, standing)) return null;
  throw new DomainError(
    'RULE_DIFFERS',
    `Rule ${order.ruleId} stands since ${standing.orderedAt} and says something else. End it (send {ruleId, endOn, actor, reason}) and order another under a new ruleId. Nothing was written.`,
  );
}

/**
 * The end that an order gives to a rule, or null where it has that end already.
 *
 * @throws DomainError `END_OUTSIDE_RULE`, `RULE_ENDED`
 */
export function draftEnd(order: EndOrder, rule: DismissalRule, endedAt: string): DismissalEnd | null {
  const { ruleId, end, validFrom, until } = rule;
  if (end !== null && isSameEnd(order, end)) return null;
  if (end !== null) {
    throw new DomainError(
      'RULE_ENDED',
      `Rule ${ruleId} was ended with ${end.endOn} by ${end.actor} at ${end.endedAt}: ${end.reason}. For other days order a new rule. Nothing was written.`,
    );
  }
  const earliest = addDays(validFrom, -1);
  if (order.endOn < earliest || order.endOn >= until) {
    throw new DomainError(
      'END_OUTSIDE_RULE',
      `endOn ${order.endOn} does not shorten rule ${ruleId}, which holds from ${validFrom} to ${until}: it is the last day whose findings are dismissed, from ${earliest} (none at all) to ${addDays(until, -1)}. Nothing was written.`,
    );
  }
  return { ...order, endedAt };
}

function refuse({ kinds, unitId, procedureCode, validFrom, until }: DismissalOrder): void {
  const never = kinds.filter((kind) => !kindTraits[kind].isDismissible);
  if (never.length > 0) {
    throw new DomainError(
      'KIND_NOT_DISMISSIBLE',
      `${never.join(', ')} cannot be dismissed by a rule: such findings tell of the system's own data, mail or ledger, and each is looked at by itself (review-finding). A rule may dismiss ${dismissibleKinds.join(', ')}. Nothing was written.`,
    );
  }
  if (unitId === null && procedureCode === null) {
    throw new DomainError(
      'RULE_TOO_WIDE',
      'A rule names a unitId, a procedureCode, or both: one for all units and procedures would switch the kind off. Nothing was written.',
    );
  }
  refuseDays(validFrom, until);
}

function refuseDays(validFrom: Day, until: Day): void {
  if (until < validFrom) {
    throw new DomainError(
      'RULE_ENDS_TOO_EARLY',
      `until ${until} lies before validFrom ${validFrom}. Nothing was written.`,
    );
  }
  const latest = addDays(validFrom, MOST_DAYS - 1);
  if (until <= latest) return;
  throw new DomainError(
    'RULE_ENDS_TOO_LATE',
    `until ${until} is more than a year after validFrom ${validFrom}: ${latest} at the latest, and a new rule then where it is still right. Nothing was written.`,
  );
}

function isSameRule(order: DismissalOrder, standing: DismissalRule): boolean {
  const { kinds, unitId, procedureCode, reason, reference, actor, validFrom, until } = standing;
  return (
    order.kinds.join() === kinds.join() &&
    order.unitId === unitId &&
    order.procedureCode === procedureCode &&
    order.reason === reason &&
    order.reference === reference &&
    order.actor === actor &&
    order.validFrom === validFrom &&
    order.until === until
  );
}

function isSameEnd(order: EndOrder, { endOn, actor, reason, reference }: DismissalEnd): boolean {
  return order.endOn === endOn && order.actor === actor && order.reason === reason && order.reference === reference;
}
