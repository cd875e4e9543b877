import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { BatchWriteCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { environmentSchema as ingestEnvironmentSchema } from '../../functions/ingest-snapshot/environment.ts';
import { connectServices, type IngestServices } from '../../functions/ingest-snapshot/ingest-services.ts';
import { type IngestOutcome, ingestSnapshot } from '../../functions/ingest-snapshot/ingest-snapshot.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { TimeBudget } from '../../shared/runtime/time-budget.ts';
import { type IngestOrder, ingestOrderSchema } from '../../shared/snapshot/ingest-order.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { messageOf, objectCreated } from '../import-registry/registry-drops.ts';

type Handler = (event: unknown, context: never) => Promise<unknown>;

/** Ingest as it is deployed, on real engines: registry files and snapshots are dropped into the bucket. */
export interface IngestHarness {
  readonly engines: Engines;
  readonly bucket: Bucket;
  /** Drops a registry file and imports it. */
  register(fileName: string, content: string | Buffer): Promise<void>;
  /** Drops a snapshot and handles its event. */
  drop(key: string, content: string | Buffer, time: string): Promise<void>;
  /** Handles the event of an object that lies in the bucket already. */
  tell(key: string, time: string): Promise<void>;
  release(event: unknown): Promise<unknown>;
  /** Handles orders that ingest, or a release, has sent to the ingest queue since; returns how many there were. */
  drain(): Promise<number>;
  /** The next order that was sent to the ingest queue and has not been handled or taken. */
  takeOrder(): IngestOrder | undefined;
  /** Handles an order with services of the test's own: another time budget, a store that waits. */
  handle(order: IngestOrder, own?: Partial<IngestServices>): Promise<IngestOutcome>;
  readonly services: Omit<IngestServices, 'timeBudget'>;
  scan(table: keyof Engines['tableNames']): Promise<Record<string, unknown>[]>;
  /** What the bucket's lifecycle does to objects in the end. */
  expire(prefix: string): Promise<void>;
  /** Forgets every snapshot and what came of it; the registry stays. */
  forget(): Promise<void>;
}

/** The most that BatchWriteItem takes. */
const ITEMS_A_BATCH = 25;

const tablesOfSnapshots = {
  Dossiers: ['sourceId', 'dossierCode'],
  Snapshots: ['sourceId', 'receiptId'],
  Tallies: ['unitId', 'monthSourceDay'],
  Findings: ['unitId', 'findingId'],
} as const;

export async function startIngest(timeZone: string): Promise<IngestHarness> {
  const engines = await startEngines();
  const queueName = 'ingest';
  Object.assign(process.env, {
    REGISTRY_TABLE: engines.tableNames.Registry,
    DOSSIERS_TABLE: engines.tableNames.Dossiers,
    SNAPSHOTS_TABLE: engines.tableNames.Snapshots,
    TALLIES_TABLE: engines.tableNames.Tallies,
    EVALUATIONS_TABLE: engines.tableNames.Evaluations,
    LEDGER_TABLE: engines.tableNames.Ledger,
    FINDINGS_TABLE: engines.tableNames.Findings,
    BUCKET: engines.bucketName,
    INGEST_QUEUE_URL: engines.createQueue(queueName),
    TIME_ZONE: timeZone,
    TIME_BUDGET_SECONDS: '720',
  });
  const handlerOf = async (name: string): Promise<Handler> =>
    (await import(`../../functions/${name}/handler.ts`)).handler;
  const ingest = await handlerOf('ingest-snapshot');
  const importRegistry = await handlerOf('import-registry');
  const releaseSnapshot = await handlerOf('release-snapshot');
  const context = {} as never;
  const bucket = new Bucket(engines.bucketName);
  const tables = connectTables();
  const objects = new S3Client({ forcePathStyle: true });
  const services = connectServices(ingestEnvironmentSchema.parse(process.env));
  let handled = 0;
  const takeOrder = () => {
    const order = engines.waiting(queueName)[handled];
    if (order === undefined) return undefined;
    handled++;
    return ingestOrderSchema.parse(order);
  };
  const tell = async (key: string, time: string) => {
    await ingest(messageOf(objectCreated(key, time)), context);
  };
  const scan: IngestHarness['scan'] = async (table) => {
    const items: Record<string, unknown>[] = [];
    for await (const page of paginateScan({ client: tables }, { TableName: engines.tableNames[table] })) {
      items.push(...(page.Items ?? []));
    }
    return items;
  };
  const expire = async (prefix: string) => {
    for (const Key of await bucket.keysUnder(prefix)) {
      await objects.send(new DeleteObjectCommand({ Bucket: engines.bucketName, Key }));
    }
  };
  return {
    engines,
    bucket,
    expire,
    tell,
    register: async (fileName, content) => {
      const key = `registry/${fileName}`;
      await bucket.write(key, content, 'text/plain');
      await importRegistry(messageOf(objectCreated(key, '2020-01-01T00:00:00Z')), context);
    },
    drop: async (key, content, time) => {
      await bucket.write(key, content === '' ? Buffer.alloc(0) : content, 'text/csv');
      await tell(key, time);
    },
    release: (event) => releaseSnapshot(event, context),
    drain: async () => {
      let orders = 0;
      for (let order = takeOrder(); order !== undefined; order = takeOrder(), orders++) {
        const [record] = messageOf(objectCreated('x', '')).Records;
        await ingest({ Records: [{ ...record, body: JSON.stringify(order) }] }, context);
      }
      return orders;
    },
    takeOrder,
    handle: (order, own = {}) => ingestSnapshot(order, { ...services, timeBudget: new TimeBudget(720), ...own }),
    services,
    scan,
    forget: async () => {
      engines.purge(queueName);
      handled = 0;
      await expire('states/');
      for (const table of ['Dossiers', 'Snapshots', 'Tallies', 'Findings'] as const) {
        const requests = (await scan(table)).map((item) => ({
          DeleteRequest: { Key: Object.fromEntries(tablesOfSnapshots[table].map((name) => [name, item[name]])) },
        }));
        for (let first = 0; first < requests.length; first += ITEMS_A_BATCH) {
          const batch = requests.slice(first, first + ITEMS_A_BATCH);
          await tables.send(new BatchWriteCommand({ RequestItems: { [engines.tableNames[table]]: batch } }));
        }
      }
    },
  };
}
