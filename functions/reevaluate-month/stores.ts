import type { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import type { FindingStore } from '../../shared/finding/finding-store.ts';
import type { LedgerCopies } from '../../shared/ledger/ledger-copies.ts';
import type { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import type { RegistryImportStore } from '../../shared/registry/registry-import-store.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import type { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';

/** What a re-evaluation reads from and writes to. */
export interface ReevaluationStores {
  readonly registry: RegistryStore;
  /** For the policies that come with an order. */
  readonly registryImports: RegistryImportStore;
  readonly receipts: ReceiptStore;
  readonly evaluations: EvaluationStore;
  /** What was found to have changed is over once the unit is judged by it. */
  readonly findings: Pick<FindingStore, 'resolve'>;
  readonly ledger: LedgerStore;
  readonly ledgerCopies: LedgerCopies;
  readonly bucket: Bucket;
}
