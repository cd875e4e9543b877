import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writtenTo } from './written-to.ts';

/** `before`: the write never reaches the engine. `after`: it is carried out, but its answer is lost. */
export type Moment = 'before' | 'after';

/**
 * The wire between functions and engines: notes every write, and cuts at one of them as if the function's process had
 * died there; all its later calls, reads too, fail until the wire is mended. It stands outside of the process' code, so
 * it takes no write on trust: whichever client makes it, it passes here. Run the SDK with AWS_MAX_ATTEMPTS=1: the dead do
 * not try again. SES's refusals, which no engine gives, are put on the wire as AWS documents them.
 */
export class FaultLine {
  readonly #servers: Server[] = [];
  #writes: string[] = [];
  #cut: { writesToGo: number; readonly moment: Moment } | null = null;
  #isDead = false;
  #sesErrors: string[] = [];

  /** An address that leads to the engine through this wire. */
  async front(engineUrl: string): Promise<string> {
    const server = createServer((request, response) => {
      this.#pass(engineUrl, request, response).catch((fault: unknown) => response.writeHead(500).end(String(fault)));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#servers.push(server);
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Mends the wire; no later write is cut. */
  mend(): void {
    this.#isDead = false;
    this.#cut = null;
  }

  /** Cuts at the `write`th write from now on, the first being 1. */
  cutAt(write: number, moment: Moment): void {
    this.mend();
    this.#cut = { writesToGo: write, moment };
  }

  /** Lets SES answer its next calls with these errors: a code, or a code and what it says: `Throttling: Maximum ...`. */
  refuse(...errors: string[]): void {
    this.#sesErrors = errors;
  }

  /** Whether it has been cut, and not mended. */
  get isDead(): boolean {
    return this.#isDead;
  }

  /**
   * Where to each write went, in order (a table, a prefix of the bucket, a queue, `mail`), since this was last asked: the
   * one at which it was cut among them, the later ones of the dead not.
   */
  takeWrites(): string[] {
    return this.#writes.splice(0);
  }

  close(): void {
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
  }

  async #pass(engineUrl: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    const target = writtenTo(request, body);
    const isLast = target !== null && !this.#isDead && this.#count(target);
    if (isLast) this.#isDead = true;
    const isTaken = isLast && this.#cut?.moment === 'after';
    if (this.#isDead && !isTaken) return void response.destroy();
    const sesError = target === 'mail' ? this.#sesErrors.shift() : undefined;
    const answer = sesError === undefined ? await forward(engineUrl, request, body) : refusal(sesError);
    const content = Buffer.from(await answer.arrayBuffer());
    if (isTaken) return void response.destroy();
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(content);
  }

  /** Notes a write. Returns whether it is the one at which to cut. */
  #count(target: string): boolean {
    this.#writes.push(target);
    return this.#cut !== null && --this.#cut.writesToGo === 0;
  }
}

/** Headers that say how a body travels; it travels on whole. */
const ofThisHop = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'expect']);

async function forward(
  engineUrl: string,
  { method = 'GET', url, headers }: IncomingMessage,
  body: Buffer,
): Promise<Response> {
  const passed = Object.entries(headers).filter(([name]) => !ofThisHop.has(name));
  return await fetch(`${engineUrl}${url}`, {
    method,
    headers: passed.map(([name, value]) => [name, String(value)] as [string, string]),
    ...(body.length > 0 && { body: new Uint8Array(body) }),
  });
}

/** https://docs.aws.amazon.com/ses/latest/dg/using-ses-api-responses.html */
function refusal(refused: string): Response {
  const [, code = refused, said = `${refused} of a test`] = /^(\w+): (.+)$/.exec(refused) ?? [];
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${said}</Message></Error>`;
  const body = `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/">${error}<RequestId>test</RequestId></ErrorResponse>`;
  return new Response(body, { status: 400, headers: { 'content-type': 'text/xml' } });
}
