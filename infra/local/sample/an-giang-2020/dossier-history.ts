import type { Procedure } from './procedure.ts';
import type { SampleUnit } from './sample-unit.ts';
import type { WallMs } from './working-hours.ts';

/** The status codes of the national portal that the sample uses. */
export type StatusCode = '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '10';

/** What an export shows of a dossier. Moments are wall-clock; null is a blank cell. */
export interface DossierState {
  readonly status: StatusCode;
  readonly dueAt: WallMs | null;
  readonly completedAt: WallMs | null;
  readonly returnedAt: WallMs | null;
}

/** A state and the moment at which it was entered. */
export interface DossierVersion {
  readonly from: WallMs;
  readonly state: DossierState;
  /** A cell that was mistyped: the portal's heading, and what stands under it. */
  readonly misprint: { readonly heading: string; readonly text: string } | null;
  /** The unit under which it is from then on, if not the one that received it. */
  readonly handledBy?: SampleUnit;
}

/** All that ever happens to a dossier, in order of entry. */
export interface DossierHistory {
  readonly dossierCode: string;
  readonly unit: SampleUnit;
  /** Null where the unit did not enter it. */
  readonly procedure: Procedure | null;
  /** 1 direct, 2 online, 3 post. */
  readonly channel: '1' | '2' | '3';
  readonly submittedAt: WallMs;
  readonly receivedAt: WallMs;
  readonly versions: readonly DossierVersion[];
  /** From when on it is no longer in the export; null: it stays. */
  readonly vanishesAt: WallMs | null;
}

/** The version that stands at a moment, undefined before the first. Entries made at that very moment do not count yet. */
export function versionBefore(history: DossierHistory, moment: WallMs): DossierVersion | undefined {
  return history.versions.findLast(({ from }) => from < moment);
}
