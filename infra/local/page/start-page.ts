import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Day } from '../../../shared/calendar/day.ts';
import { AddressAsideStore } from '../../../shared/notice/address-aside-store.ts';
import type { ProvinceRecords } from '../../../shared/report/province-records.ts';
import type { Bucket } from '../../../shared/runtime/bucket.ts';
import { DomainError } from '../../../shared/runtime/domain-error.ts';
import type { Tables } from '../../../shared/runtime/tables.ts';
import type { TableNames } from '../deploy.ts';
import type { LocalMail } from '../mailbox.ts';
import { answerRequest, type Desk } from './answer-request.ts';
import { buildViews } from './build-views.ts';
import { readProvince } from './read-province.ts';
import { type Reply, textReply } from './reply.ts';

export interface PageSettings {
  readonly tables: Tables;
  readonly tableNames: TableNames;
  readonly bucket: Bucket;
  readonly mails: () => Promise<readonly LocalMail[]>;
  readonly provinceName: string;
  /** Whom a unit asks, and where it objects: as in the letters. */
  readonly contact: string;
  readonly timeZone: string;
  /** The day as of which reports that are owed are open or late. */
  readonly asOf: Day;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface LocalPage {
  readonly url: string;
  close(): Promise<void>;
}

/** Only this machine may look. */
const HOST = '127.0.0.1';

/** How long what was read serves the next pages: a reader goes from page to page faster than the tables change. */
const MEMORY_MS = 5_000;

/**
 * Serves the local page: what an admin, a unit head and, for demonstration, a citizen sees of the province.
 *
 * @throws DomainError `PORT_TAKEN` where something else listens on the port
 */
export async function startPage(settings: PageSettings): Promise<LocalPage> {
  const { tables, tableNames, bucket, mails, provinceName, contact, timeZone, asOf, port } = settings;
  const desk: Desk = {
    views: await buildViews(),
    frame: { provinceName, timeZone },
    contact,
    bucket,
    mails,
    asOf,
    readAsides: () => new AddressAsideStore(tables, tableNames.Registry).register(),
    readRecords: remember(() => readProvince(tables, tableNames)),
  };
  const server = createServer((request, response) => {
    answer(desk, request).then(({ status, headers, body }) => {
      response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body);
    });
  });
  const url = `http://${HOST}:${await listen(server, port)}/`;
  return { url, close: () => close(server) };
}

/** A page whose making fails says so, and the terminal says why: one bad row must not end the server. */
async function answer(desk: Desk, request: IncomingMessage): Promise<Reply> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return textReply(405, 'Chỉ đọc được trang này.');
  if (!isOurHost(request.headers.host)) return textReply(403, 'Trang này chỉ mở được từ chính máy đang chạy nó.');
  try {
    return await answerRequest(desk, new URL(request.url ?? '/', `http://${HOST}`));
  } catch (error) {
    console.error(`The page ${request.url} could not be made.`, error);
    return textReply(500, 'Không dựng được trang. Lý do được ghi trong cửa sổ dòng lệnh đang chạy chương trình.');
  }
}

/** A page elsewhere that resolves its name to this machine (DNS rebinding) must not read it. */
function isOurHost(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '');
}

function remember(read: () => Promise<ProvinceRecords>): () => Promise<ProvinceRecords> {
  let records: Promise<ProvinceRecords> | null = null;
  let readAtMs = 0;
  return () => {
    const nowMs = performance.now();
    if (records === null || nowMs - readAtMs > MEMORY_MS) {
      records = read();
      readAtMs = nowMs;
    }
    return records;
  };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, HOST);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new DomainError('PORT_TAKEN', `The page cannot listen on ${HOST}:${port}. Choose another with --port.`, {
      cause,
    });
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
