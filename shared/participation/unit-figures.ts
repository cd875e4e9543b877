import type { Month } from '../calendar/month.ts';

/** How a working day went at a unit; `busy`: something was entered, or nothing was open; `unknown`: no snapshot tells. */
export type WorkingDayState = 'busy' | 'idle' | 'unknown';

/** Dossiers handled in the month, and how many of them lack something that their source states of others. */
export interface DossierFigures {
  readonly handled: number;
  readonly withoutDueDateOrProcedure: number;
  readonly incomplete: number;
}

/** Dossiers first seen ended in the month. */
export interface CompletionFigures {
  readonly entered: number;
  readonly enteredOnLastDays: number;
}

/** All that participation is judged by. */
export interface UnitFigures {
  readonly unitId: string;
  readonly month: Month;
  /** Whether the unit was there from the month's first day until after its last. */
  readonly isThereThroughout: boolean;
  /** Null: no governing snapshot. */
  readonly received: number | null;
  /** Rows that name it and cannot be read, and dossiers that vanished, which it may have received in the month. */
  readonly possiblyReceived: number;
  /** What it received in each of the months before that were judged. */
  readonly receivedBefore: readonly number[];
  /** What units of its tier and kind, and, where its own size is known, of its size class received; itself left out. */
  readonly receivedByPeers: readonly number[];
  /** Null: no governing snapshot. */
  readonly dossiers: DossierFigures | null;
  /** The month's working days in order. */
  readonly workingDays: readonly WorkingDayState[];
  /** Null where a snapshot that they need is missing. */
  readonly completions: CompletionFigures | null;
}
