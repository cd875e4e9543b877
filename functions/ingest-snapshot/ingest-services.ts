import type { DossierStore } from '../../shared/dossier/dossier-store.ts';
import type { FindingStore } from '../../shared/finding/finding-store.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import type { Queue } from '../../shared/runtime/queue.ts';
import type { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import type { TallyStore } from '../../shared/tally/tally-store.ts';

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
}
