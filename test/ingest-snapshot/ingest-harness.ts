import { DeleteCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import type { IngestOrder } from '../../shared/snapshot/ingest-order.ts';
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
  scan(table: keyof Engines['tableNames']): Promise<Record<string, unknown>[]>;
  /** Forgets every snapshot and what came of it; the registry stays. */
  forget(): Promise<void>;
}

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
  });
  const handlerOf = async (name: string): Promise<Handler> =>
    (await import(`../../functions/${name}/handler.ts`)).handler;
  const ingest = await handlerOf('ingest-snapshot');
  const importRegistry = await handlerOf('import-registry');
  const releaseSnapshot = await handlerOf('release-snapshot');
  const context = {} as never;
  const bucket = new Bucket(engines.bucketName);
  const tables = connectTables();
  let handled = 0;
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
  return {
    engines,
    bucket,
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
      const before = handled;
      for (;;) {
        const order = engines.waiting(queueName)[handled] as IngestOrder | undefined;
        if (order === undefined) return handled - before;
        handled++;
        await ingest(
          { Records: [{ ...messageOf(objectCreated('x', '')).Records[0], body: JSON.stringify(order) }] },
          context,
        );
      }
    },
    scan,
    forget: async () => {
      handled = engines.waiting(queueName).length;
      for (const table of ['Dossiers', 'Snapshots', 'Tallies', 'Findings'] as const) {
        for (const item of await scan(table)) {
          const Key = Object.fromEntries(tablesOfSnapshots[table].map((name) => [name, item[name]]));
          await tables.send(new DeleteCommand({ TableName: engines.tableNames[table], Key }));
        }
      }
    },
  };
}
