import type { Dossier } from '../dossier/dossier.ts';
import type { SourceField } from '../source/source.ts';
import type { Header } from './read-header.ts';
import type { AwaitingDossier, Rejection, RowContext } from './read-row.ts';
import type { State, StateEntry, StateHead } from './state.ts';

/** What comparing a day's file with the day before depends on. */
export interface ComparisonInputs {
  /** The state of the nearest earlier day, an empty one before the first snapshot. It is used up: today's is made of it. */
  readonly prior: State;
  /** The state that the day had, where it is derived anew: what differs from it is written too. */
  readonly replaced: State | null;
  readonly head: Omit<StateHead, 'inputsDigest'>;
  /** Digest of what reading depends on besides the header: source, unit codes, code version. */
  readonly contextDigest: string;
  readonly context: RowContext;
  /** On days that can govern a month every row is read. */
  readonly readsEveryRow: boolean;
  /** The beginning of the snapshot's day in the source's time zone. */
  readonly snapshotDayMs: number;
  /** Whether another source counts for a unit: its missing dossiers have moved, not vanished. */
  readonly hasMoved: (unitId: string) => boolean;
  /** Whether the source's export drops ended dossiers by and by: then a missing one has vanished only if it was open. */
  readonly dropsEnded: boolean;
  /** Fields whose change alone is not written. */
  readonly volatileFields: ReadonlySet<SourceField>;
  /** Makes one digest of the header and `contextDigest`. */
  readonly digestInputs: (header: Header, contextDigest: string) => string;
}

/** Who is told what the comparison finds, row by row. */
export interface ComparisonListener {
  /**
   * A dossier that was read; `before` is what the day before showed of it, null where it did not. To be written is what
   * differs from the day before, or from what the day had been derived to. `isRestated`: the row itself says something else
   * of a stored field than the day before, or is new; where it does not, only the registry has it read otherwise.
   */
  dossier(
    dossier: Dossier,
    before: StateEntry | null,
    isToBeWritten: boolean,
    position: number,
    isRestated: boolean,
  ): void;
  rejected(rejection: Rejection): void;
  /** A row that is not counted, of a dossier that waits for acceptance. */
  awaiting?(dossier: AwaitingDossier): void;
  /** A dossier that was counted and is missing now, as it was last seen; `isNew`: the day before showed it. */
  missing(entry: MissingEntry, why: MissingCause, isNew: boolean): void;
}

/** A missing dossier's entry; its code is null where it ended so long ago that no month can change by it. */
export interface MissingEntry extends StateEntry {
  readonly dossierCode: string | null;
}

/** Why a dossier is missing: its row is gone, cannot be read, or has a status that is not counted. */
export type MissingCause = 'gone' | 'unreadable' | 'outside';
