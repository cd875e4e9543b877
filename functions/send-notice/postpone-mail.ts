import type { PostponementCause } from '../../shared/notice/notice.ts';
import { digestOrderSchema } from '../../shared/notice/notice.ts';
import { MOST_DELAY_SECONDS } from '../../shared/runtime/queue.ts';
import { raise } from '../../shared/runtime/telemetry.ts';
import type { MailRefused } from './mailer.ts';
import type { SendMeans } from './send-notice.ts';
import { noticeInFlight, type TakenClaim } from './take-claim.ts';

/** A rate that is exceeded in spite of its pace is soon free again. */
const RATE_DELAY_SECONDS = 60;

/**
 * Puts off a digest that SES refuses for no fault of its own: the claim is given back, and the order goes to the end of
 * the queue as a new message, so that no count of tries sends it to the dead-letter queue. Nobody else is mailed instead.
 */
export async function postponeMail(
  claimed: TakenClaim,
  { refusal, message: reason }: MailRefused,
  now: string,
  { notices, noticeQueue }: Pick<SendMeans, 'notices' | 'noticeQueue'>,
): Promise<'postponed'> {
  const cause: PostponementCause = refusal === 'mail' ? 'sender' : refusal;
  if (!(await notices.postpone(claimed, { at: now, cause, reason }))) throw noticeInFlight(claimed.noticeId);
  const delaySeconds = cause === 'rate' ? RATE_DELAY_SECONDS : MOST_DELAY_SECONDS;
  if (cause === 'quota') raise('MailWaiting');
  if (cause === 'sender') raise('MailSenderRefused');
  await noticeQueue.send(digestOrderSchema.parse(claimed), delaySeconds);
  return 'postponed';
}
