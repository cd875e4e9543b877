import type { DigestOrder, Notice } from '../../shared/notice/notice.ts';
import type { Claim, NoticeStore } from '../../shared/notice/notice-store.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';

/** A claim that has no MessageId by then was abandoned: its sender died before or after SES took the mail. */
export const CLAIM_LAPSES_AFTER_MS = 15 * 60_000;

/**
 * Claims a digest, or takes over a claim that has lapsed. Returns the order that stands under the claim: a morning that
 * was planned twice may have ordered two versions of a digest, and the one that was claimed is the one that is sent.
 * Returns null when it was sent, or failed, already.
 *
 * A claim that lapsed may stand for a mail that SES took just before its sender died. SES's own "Email Sent" event then
 * closes the claim within seconds; only where that event is lost too does a second copy go out. SES knows no
 * idempotency key, so that this window cannot be closed altogether.
 *
 * @throws DomainError `NOTICE_IN_FLIGHT` while somebody else holds the claim: the message comes back later.
 */
export async function takeClaim(claim: Claim, notices: NoticeStore): Promise<DigestOrder | null> {
  if (await notices.claim(claim)) return claim;
  const held = await notices.get(claim.noticeId);
  if (held !== null && held.status !== 'claimed') return null;
  const isLapsed = held !== null && hasLapsed(held, claim.claimedAt);
  if (isLapsed && (await notices.renewClaim(held, claim.claimedAt))) return held;
  throw new DomainError(
    'NOTICE_IN_FLIGHT',
    `Notice ${claim.noticeId} was claimed a moment ago and may be on its way: it is looked at again later.`,
  );
}

function hasLapsed({ claimedAt }: Notice, now: string): boolean {
  return Date.parse(now) - Date.parse(claimedAt) >= CLAIM_LAPSES_AFTER_MS;
}
