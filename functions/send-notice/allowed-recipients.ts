import type { DigestOrder } from '../../shared/notice/notice.ts';

export interface Recipients {
  readonly to: readonly string[];
  readonly cc: readonly string[];
}

/** Whom a stage may mail, and where it mails instead of all others. */
export interface MailScope {
  /** `*`, or addresses separated by `;` */
  readonly allowList: string;
  readonly sinkAddress: string;
}

/**
 * The digest's recipients as this stage mails them: a trial must not reach the heads of the province. Whoever is not on
 * the list is replaced by the sink, so that the whole path is tried out.
 */
export function allowedRecipients({ to, cc }: DigestOrder, { allowList, sinkAddress }: MailScope): Recipients {
  if (allowList.trim() === '*') return { to, cc };
  const allowed = new Set(allowList.split(';').map((address) => address.trim().toLowerCase()));
  const isAllowed = (address: string) => allowed.has(address.toLowerCase());
  const known = to.filter(isAllowed);
  // Without a `to` of its own, the sink stands for it: a mail of copies alone would tell nobody whom it is meant for.
  return { to: known.length === to.length ? known : [...known, sinkAddress], cc: cc.filter(isAllowed) };
}
