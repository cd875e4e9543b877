import type { RegisteredAddresses } from './registered-addresses.ts';

/** SES takes no more in one mail. */
export const MOST_RECIPIENTS = 50;

export interface Recipients {
  readonly to: readonly string[];
  readonly cc: readonly string[];
}

/** The recipients of what is told of some units. */
export interface UnitRecipients extends Recipients {
  readonly unitIds: readonly string[];
}

/** Whom a stage may mail, and where it mails instead of all others. */
export interface MailScope {
  /** `*`, or addresses separated by `;` */
  readonly allowList: string;
  readonly sinkAddress: string;
}

/**
 * Those of a digest's recipients whom the registry names of one of its units. What stands in an order is not enough: an
 * address may have been corrected since, its owner may head another unit now, and whoever can write to the queue could
 * name any.
 */
export function onlyRegistered({ to, cc, unitIds }: UnitRecipients, registered: RegisteredAddresses): Recipients {
  const isRegistered = (address: string) =>
    unitIds.some((unitId) => registered.get(unitId)?.has(address.toLowerCase()) === true);
  return { to: to.filter(isRegistered), cc: cc.filter(isRegistered) };
}

/**
 * The digest's recipients as this stage mails them: a trial must not reach the heads of the province. Whoever is not on
 * the list is replaced by the sink, so that the whole path is tried out. Where there are more than SES takes, copies are
 * left out: somebody who heads hundreds of units is told, whoever wants copies of them.
 */
export function allowedRecipients(recipients: Recipients, scope: MailScope): Recipients {
  const { to, cc } = inScope(recipients, scope);
  return { to: to.slice(0, MOST_RECIPIENTS), cc: cc.slice(0, Math.max(0, MOST_RECIPIENTS - to.length)) };
}

function inScope({ to, cc }: Recipients, { allowList, sinkAddress }: MailScope): Recipients {
  if (allowList.trim() === '*') return { to, cc };
  const allowed = new Set(allowList.split(';').map((address) => address.trim().toLowerCase()));
  const isAllowed = (address: string) => allowed.has(address.toLowerCase());
  const known = to.filter(isAllowed);
  // Without a `to` of its own, the sink stands for it: a mail of copies alone would tell nobody whom it is meant for.
  return { to: known.length === to.length ? known : [...known, sinkAddress], cc: cc.filter(isAllowed) };
}
