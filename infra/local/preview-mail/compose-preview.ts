import { simpleParser } from 'mailparser';
import { buildMime } from '../../../functions/send-notice/build-mime.ts';
import { composeDigest } from '../../../shared/notice/compose-digest.ts';
import type { MailSample } from './mail-sample.ts';

/** A mail as its reader's program has it: read back from the very bytes that SES would get. */
export interface PreviewedMail {
  readonly name: string;
  readonly about: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly mime: Buffer;
  readonly attachments: readonly { readonly filename: string; readonly bytes: number }[];
}

const letterhead = {
  provinceName: 'An Giang',
  contact: 'Văn phòng Ủy ban nhân dân tỉnh An Giang, điện thoại 0296 3 000 000, dung-hen@angiang.example',
};

/** A sample through what composes and packs real mails. */
export async function composePreview({ name, about, order, evidence }: MailSample): Promise<PreviewedMail> {
  const mime = await buildMime({
    noticeId: order.noticeId,
    senderAddress: 'dung-hen@angiang.example',
    recipients: { to: order.to, cc: order.cc },
    digest: composeDigest(order, evidence, letterhead),
    evidence,
    date: `${order.day}T00:00:00Z`, // 07:00 in Vietnam
  });
  const { subject = '', html, text = '', attachments } = await simpleParser(mime, { skipTextToHtml: true });
  return {
    name,
    about,
    subject,
    html: html || '',
    text,
    mime,
    attachments: attachments.map(({ filename, size }) => ({ filename: filename ?? '', bytes: size })),
  };
}
