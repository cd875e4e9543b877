import type { Day } from '../../shared/calendar/day.ts';

export interface LocalAttachment {
  readonly filename: string;
  readonly content: Buffer;
}

/** A mail that the embedded SES took, as its reader would see it. */
export interface LocalMail {
  /** The notice that it carries (its SES message tag), or null where it carries none. */
  readonly noticeId: string | null;
  readonly messageId: string;
  /** The simulated day on which it was sent. */
  readonly sentOn: Day;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly LocalAttachment[];
  readonly status?: 'delivered' | 'bounced';
}
