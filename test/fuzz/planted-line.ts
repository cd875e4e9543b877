import type { ModelRow } from './fuzz-case.ts';

/** A row or another line of a file, as it is written; a row whose text holds line breaks is one. */
export interface PlantedLine {
  readonly text: string;
  readonly end: string;
  /** What must be read of it; null where something was done to it: then it may be rejected, under its own line. */
  readonly intact: ModelRow | null;
}
