import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import sesModule from 'aws-ses-v2-local';
import { getStoreReadonly } from 'aws-ses-v2-local/dist/store.js';
import { DomainError } from '../../shared/runtime/domain-error.ts';

/** A mail that SES took, with what its request said of it. */
export interface AcceptedMail {
  readonly messageId: string;
  readonly source: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly { readonly filename: string; readonly content: Buffer }[];
  /** The message tags of the request, which SES repeats in its events. */
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string | null;
}

export interface MailEngine {
  readonly url: string;
  /** Whom to tell of each mail from now on; one at a time. */
  onMail(listener: (mail: AcceptedMail) => void): void;
  close(): Promise<void>;
}

/**
 * An SES that accepts mails and keeps them. The engine does not keep the message tags of a request, so that a small
 * server stands before it, hands every request on, and reads the tags in passing.
 */
export async function startMailEngine(): Promise<MailEngine> {
  let listener: (mail: AcceptedMail) => void = () => undefined;
  const engine = await sesModule.default({ host: '127.0.0.1', port: 0 });
  const engineUrl = urlOf(engine.address() as AddressInfo);
  const gate = createServer((request, response) => {
    passOn(request, response, engineUrl, (mail) => listener(mail)).catch((cause: unknown) =>
      response.writeHead(502).end(String(cause)),
    );
  });
  gate.listen(0, '127.0.0.1');
  await once(gate, 'listening');
  return {
    url: urlOf(gate.address() as AddressInfo),
    onMail: (told) => {
      listener = told;
    },
    close: async () => {
      for (const server of [gate, engine]) {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      }
    },
  };
}

function urlOf({ port }: AddressInfo): string {
  return `http://127.0.0.1:${port}`;
}

async function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  engineUrl: string,
  onMail: (mail: AcceptedMail) => void,
): Promise<void> {
  const body = await text(request);
  const answer = await fetch(`${engineUrl}${request.url ?? '/'}`, {
    method: request.method ?? 'GET',
    headers: {
      authorization: request.headers.authorization ?? '',
      'content-type': request.headers['content-type'] ?? '',
    },
    ...(body !== '' && { body }),
  });
  const answerText = await answer.text();
  const messageId = /<MessageId>([^<]+)<\/MessageId>/.exec(answerText)?.[1];
  if (answer.ok && messageId !== undefined) onMail(acceptedMail(messageId, new URLSearchParams(body)));
  response
    .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/xml' })
    .end(answerText);
}

function acceptedMail(messageId: string, request: URLSearchParams): AcceptedMail {
  const email = getStoreReadonly().emails.findLast((kept) => kept.messageId === messageId);
  if (email === undefined) {
    throw new DomainError('MAIL_LOST', `The local SES took mail ${messageId} and does not have it.`);
  }
  return {
    messageId,
    source: email.from,
    to: email.destination.to.flatMap(addressesIn),
    cc: email.destination.cc.flatMap(addressesIn),
    subject: email.subject,
    html: email.body.html ?? '',
    text: email.body.text ?? '',
    attachments: email.attachments.map(({ filename, content }) => ({
      filename: filename ?? 'attachment',
      content: Buffer.from(content, 'base64'),
    })),
    tags: tagsOf(request),
    configurationSet: request.get('ConfigurationSetName'),
  };
}

/** `Nguyễn Văn A <a@b.example>, c@d.example` -> the two addresses. */
function addressesIn(header: string): string[] {
  return header.match(/[^\s<>,;"]+@[^\s<>,;"]+/g) ?? [];
}

/** `Tags.member.1.Name=noticeId&Tags.member.1.Value=...`, as the query protocol writes them. */
function tagsOf(request: URLSearchParams): Record<string, string> {
  const tags: Record<string, string> = {};
  for (let number = 1; request.has(`Tags.member.${number}.Name`); number++) {
    tags[request.get(`Tags.member.${number}.Name`) ?? ''] = request.get(`Tags.member.${number}.Value`) ?? '';
  }
  return tags;
}
