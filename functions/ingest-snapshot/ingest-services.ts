import { DossierStore } from '../../shared/dossier/dossier-store.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { Queue } from '../../shared/runtime/queue.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import type { TimeBudget } from '../../shared/runtime/time-budget.ts';
import { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import { TallyStore } from '../../shared/tally/tally-store.ts';
import type { Environment } from './environment.ts';

/** The edges that ingesting touches. */
export interface IngestServices {
  readonly registry: RegistryStore;
  readonly receipts: ReceiptStore;
  readonly dossiers: DossierStore;
  readonly tallies: TallyStore;
  readonly findings: FindingStore;
  readonly bucket: Bucket;
  readonly queue: Queue;
  /** The province's time zone. */
  readonly timeZone: string;
  /** How long this run may go on; what is left of the work then goes on in another run. */
  readonly timeBudget: TimeBudget;
}

/** The services that outlive a run. */
export function connectServices(environment: Environment): Omit<IngestServices, 'timeBudget'> {
  const tables = connectTables();
  return {
    registry: new RegistryStore(tables, environment.REGISTRY_TABLE),
    receipts: new ReceiptStore(tables, environment.SNAPSHOTS_TABLE),
    dossiers: new DossierStore(tables, environment.DOSSIERS_TABLE),
    tallies: new TallyStore(tables, environment.TALLIES_TABLE),
    findings: new FindingStore(tables, environment.FINDINGS_TABLE),
    bucket: new Bucket(environment.BUCKET),
    queue: new Queue(environment.INGEST_QUEUE_URL),
    timeZone: environment.TIME_ZONE,
  };
}
