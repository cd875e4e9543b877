import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { ingestSnapshot } from '../../functions/ingest-snapshot/ingest-snapshot.ts';
import { DossierStore } from '../../shared/dossier/dossier-store.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { Queue } from '../../shared/runtime/queue.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { TimeBudget } from '../../shared/runtime/time-budget.ts';
import { type IngestOrder, toIngestOrder } from '../../shared/snapshot/ingest-order.ts';
import { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import { TallyStore } from '../../shared/tally/tally-store.ts';
import { countWrites } from './count-writes.ts';
import type { Figure } from './figure.ts';
import { runFresh } from './fresh-process.ts';
import { median } from './median.ts';
import { type EnginesApart, startEnginesApart } from './start-engines-apart.ts';
import { countStoredChanges } from './yardstick/count-stored-changes.ts';
import { registerYardstick } from './yardstick/register.ts';
import type { SnapshotNumber } from './yardstick/snapshot-row.ts';
import { snapshotDays, TIME_ZONE, yardstickSource } from './yardstick/source.ts';
import { writeSnapshot } from './yardstick/write-snapshot.ts';

/** As ingest does. */
const WRITES_AT_ONCE = 32;
const PUTS = 10_000;
const ROUNDS = 3;
/** Enough for some hundred changes; the first day's are all written one by one. */
const ROWS = 20_000;

/** How fast dossiers are kept, and how many writes a day's changes cost, on engines in a process of their own. */
export async function measure(): Promise<Figure[]> {
  return [await putsPerSecond(), ...(await writesPerChange())];
}

async function putsPerSecond(): Promise<Figure> {
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const engines = await startEnginesApart();
    try {
      rates.push(PUTS / timePuts(engines));
    } finally {
      await engines.close();
    }
  }
  const detail = `${PUTS.toLocaleString('en')} new dossiers, ${WRITES_AT_ONCE} at once, one core for the client; median of ${ROUNDS}`;
  return { name: 'conditional puts of dossiers, embedded engine', value: median(rates), unit: 'per s', detail };
}

function timePuts({ tableNames }: EnginesApart): number {
  const program = new URL('./put-process.ts', import.meta.url).pathname;
  const args = [program, tableNames.Dossiers, String(PUTS), String(WRITES_AT_ONCE)];
  const { output } = runFresh(process.execPath, args);
  return z.object({ seconds: z.number().positive() }).parse(JSON.parse(output)).seconds;
}

async function writesPerChange(): Promise<Figure[]> {
  const engines = await startEnginesApart();
  const directory = mkdtempSync(join(tmpdir(), 'dung-hen-bench-'));
  try {
    await registerYardstick(connectTables(), engines.tableNames.Registry);
    const day1 = await ingest(1, engines, directory);
    const day2 = await ingest(2, engines, directory);
    const changes = countStoredChanges(ROWS);
    if (day2.dossiers < changes) throw new Error(`${day2.dossiers} writes for ${changes} changes: some were not kept.`);
    return [
      {
        name: 'writes per dossier whose stored fields changed',
        value: day2.dossiers / changes,
        unit: 'writes',
        must: { atMost: 1 },
        aim: { atMost: 1 },
        detail: `${day2.dossiers} writes for ${changes} changed or new dossiers of ${ROWS.toLocaleString('en')}; ${day2.tallies} tallies; the first day wrote ${day1.dossiers.toLocaleString('en')}`,
      },
    ];
  } finally {
    rmSync(directory, { recursive: true });
    await engines.close();
  }
}

/** Takes in one of the yardstick's days by the real use case, and counts what it sends to be written. */
async function ingest(snapshot: SnapshotNumber, engines: EnginesApart, directory: string) {
  const { tableNames, bucketName, queueUrl } = engines;
  const tables = connectTables();
  const writes = countWrites(tables);
  const bucket = new Bucket(bucketName);
  const objectKey = await upload(snapshot, bucket, directory);
  const outcome = await ingestSnapshot(orderOf(objectKey, snapshot), {
    registry: new RegistryStore(tables, tableNames.Registry),
    receipts: new ReceiptStore(tables, tableNames.Snapshots),
    dossiers: new DossierStore(tables, tableNames.Dossiers),
    tallies: new TallyStore(tables, tableNames.Tallies),
    findings: new FindingStore(tables, tableNames.Findings),
    bucket,
    queue: new Queue(queueUrl),
    timeZone: TIME_ZONE,
    timeBudget: new TimeBudget(Number.POSITIVE_INFINITY),
  });
  tables.destroy();
  if (outcome !== 'accepted') throw new Error(`${objectKey} was ${outcome}: the bench is broken.`);
  return { dossiers: writes.get(tableNames.Dossiers) ?? 0, tallies: writes.get(tableNames.Tallies) ?? 0 };
}

function orderOf(key: string, snapshot: SnapshotNumber): IngestOrder {
  const time = `${snapshotDays[snapshot]}T20:00:00Z`;
  return toIngestOrder({ 'detail-type': 'Object Created', time, detail: { object: { key } } });
}

async function upload(snapshot: SnapshotNumber, bucket: Bucket, directory: string): Promise<string> {
  const path = join(directory, 'snapshot.csv');
  writeSnapshot({ path, rows: ROWS, snapshot });
  const objectKey = `snapshots/${yardstickSource.sourceId}/${snapshotDays[snapshot]}.csv`;
  await bucket.write(objectKey, readFileSync(path), 'text/csv');
  return objectKey;
}
