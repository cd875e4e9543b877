import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { type Day, daySchema } from '../../shared/calendar/day.ts';
import type { AcceptedMail } from './mail-engine.ts';

const attachmentSchema = z.object({
  filename: z.string(),
  content: z.base64().transform((text) => Buffer.from(text, 'base64')),
});
export interface LocalAttachment {
  readonly filename: string;
  readonly content: Buffer;
}

const localMailSchema = z.object({
  /** The notice that it carries (its SES message tag), or null where it carries none. */
  noticeId: z.string().nullable(),
  messageId: z.string(),
  /** The simulated day on which it was sent. */
  sentOn: daySchema,
  from: z.string(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  attachments: z.array(attachmentSchema),
  status: z.enum(['delivered', 'bounced']),
});

/** A mail that the embedded SES took, as its reader would see it. */
export interface LocalMail {
  readonly noticeId: string | null;
  readonly messageId: string;
  readonly sentOn: Day;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly LocalAttachment[];
  /** Bounced when one of its addresses does not exist. */
  readonly status?: 'delivered' | 'bounced';
}

/** The message tag under which a notice's id travels with its mail. */
const NOTICE_TAG = 'noticeId';

/** Every mail that was sent, in the order of sending; kept in a file (one JSON a line) where one is given. */
export class Mailbox {
  readonly #file: string | undefined;
  readonly #mails: LocalMail[];

  constructor(file?: string) {
    this.#file = file;
    this.#mails = file !== undefined && existsSync(file) ? readMails(file) : [];
  }

  get mails(): readonly LocalMail[] {
    return this.#mails;
  }

  add(accepted: AcceptedMail, sentOn: Day, status: 'delivered' | 'bounced'): void {
    const { messageId, source, to, cc, subject, html, text, attachments, tags } = accepted;
    const noticeId = tags[NOTICE_TAG] ?? null;
    const mail = { noticeId, messageId, sentOn, from: source, to, cc, subject, html, text, attachments, status };
    this.#mails.push(mail);
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify(stored(mail))}\n`);
  }
}

function stored(mail: LocalMail): z.input<typeof localMailSchema> {
  const { to, cc, attachments, status = 'delivered', ...rest } = mail;
  const encoded = attachments.map(({ filename, content }) => ({ filename, content: content.toString('base64') }));
  return { ...rest, to: [...to], cc: [...cc], attachments: encoded, status };
}

function readMails(file: string): LocalMail[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => localMailSchema.parse(JSON.parse(line)));
}
