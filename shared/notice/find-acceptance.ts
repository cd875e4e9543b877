import type { Notice, NoticeStatus } from './notice.ts';

/** A complaint is made of what has arrived. */
const arrived: readonly NoticeStatus[] = ['accepted', 'delivered', 'complained'];

/** A notice that the mail system has, since then. */
export interface AcceptedNotice {
  readonly noticeId: string;
  /** ISO 8601 in UTC */
  readonly at: string;
}

/**
 * By which of two notices somebody has been told: the one to a unit's head, or, where that one bounced or failed, the
 * one to the deputies that replaces it. Null while the mail system has neither.
 */
export function findAcceptance(notice: Notice | null, fallback: Notice | null): AcceptedNotice | null {
  const reached = [notice, fallback].find((one) => one !== null && arrived.includes(one.status));
  if (!reached) return null;
  return { noticeId: reached.noticeId, at: reached.acceptedAt ?? reached.claimedAt };
}
