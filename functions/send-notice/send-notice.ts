import type { ComposedDigest } from '../../shared/notice/compose-digest.ts';
import type { Evidence } from '../../shared/notice/evidence.ts';
import type { DigestOrder } from '../../shared/notice/notice.ts';
import type { NoticeStore } from '../../shared/notice/notice-store.ts';
import { reportUnreachable, type UnreachableStores } from '../../shared/notice/report-unreachable.ts';
import { subjectOf } from '../../shared/notice/summarise-digest.ts';
import type { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import type { Letterhead } from '../../shared/notice/write-letter.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { allowedRecipients, type Recipients } from './allowed-recipients.ts';
import { type Mailer, MailRefused } from './mailer.ts';
import { readEvidence } from './read-evidence.ts';
import { takeClaim } from './take-claim.ts';

export interface SendMeans extends UnreachableStores {
  readonly notices: NoticeStore;
  readonly toldTopics: ToldTopicStore;
  /** S3's client takes long to load: only for a digest with evidence. */
  readonly openBucket: () => Promise<Bucket>;
  readonly mailer: Mailer;
  readonly letterhead: Letterhead;
  readonly senderAddress: string;
  readonly allowList: string;
}

/** `withheld`: this stage may mail none of the recipients. `settled-before`: an earlier delivery of the order did it. */
export type SendOutcome = 'sent' | 'refused' | 'withheld' | 'settled-before';

/**
 * Sends a digest once: claim, mark what it tells as told, send, settle. Whatever fails on the way leaves a claim that
 * is taken over when it has lapsed.
 *
 * @param now ISO 8601 instant: when the order was taken up
 */
export async function sendNotice(order: DigestOrder, now: string, means: SendMeans): Promise<SendOutcome> {
  const claimed = await takeClaim({ ...order, subject: subjectOf(order), claimedAt: now }, means.notices);
  if (claimed === null) return 'settled-before';
  for (const { topicId } of claimed.topics) await means.toldTopics.markTold(topicId, claimed.noticeId, claimed.day);
  const recipients = allowedRecipients(claimed, means.allowList);
  if (recipients.to.length + recipients.cc.length === 0) return withhold(claimed, means);
  const evidence = await readEvidence(means.openBucket, claimed);
  // React, which writes the letter, takes long to load: only for a mail that goes out. So does nodemailer (mailer.ts).
  const { composeDigest } = await import('../../shared/notice/compose-digest.ts');
  const digest = composeDigest(claimed, evidence, means.letterhead);
  return sendClaimed(claimed, { digest, evidence, recipients, date: now }, means);
}

interface ClaimedMail {
  readonly digest: ComposedDigest;
  readonly evidence: readonly Evidence[];
  readonly recipients: Recipients;
  readonly date: string;
}

async function sendClaimed(order: DigestOrder, mail: ClaimedMail, means: SendMeans): Promise<SendOutcome> {
  const { noticeId } = order;
  try {
    const messageId = await means.mailer.send({ noticeId, senderAddress: means.senderAddress, ...mail });
    // Refused when SES's events were quicker than this: they know more.
    await means.notices.moveForward(noticeId, { status: 'accepted', messageId, reason: null });
    return 'sent';
  } catch (error) {
    if (error instanceof MailRefused) return settleRefused(order, error, mail.date, means);
    throw error;
  }
}

async function settleRefused(
  order: DigestOrder,
  { message: reason }: MailRefused,
  now: string,
  means: SendMeans,
): Promise<SendOutcome> {
  const unreachable = order.to.map((address) => ({ address, isAddressee: true, reason }));
  await reportUnreachable(order, unreachable, now, means);
  await means.notices.moveForward(order.noticeId, { status: 'failed', messageId: null, reason });
  return 'refused';
}

async function withhold({ noticeId }: DigestOrder, { notices }: SendMeans): Promise<SendOutcome> {
  const reason = 'No recipient is on MAIL_ALLOW_LIST: this stage mails nobody else.';
  await notices.moveForward(noticeId, { status: 'failed', messageId: null, reason });
  return 'withheld';
}
