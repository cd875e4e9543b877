import type { CalendarEntry } from '../../shared/calendar/calendar-entry.ts';
import type { Month } from '../../shared/calendar/month.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import type { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import type { JudgingRegistry } from '../../shared/evaluation/judging-registry.ts';
import type { MonthPlan } from '../../shared/evaluation/plan-month.ts';
import type { Bound } from '../../shared/finding/bounds.ts';
import type { FindingStore } from '../../shared/finding/finding-store.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import type { CopyLine } from '../../shared/snapshot/canonical-line.ts';
import type { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import type { Source } from '../../shared/source/source.ts';

/** What a review reads from and writes to. */
export interface ReviewStores {
  readonly registry: RegistryStore;
  readonly receipts: ReceiptStore;
  readonly evaluations: EvaluationStore;
  readonly findings: FindingStore;
  readonly bucket: Bucket;
}

/** A month all of whose units are judged. */
export interface JudgedWhole {
  readonly month: Month;
  /** Every unit of the month is in one of them. */
  readonly plans: readonly MonthPlan[];
  /** unitId -> the latest revision of its month, by the rule of overdue shares. */
  readonly evaluations: ReadonlyMap<string, Evaluation>;
  /** The same of a month before, read once a run. */
  readonly evaluationsOf: (month: Month) => Promise<ReadonlyMap<string, Evaluation>>;
  /** Names the state of the month's evaluations: a re-evaluation gives another one, and the month is reviewed anew. */
  readonly digest: string;
  /** The registry as it stands. */
  readonly registry: JudgingRegistry;
  readonly sources: readonly Source[];
  readonly bounds: readonly Bound[];
  readonly calendar: readonly CalendarEntry[];
  /** The province's. */
  readonly timeZone: string;
  /** The schedule's time, ISO 8601 in UTC. */
  readonly recordedAt: string;
}

/** Which copy a line stands in. */
export interface CopyPlace {
  readonly sourceId: string;
  readonly canonicalKey: string;
  readonly isOfMonthBefore: boolean;
  /** Whether a unit's month was judged by this very copy: after a re-evaluation a source can have two for one month. */
  readonly judges: (unitId: string) => boolean;
}

/** One review of one month under way: it is handed each line once, decides purely, and keeps its findings. */
export interface Review {
  readonly readsMonthBefore: boolean;
  take(line: CopyLine, place: CopyPlace): void;
  /** Writes what came of it; what says that the review is done is written last. */
  keep(): Promise<void>;
}

/** One of the questions that judged months are asked. */
export interface Reviewer {
  /** With its version: where either changes, every month is looked at anew. */
  readonly name: string;
  /** `kept`: done for these evaluations already. `waits`: to be asked again on another day. */
  readonly begin: (month: JudgedWhole, stores: ReviewStores) => Promise<Review | 'kept' | 'waits'>;
}
