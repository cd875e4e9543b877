import type { Notice } from '../../shared/notice/notice.ts';
import type { Claim, NoticeStore } from '../../shared/notice/notice-store.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';

/** A claim that has no MessageId by then was abandoned: its sender died before or after SES took the mail. */
export const CLAIM_LAPSES_AFTER_MS = 15 * 60_000;

/** A claim that is ours, with the order that stands under it. */
export interface TakenClaim extends Claim {
  /** Whether SES may have the mail of an earlier claim, of which nobody heard. */
  readonly mayBeSent: boolean;
}

/**
 * Claims a digest, or takes over a claim that was put off or has lapsed. Returns the order that stands under the claim: a
 * morning that was planned twice may have ordered two versions of a digest, and the one that was claimed is the one that
 * is sent. Returns null when it was sent, or failed, already.
 *
 * A claim that lapsed may stand for a mail that SES took just before its sender died. SES's own "Email Sent" event then
 * closes the claim within seconds; only where that event is lost too does a second copy go out. SES knows no
 * idempotency key, so that this window cannot be closed altogether.
 *
 * @throws DomainError `NOTICE_IN_FLIGHT` while somebody else holds the claim: the message comes back later.
 */
export async function takeClaim(claim: Claim, notices: NoticeStore): Promise<TakenClaim | null> {
  if (await notices.claim(claim)) return { ...claim, mayBeSent: false };
  const held = await notices.get(claim.noticeId);
  if (held !== null && held.status !== 'claimed') return null;
  const isFree = held !== null && (held.postponed !== null || hasLapsed(held, claim.claimedAt));
  if (isFree && (await notices.renewClaim(held, claim.claimedAt))) return renewed(held, claim.claimedAt);
  throw noticeInFlight(claim.noticeId);
}

export function noticeInFlight(noticeId: string): DomainError {
  return new DomainError(
    'NOTICE_IN_FLIGHT',
    `Notice ${noticeId} was claimed a moment ago and may be on its way: it is looked at again later.`,
  );
}

function renewed(held: Notice, claimedAt: string): TakenClaim {
  return { ...held, claimedAt, mayBeSent: held.mayBeSent || held.isHandedOver };
}

function hasLapsed({ claimedAt }: Notice, now: string): boolean {
  return Date.parse(now) - Date.parse(claimedAt) >= CLAIM_LAPSES_AFTER_MS;
}
