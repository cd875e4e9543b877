import { SESServiceException } from '@aws-sdk/client-ses';

/**
 * What SES refuses: the mail itself (no repetition helps), the rate of this second, the quota of 24 hours, or the province
 * as a sender (sandbox, an identity that is not verified, a paused account, a missing configuration set or right): an
 * admin mends that, and no address is at fault.
 */
export type Refusal = 'mail' | 'rate' | 'quota' | 'sender';

const THROTTLES = new Set(['Throttling', 'ThrottlingException', 'TooManyRequestsException']);
/** https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html, where two words stand for "quota". */
const QUOTA = /daily (message|sending) quota/i;
/** SES says so with the same code as of a mail that it will never take. */
const OF_THE_SENDER = /not verified|not authori[sz]ed|authority|paused|suspended|shut ?down|sandbox|under review/i;

/**
 * Reads an error of SendRawEmail: what SES surely did not take, and why; null where it may have taken the mail (no
 * answer, or a fault of its own).
 */
export function readRefusal(error: unknown): Refusal | null {
  if (!(error instanceof SESServiceException)) return null;
  if (THROTTLES.has(error.name)) return QUOTA.test(error.message) ? 'quota' : 'rate';
  if (error.name === 'MessageRejected') return OF_THE_SENDER.test(error.message) ? 'sender' : 'mail';
  if (error.name === 'InvalidParameterValue') return 'mail';
  return error.$fault === 'client' && isAnswered(error) ? 'sender' : null;
}

function isAnswered({ $metadata }: SESServiceException): boolean {
  const status = $metadata.httpStatusCode ?? 0;
  return status >= 400 && status < 500;
}
