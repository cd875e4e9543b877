import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';

const mailSchema = z.object({
  messageId: z.string(),
  from: z.string(),
  destination: z.object({ to: z.array(z.string()), cc: z.array(z.string()) }),
  subject: z.string(),
  body: z.object({ html: z.string(), text: z.string() }),
  attachments: z.array(z.object({ filename: z.string(), contentType: z.string(), content: z.base64() })),
});
export type StoredMail = z.infer<typeof mailSchema>;

/** SES for one test file: takes SendRawEmail and keeps the mails. */
export interface MailEngine {
  readonly url: string;
  mails(): Promise<StoredMail[]>;
  /** The mails of one notice: its id stands in the text. */
  mailsOf(noticeId: string): Promise<StoredMail[]>;
  forgetMails(): Promise<void>;
  close(): Promise<void>;
}

const enginesModule = z.object({ default: z.custom<StartServer>() });
type StartServer = (config: { host: string; port: number }) => Promise<Server>;

export async function startMailEngine(): Promise<MailEngine> {
  const imported: unknown = await import('aws-ses-v2-local');
  // The package is CommonJS with a default export of its own: what is imported may hold it one level deeper.
  const outer = enginesModule.parse(imported).default;
  const start = typeof outer === 'function' ? outer : enginesModule.parse(outer).default;
  const server = await start({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const mails = async () => {
    const store: unknown = await (await fetch(`${url}/store`)).json();
    return z.object({ emails: z.array(mailSchema) }).parse(store).emails;
  };
  return {
    url,
    mails,
    mailsOf: async (noticeId) => (await mails()).filter(({ body }) => body.text.includes(`Mã thư: ${noticeId}\n`)),
    forgetMails: async () => void (await fetch(`${url}/clear-store`, { method: 'POST' })),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
