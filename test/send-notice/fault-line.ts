import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `before`: the call never reaches the engine. `after`: it is carried out, but its answer is lost. */
export type Moment = 'before' | 'after';

/**
 * The wire between a function and the engines: counts its calls, and cuts at one of them as if the function's process
 * had died there; all later calls fail too, until it is mended. Run the SDK with AWS_MAX_ATTEMPTS=1: the dead do not
 * try again. SES's refusals, which no engine gives, are put on the wire as AWS documents them.
 */
export class FaultLine {
  readonly #servers: Server[] = [];
  #calls = 0;
  #cut: { call: number; moment: Moment } | null = null;
  #sesErrors: string[] = [];

  /** An address that leads to the engine through this wire. */
  async front(engineUrl: string): Promise<string> {
    const server = createServer((request, response) => {
      this.#pass(engineUrl, request, response).catch((error: unknown) => response.destroy(error as Error));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#servers.push(server);
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Mends the wire and starts counting anew. */
  mend(): void {
    this.#calls = 0;
    this.#cut = null;
  }

  cutAt(call: number, moment: Moment): void {
    this.#calls = 0;
    this.#cut = { call, moment };
  }

  /** Lets SES answer its next calls with these error codes. */
  refuse(...codes: string[]): void {
    this.#sesErrors = codes;
  }

  get calls(): number {
    return this.#calls;
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
    const call = ++this.#calls;
    if (this.#isDead(call, 'before')) return void response.destroy();
    const sesError = isSendRawEmail(body) ? this.#sesErrors.shift() : undefined;
    if (sesError !== undefined)
      return void response.writeHead(400, { 'content-type': 'text/xml' }).end(errorXml(sesError));
    const answer = await forward(engineUrl, request, body);
    if (this.#isDead(call, 'after')) return void response.destroy();
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
  }

  #isDead(call: number, moment: Moment): boolean {
    if (this.#cut === null) return false;
    return call > this.#cut.call || (call === this.#cut.call && moment === this.#cut.moment);
  }
}

function isSendRawEmail(body: Buffer): boolean {
  return body.subarray(0, 200).includes('Action=SendRawEmail');
}

async function forward(engineUrl: string, { method = 'GET', url, headers }: IncomingMessage, body: Buffer) {
  const { host: _host, connection: _connection, 'content-length': _length, expect: _expect, ...passed } = headers;
  return await fetch(`${engineUrl}${url}`, {
    method,
    headers: Object.entries(passed).map(([name, value]) => [name, String(value)] as [string, string]),
    ...(body.length > 0 && { body: new Uint8Array(body) }),
  });
}

/** https://docs.aws.amazon.com/ses/latest/dg/using-ses-api-responses.html */
function errorXml(code: string): string {
  return `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${code} of a test</Message></Error><RequestId>test</RequestId></ErrorResponse>`;
}
