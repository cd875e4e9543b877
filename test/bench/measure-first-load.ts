import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DossierStore } from '../../shared/dossier/dossier-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { Queue } from '../../shared/runtime/queue.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import { objectCreated } from '../import-registry/registry-drops.ts';
import { lambdaContext, sqsEvent } from '../notice/sqs-event.ts';
import type { Figure } from './figure.ts';
import { findUnlikeStored } from './find-unlike-stored.ts';
import type { MeasureOptions } from './options.ts';
import { type EnginesApart, startEnginesApart } from './start-engines-apart.ts';
import { registerYardstick } from './yardstick/register.ts';
import { snapshotDays, TIME_ZONE, yardstickSource } from './yardstick/source.ts';
import { writeSnapshot } from './yardstick/write-snapshot.ts';

const MOST_ROWS = 200_000;
/** The embedded engine keeps 1,500 to 2,000 dossiers a second: so much time for each run makes six or more of them. */
const ROWS_A_BUDGET_SECOND = 10_000;

/** A first load through the real handler, with a time budget into which it does not fit: it goes on by its own queue. */
export async function measure(options: MeasureOptions): Promise<Figure[]> {
  const rows = Math.min(options.rows, MOST_ROWS);
  const engines = await startEnginesApart();
  try {
    await registerYardstick(connectTables(), engines.tableNames.Registry);
    const objectKey = await upload(rows, new Bucket(engines.bucketName));
    return await load(objectKey, rows, engines);
  } finally {
    await engines.close();
  }
}

async function upload(rows: number, bucket: Bucket): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'dung-hen-bench-'));
  try {
    const path = join(directory, 'snapshot.csv');
    writeSnapshot({ path, rows, snapshot: 1 });
    const objectKey = `snapshots/${yardstickSource.sourceId}/${snapshotDays[1]}.csv.gz`;
    // The embedded S3 takes no object as large as the plain file.
    await bucket.write(objectKey, gzipSync(readFileSync(path)), 'application/gzip');
    return objectKey;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function load(objectKey: string, rows: number, engines: EnginesApart): Promise<Figure[]> {
  const budgetSeconds = rows / ROWS_A_BUDGET_SECOND;
  const handle = await deployed(engines, budgetSeconds);
  const writes = countKeptDossiers();
  await new Queue(engines.queueUrl).send(objectCreated(objectKey, `${snapshotDays[1]}T20:00:00Z`));
  const runSeconds = await workOff(engines.queueUrl, handle);
  const stored = await assess(rows, engines);
  const name = `first load of ${rows.toLocaleString('en')} rows in parts`;
  const longest = Math.max(...runSeconds).toFixed(1);
  return [
    {
      name,
      value: runSeconds.reduce((sum, seconds) => sum + seconds, 0),
      unit: 's',
      detail: `${runSeconds.length} runs with ${budgetSeconds} s each, the longest took ${longest} s; ${stored.toLocaleString('en')} dossiers, each as its row in the file`,
    },
    {
      name: `${name}: writes per dossier`,
      value: writes.count / stored,
      unit: 'writes',
      must: { atMost: 1 },
      aim: { atMost: 1 },
    },
  ];
}

/** The handler with its environment. It reads that once, while it is loaded. */
async function deployed({ tableNames, bucketName, queueUrl }: EnginesApart, budgetSeconds: number) {
  const tables = Object.entries(tableNames).map(([table, name]) => [`${table.toUpperCase()}_TABLE`, name]);
  Object.assign(process.env, Object.fromEntries(tables), {
    BUCKET: bucketName,
    INGEST_QUEUE_URL: queueUrl,
    TIME_ZONE,
    TIME_BUDGET_SECONDS: String(budgetSeconds),
    LOG_LEVEL: 'WARN',
  });
  const { handler } = await import('../../functions/ingest-snapshot/handler.ts');
  return (message: unknown) => handler(sqsEvent(message), lambdaContext);
}

function countKeptDossiers(): { count: number } {
  const writes = { count: 0 };
  const { keep } = DossierStore.prototype;
  DossierStore.prototype.keep = function (...args) {
    writes.count++;
    return keep.apply(this, args);
  };
  return writes;
}

/** Hands the queue's messages to the handler, one after the other, until none is left. Returns the seconds of each run. */
async function workOff(queueUrl: string, handle: (message: unknown) => Promise<unknown>): Promise<number[]> {
  const queues = new SQSClient({});
  const runSeconds: number[] = [];
  for (;;) {
    const { Messages = [] } = await queues.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, VisibilityTimeout: 900 }),
    );
    const [message] = Messages;
    if (message === undefined) return runSeconds;
    const begin = performance.now();
    await handle(JSON.parse(message.Body ?? ''));
    runSeconds.push((performance.now() - begin) / 1000);
    await queues.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle }));
  }
}

/** @returns how many dossiers are stored. @throws Error where they are not those of the file */
async function assess(rows: number, { tableNames, bucketName }: EnginesApart): Promise<number> {
  const tables = connectTables();
  const receipt = await new ReceiptStore(tables, tableNames.Snapshots).accepted(
    yardstickSource.sourceId,
    snapshotDays[1],
  );
  if (receipt === null) throw new Error('The first load has no receipt.');
  const rejected = receipt.rejectedKey === null ? '' : await new Bucket(bucketName).read(receipt.rejectedKey);
  const { stored, unlike } = await findUnlikeStored(tables, tableNames.Dossiers, rows, String(rejected));
  if (unlike.length > 0)
    throw new Error(`${unlike.length} dossiers are not as in the file: ${unlike.slice(0, 5).join()}`);
  if (stored !== receipt.accepted) throw new Error(`${stored} dossiers are stored, ${receipt.accepted} were accepted.`);
  return stored;
}
