import type { Day } from '../../shared/calendar/day.ts';
import { hasReached } from '../../shared/notice/find-acceptance.ts';
import { isReached } from '../../shared/notice/mail-fate.ts';
import type { DigestOrder } from '../../shared/notice/notice.ts';
import type { NoticeStore } from '../../shared/notice/notice-store.ts';
import { releaseTopics } from '../../shared/notice/release-topics.ts';
import { replaceDigest, reportUnreachable, type UnreachableStores } from '../../shared/notice/report-unreachable.ts';
import { subjectOf } from '../../shared/notice/summarise-digest.ts';
import type { Letterhead } from '../../shared/notice/write-letter.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { MOST_DELAY_SECONDS } from '../../shared/runtime/queue.ts';
import { logger, raise } from '../../shared/runtime/telemetry.ts';
import {
  allowedRecipients,
  type MailScope,
  MOST_RECIPIENTS,
  onlyRegistered,
  type Recipients,
} from './allowed-recipients.ts';
import { type Mailer, MailRefused } from './mailer.ts';
import { postponeMail } from './postpone-mail.ts';
import { readEvidence } from './read-evidence.ts';
import type { RegisteredAddresses } from './registered-addresses.ts';
import { type SendingHours, sendingTime } from './sending-hours.ts';
import { noticeInFlight, type TakenClaim, takeClaim } from './take-claim.ts';

export interface SendMeans extends UnreachableStores {
  readonly notices: NoticeStore;
  /** S3's client takes long to load: only for a digest with evidence. */
  readonly openBucket: () => Promise<Bucket>;
  readonly mailer: Pick<Mailer, 'send'>;
  readonly letterhead: Letterhead;
  readonly senderAddress: string;
  readonly scope: MailScope;
  /** The addresses that the registry names of each unit on a day, in lower case. */
  readonly registeredOn: (day: Day) => Promise<RegisteredAddresses>;
  readonly hours: SendingHours;
}

/**
 * `refused`: SES will never take this mail. `postponed`: the order is back in the queue. `given-up`: its day is over, or
 * the registry names none of its addressees any more, and what it was to tell is told by another digest. `doubtful`: its day is over, and SES may have it. `needless`: the digest
 * that it was to replace did arrive, or others told all of it. `lost`: SES gave it up, and another digest tells what it was to tell. `settled-before`: an earlier delivery of the order did it.
 */
export type SendOutcome =
  | 'sent'
  | 'refused'
  | 'postponed'
  | 'given-up'
  | 'doubtful'
  | 'needless'
  | 'lost'
  | 'settled-before';

/**
 * Sends a digest once, on its own day: claim, mark what it tells as told, send, settle. Whatever fails on the way leaves a
 * claim that is taken over when it has lapsed.
 *
 * @param now ISO 8601 instant: when the order was taken up
 */
export async function sendNotice(order: DigestOrder, now: string, means: SendMeans): Promise<SendOutcome> {
  const time = sendingTime(order.day, now, means.hours);
  if (time === 'early') {
    await means.noticeQueue.send(order, MOST_DELAY_SECONDS);
    return 'postponed';
  }
  if (await isNeedless(order, means)) return 'needless';
  const registered = await means.registeredOn(order.day);
  const recipientsOf = (digest: DigestOrder) => allowedRecipients(onlyRegistered(digest, registered), means.scope);
  const claimed = await takeClaim(
    { ...order, subject: subjectOf(order), claimedAt: now, sentTo: recipientsOf(order).to },
    means.notices,
  );
  if (claimed === null) return releaseLost(order, means);
  if (time === 'over') {
    return giveUp(claimed, `Could not be sent on ${claimed.day}, before ${means.hours.until}`, means);
  }
  const recipients = recipientsOf(claimed);
  if (recipients.to.length === 0) {
    return giveUp(claimed, 'Its addressees are not, or no longer, in the registry', means);
  }
  warnOfLeftOut(claimed, onlyRegistered(claimed, registered));
  return sendClaimed(claimed, recipients, now, means);
}

/** Addresses are no business of a log. */
function warnOfLeftOut({ noticeId, to, cc }: TakenClaim, known: Recipients): void {
  const mailable = known.to.length + known.cc.length;
  const unregistered = to.length + cc.length - mailable;
  const tooMany = Math.max(0, mailable - MOST_RECIPIENTS);
  if (unregistered + tooMany > 0) logger.warn('Recipients were left out', { noticeId, unregistered, tooMany });
}

/**
 * An order whose digest was sent comes again where SES gave it up and there are no deputies: unless news of a delivery has
 * come, its topics count as not told. An order that a queue doubles finds a digest that SES has not given up.
 */
async function releaseLost(order: DigestOrder, { notices, toldTopics }: SendMeans): Promise<SendOutcome> {
  const notice = await notices.get(order.noticeId);
  if (notice === null || notice.deputies.length > 0 || notice.status !== 'accepted') return 'settled-before';
  const isLost = (notice.sentTo ?? notice.to).every((address) => !isReached(address, notice.fates));
  if (!isLost) return 'settled-before';
  await releaseTopics(notice, toldTopics);
  return 'lost';
}

/** SES may tell of a delivery after it gave up: then the deputies need no mail. */
async function isNeedless({ replaces }: DigestOrder, { notices }: SendMeans): Promise<boolean> {
  const replaced = replaces === null ? null : await notices.get(replaces);
  return replaced !== null && hasReached(replaced);
}

async function sendClaimed(
  claimed: TakenClaim,
  recipients: Recipients,
  now: string,
  means: SendMeans,
): Promise<SendOutcome> {
  const untold = await withoutTold(claimed, means);
  if (untold.topics.length === 0) return settleNeedless(claimed, means);
  const evidence = await readEvidence(means.openBucket, untold);
  // React, which writes the letter, takes long to load: only for a mail that goes out. So does nodemailer (mailer.ts).
  const { composeDigest } = await import('../../shared/notice/compose-digest.ts');
  const digest = composeDigest(untold, evidence, means.letterhead);
  const { noticeId } = claimed;
  if (!(await means.notices.handOver(claimed))) throw noticeInFlight(noticeId);
  const mail = { noticeId, senderAddress: means.senderAddress, digest, evidence, recipients, date: now };
  try {
    const messageId = await means.mailer.send(mail);
    // Refused when SES's events were quicker than this: they know more.
    await means.notices.moveForward(noticeId, { status: 'accepted', messageId, reason: null });
    return 'sent';
  } catch (error) {
    if (!(error instanceof MailRefused)) throw error;
    return error.refusal === 'mail'
      ? settleRefused(claimed, error, now, means)
      : postponeMail(claimed, error, now, means);
  }
}

/**
 * The digest without what another one has told: a morning that was planned again after the registry had changed orders
 * some topics under two ids. A digest to deputies tells what the one that it replaces was to tell.
 */
async function withoutTold(claimed: TakenClaim, { toldTopics }: SendMeans): Promise<TakenClaim> {
  const { noticeId, replaces, day } = claimed;
  const topics: TakenClaim['topics'][number][] = [];
  for (const topic of claimed.topics) {
    const toldBy = await toldTopics.markTold(topic.topicId, noticeId, day);
    if (toldBy === noticeId || toldBy === replaces) topics.push(topic);
  }
  return { ...claimed, topics };
}

async function settleNeedless({ noticeId }: TakenClaim, { notices }: SendMeans): Promise<'needless'> {
  const reason = 'All that it was to tell was told by another digest.';
  await notices.moveForward(noticeId, { status: 'failed', messageId: null, reason });
  return 'needless';
}

async function settleRefused(
  order: DigestOrder,
  { message: reason }: MailRefused,
  now: string,
  means: SendMeans,
): Promise<SendOutcome> {
  const unreachable = order.to.map((address) => ({ address, isAddressee: true, reason }));
  await reportUnreachable(order, unreachable, now, means);
  await replaceDigest(order, 'refused', means);
  await means.notices.moveForward(order.noticeId, { status: 'failed', messageId: null, reason });
  return 'refused';
}

/** Only where SES surely has nothing of it: what may have been sent is told, until an admin learns otherwise. */
async function giveUp(claimed: TakenClaim, why: string, means: SendMeans): Promise<SendOutcome> {
  raise('DigestGivenUp'); // before the last write: twice rather than never
  if (claimed.mayBeSent) return 'doubtful';
  await releaseTopics(claimed, means.toldTopics);
  const reason = `${why}: what it was to tell is told by the next digest.`;
  await means.notices.moveForward(claimed.noticeId, { status: 'failed', messageId: null, reason });
  return 'given-up';
}
