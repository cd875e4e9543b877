import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { deploy } from '../../infra/local/deploy.ts';
import { type Engines, startEngines } from '../../infra/local/engines.ts';
import type { Feed } from '../../infra/local/feed.ts';
import { KeptRun } from '../../infra/local/kept-run.ts';
import { LocalAccount } from '../../infra/local/local-account.ts';
import { Mailbox } from '../../infra/local/mailbox.ts';
import { walkCalendar } from '../../infra/local/walk-calendar.ts';
import { tinyStack } from './tiny-stack.ts';

/** Notes what it is given; fails on files named `bad`. The environment stands while the bundle loads, as on Lambda. */
const worker = (notes: string) => `
import { appendFileSync } from 'node:fs';
const name = process.env.NAME;
const table = process.env.DOSSIERS_TABLE;
export const handler = async (event, context) => {
  const body = JSON.parse(event.Records[0].body);
  const tries = event.Records[0].attributes.ApproximateReceiveCount;
  appendFileSync(${JSON.stringify(notes)}, JSON.stringify({ name, table, tries, function: context.functionName, body }) + '\\n');
  if (body.detail?.object?.key.endsWith('bad')) throw new Error('cannot read ' + body.detail.object.key);
};`;

let directory: string;
let notesFile: string;
let engines: Engines;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'local-account-'));
  notesFile = join(directory, 'notes.ndjson');
  engines = await startEngines();
});
afterAll(async () => {
  await engines.close();
  rmSync(directory, { recursive: true });
});

const feed: Feed = {
  name: 'tiny',
  provinceName: 'An Giang',
  timeZone: 'Asia/Ho_Chi_Minh',
  firstDay: '2020-06-15',
  until: '2020-06-16',
  bouncingAddresses: new Set(['gone@a.example']),
  setUp: () => [{ kind: 'object', at: '2020-06-14T10:00:00Z', key: 'in/registry', body: 'x' }],
  arrivalsOn: (day) =>
    day === '2020-06-15'
      ? [
          { kind: 'object', at: '2020-06-14T17:30:00Z', key: 'in/good', body: 'x' },
          { kind: 'object', at: '2020-06-15T01:00:00Z', key: 'in/bad', body: 'x' },
          { kind: 'object', at: '2020-06-15T02:00:00Z', key: 'elsewhere/good', body: 'x' },
        ]
      : [],
};

interface Note {
  readonly name: string;
  readonly table: string;
  readonly tries: string;
  readonly body: {
    readonly time?: string;
    readonly scheduledAt?: string;
    readonly 'detail-type'?: string;
    readonly detail?: { readonly object?: { key: string }; readonly mail?: { tags: unknown } };
  };
}

function notes(): Note[] {
  return readFileSync(notesFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('objects and schedules reach the functions in the order of the simulated time, and what fails is buried', async () => {
  // Prepare
  const source = worker(notesFile);
  const deployment = await deploy(tinyStack(directory, { worker: source, fates: source }), engines);
  const mailbox = new Mailbox();
  const run = new KeptRun(feed.name);
  const account = new LocalAccount(engines, deployment, mailbox, feed, run);
  const days: string[] = [];

  // Act
  await walkCalendar(feed, deployment.wiring.schedules, account, {
    walkedUntil: null,
    onDay: (day) => days.push(day),
  });

  // Assess
  const seen = notes().map(({ body, tries }) => [body.time ?? body.scheduledAt, body.detail?.object?.key, tries]);
  expect(seen).toEqual([
    ['2020-06-14T10:00:00Z', 'in/registry', '1'],
    ['2020-06-14T17:30:00Z', 'in/good', '1'],
    ['2020-06-14T23:00:00Z', undefined, '1'],
    ['2020-06-15T01:00:00Z', 'in/bad', '1'],
    ['2020-06-15T01:00:00Z', 'in/bad', '2'],
    ['2020-06-15T01:00:00Z', 'in/bad', '3'],
    ['2020-06-15T23:00:00Z', undefined, '1'],
  ]);
  expect(new Set(notes().map(({ name, table }) => `${name} ${table}`))).toEqual(new Set(['worker tiny-Dossiers']));
  expect(process.env.NAME).toBeUndefined();
  expect(run.deadLetters).toMatchObject([{ functionName: 'ingest-snapshot', at: '2020-06-15T01:00:00Z' }]);
  expect(run.deadLetters[0]?.error).toMatch(/cannot read in\/bad/);
  expect(engines.aws.inspectQueue('worker-dead-letters')?.messages.ready).toHaveLength(1);
  expect(days).toEqual(['2020-06-15', '2020-06-16']);
});

test('SES tells the fate of each mail with its tags, and a mail to an address that does not exist bounces', async () => {
  // Prepare
  rmSync(notesFile, { force: true });
  const source = worker(notesFile);
  const deployment = await deploy(tinyStack(directory, { worker: source, fates: source }), engines);
  const mailbox = new Mailbox(join(directory, 'mails.ndjson'));
  const account = new LocalAccount(engines, deployment, mailbox, feed, new KeptRun(feed.name));
  const raw = [
    'From: =?UTF-8?B?xJDDum5nIEjhurlu?= <dung-hen@a.example>',
    'To: Nguyễn Văn A <gone@a.example>',
    'Cc: pho@a.example',
    'Subject: =?UTF-8?B?Tmjhuq9jIHZp4buHYw==?=',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>Kính gửi</p>',
  ].join('\r\n');

  // Act
  await new SESClient({}).send(
    new SendRawEmailCommand({
      RawMessage: { Data: Buffer.from(raw) },
      ConfigurationSetName: 'DungHen-mail',
      Tags: [{ Name: 'noticeId', Value: 'digest_1' }],
    }),
  );
  await account.put({ kind: 'object', at: '2020-06-15T00:30:00Z', key: 'elsewhere/x', body: '' });

  // Assess
  const fates = notes().map(({ body }) => [body['detail-type'], body.time, body.detail?.mail?.tags]);
  const tags = { noticeId: ['digest_1'], 'ses:configuration-set': ['DungHen-mail'] };
  expect(fates).toEqual([
    ['Email Sent', '2020-06-15T00:30:00Z', tags],
    ['Email Delivered', '2020-06-15T00:30:00Z', tags],
    ['Email Bounced', '2020-06-15T00:30:00Z', tags],
  ]);
  const kept = { noticeId: 'digest_1', sentOn: '2020-06-15', status: 'bounced', to: ['gone@a.example'] };
  expect(mailbox.mails).toMatchObject([{ ...kept, cc: ['pho@a.example'], subject: 'Nhắc việc' }]);
  expect(new Mailbox(join(directory, 'mails.ndjson')).mails).toEqual(mailbox.mails);
});

test('the engines listen on the loopback interface alone', async () => {
  // every address of 127.0.0.0/8 is this machine's: one that is bound to all interfaces would answer on 127.0.0.2
  const ports = [engines.aws.port, Number(new URL(process.env.AWS_ENDPOINT_URL_DYNAMODB ?? '').port)];
  for (const port of [...ports, Number(new URL(engines.mail.url).port)]) {
    expect(await answers('127.0.0.1', port)).toBe(true);
    expect(await answers('127.0.0.2', port)).toBe(false);
  }
});

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
