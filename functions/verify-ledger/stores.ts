import type { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import type { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import type { StoredAccounts, StoredItems } from '../../shared/ledger/ledger-scan.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';

/** What verification reads. */
export interface VerifyStores {
  readonly scanLedger: () => Promise<StoredAccounts>;
  readonly readAccount: (account: string) => Promise<StoredItems>;
  readonly evaluations: Pick<EvaluationStore, 'itemsOfMonth'>;
  readonly approvals: Pick<ApprovalStore, 'ofMonth'>;
  readonly bucket: Bucket;
  /** Lets those who write just now come to the end of what they began, and an index show what was put. */
  readonly waitForWriters: () => Promise<void>;
}
