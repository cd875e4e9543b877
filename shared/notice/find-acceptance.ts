import { isReached, isSameAddress } from './mail-fate.ts';
import type { Notice, NoticeStatus } from './notice.ts';

const taken: readonly NoticeStatus[] = ['accepted', 'delivered', 'complained'];

/** A notice that the mail system has, since then. */
export interface AcceptedNotice {
  readonly noticeId: string;
  /** ISO 8601 in UTC */
  readonly at: string;
}

/**
 * By which of two notices somebody has been told: the one to a unit's head, or, where that one did not reach him, the
 * one to the deputies that replaces it. Null while neither has.
 */
export function findAcceptance(notice: Notice | null, fallback: Notice | null): AcceptedNotice | null {
  const reaching = [notice, fallback].find((one) => one !== null && hasReached(one));
  if (!reaching) return null;
  return { noticeId: reaching.noticeId, at: reaching.acceptedAt ?? reaching.claimedAt };
}

/**
 * Whether SES took a notice's mail for one of those whom it is meant for, and has not said since that it could not reach
 * him. What a stage on trial sent to its sink was sent to none of them; nor does a copy count.
 */
export function hasReached({ status, to, sentTo, fates }: Notice): boolean {
  const mailed = sentTo === null ? to : to.filter((address) => sentTo.some((other) => isSameAddress(address, other)));
  return taken.includes(status) && mailed.some((address) => isReached(address, fates));
}
