import MailComposer from 'nodemailer/lib/mail-composer';
import type { ComposedDigest } from '../../shared/notice/compose-digest.ts';
import type { Evidence } from '../../shared/notice/evidence.ts';
import { sha256 } from '../../shared/runtime/digest.ts';
import type { Recipients } from './allowed-recipients.ts';
import type { Attachment } from './render-attachments.ts';

export interface OutgoingMail {
  readonly noticeId: string;
  readonly senderAddress: string;
  readonly recipients: Recipients;
  readonly digest: ComposedDigest;
  readonly evidence: readonly Evidence[];
  /** ISO 8601 instant. */
  readonly date: string;
}

export const SENDER_NAME = 'Đúng Hẹn';

/** A mail as SES takes it. The same mail gives the same bytes. */
export async function buildMime(mail: OutgoingMail): Promise<Buffer> {
  const { noticeId, senderAddress, recipients, digest, date } = mail;
  return await new MailComposer({
    from: { name: SENDER_NAME, address: senderAddress },
    to: recipients.to.map(asOne),
    cc: recipients.cc.map(asOne),
    subject: digest.subject,
    date: new Date(date),
    // SES puts its own Message-ID in its place; the other header stays, to find a notice from a mail that was forwarded.
    messageId: `<${noticeId}@${senderAddress.slice(senderAddress.indexOf('@') + 1)}>`,
    headers: { 'X-Dung-Hen-Notice': noticeId },
    text: digest.text,
    html: digest.html,
    attachments: await attachmentsOf(mail),
    textEncoding: 'B',
    baseBoundary: sha256(noticeId).slice(0, 24),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

/** One address, whatever stands in it: as text it would be read as a list, with names. */
function asOne(address: string): { name: string; address: string } {
  return { name: '', address };
}

/** What renders workbooks takes long to load: only for a mail that has something attached. */
async function attachmentsOf({ digest, evidence }: OutgoingMail): Promise<Attachment[]> {
  const attached = evidence.filter(({ content }) => content !== null);
  if (digest.lists.length + attached.length === 0) return [];
  const { renderEvidence, renderList } = await import('./render-attachments.ts');
  const attachments: Attachment[] = [];
  for (const list of digest.lists) attachments.push(...(await renderList(list)));
  for (const one of attached) attachments.push(...(await renderEvidence(one)));
  return attachments;
}
