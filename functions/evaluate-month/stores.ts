import type { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import type { JudgedMonths } from '../../shared/evaluation/judged-months.ts';
import type { FindingStore } from '../../shared/finding/finding-store.ts';
import type { LedgerCopies } from '../../shared/ledger/ledger-copies.ts';
import type { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import type { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import type { TallyStore } from '../../shared/tally/tally-store.ts';
import type { EnteredDeductions } from './record-deduction.ts';

/** How many small writes are under way at once: enough to hide their latency, few enough not to be throttled. */
export const WRITES_AT_ONCE = 32;

/** What an evaluation reads from and writes to. */
export interface EvaluateStores {
  readonly registry: RegistryStore;
  readonly receipts: ReceiptStore;
  readonly tallies: TallyStore;
  readonly judgedMonths: JudgedMonths;
  readonly approvals: ApprovalStore;
  readonly ledger: LedgerStore;
  readonly ledgerCopies: LedgerCopies;
  readonly entered: EnteredDeductions;
  readonly findings: FindingStore;
  readonly bucket: Bucket;
}
