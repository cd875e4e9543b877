import type { Period } from '../calendar/period.ts';
import type { ZoneOffsets } from '../calendar/zone.ts';
import type { Dossier } from '../dossier/dossier.ts';
import { hasEnded } from '../tally/count-dossier.ts';
import { isSameTime } from './is-same-time.ts';
import type { ComparedField, SourceDifference } from './source-difference.ts';

/** The times of a dossier that are compared, epoch milliseconds; null: not stated. */
interface StatedTimes {
  readonly sourceId: string;
  readonly times: Readonly<Record<ComparedField, number | null>>;
}

/** A dossier as each source states it. */
interface Stated {
  judging: StatedTimes | null;
  others: StatedTimes[];
}

const fields = ['receivedAt', 'dueAt', 'completedAt'] as const satisfies readonly ComparedField[];

/**
 * Compares what several sources state of the same dossiers. It holds what passes, in whatever order: of units alone that
 * more than one source names, and of their dossiers those alone that were open in a period.
 */
export class SourceComparer {
  readonly #zone: ZoneOffsets;
  readonly #byUnit = new Map<string, Map<string, Stated>>();

  constructor(zone: ZoneOffsets) {
    this.#zone = zone;
  }

  /**
   * @param dossier of a unit that more than one source names
   * @param isJudging whether the unit is judged by this source
   * @param period what was received after it, or had ended before it, is not compared
   */
  take(dossier: Dossier, sourceId: string, isJudging: boolean, period: Pick<Period, 'startMs' | 'endMs'>): void {
    if (!isHandledIn(period, dossier)) return;
    const stated = this.#statedOf(dossier);
    const { receivedAtMs, dueAtMs, completedAtMs, statusClass } = dossier;
    const completedAt = hasEnded(statusClass) ? completedAtMs : null;
    const times = { sourceId, times: { receivedAt: receivedAtMs, dueAt: dueAtMs, completedAt } };
    if (isJudging) stated.judging = times;
    else stated.others.push(times);
  }

  /** The dossiers of which two sources state different times, by unit and code. What only one of them states is no difference. */
  differences(): SourceDifference[] {
    const found: SourceDifference[] = [];
    for (const [unitId, dossiers] of this.#byUnit) {
      for (const [dossierCode, { judging, others }] of dossiers) {
        for (const other of judging === null ? [] : others) {
          const differing = this.#compare(judging, other);
          if (judging === null || differing.length === 0) continue;
          const sources = { judgingSourceId: judging.sourceId, otherSourceId: other.sourceId };
          found.push({ unitId, dossierCode, ...sources, fields: differing });
        }
      }
    }
    return found.toSorted((one, other) => compareText(keyOf(one), keyOf(other)));
  }

  #compare(judging: StatedTimes | null, other: StatedTimes): SourceDifference['fields'] {
    return fields.flatMap((field) => {
      const [one, two] = [judging?.times[field] ?? null, other.times[field]];
      if (one === null || two === null || isSameTime(one, two, this.#zone)) return [];
      return [{ field, judging: new Date(one).toISOString(), other: new Date(two).toISOString() }];
    });
  }

  #statedOf({ unitId, dossierCode }: Dossier): Stated {
    const ofUnit = this.#byUnit.get(unitId) ?? new Map<string, Stated>();
    this.#byUnit.set(unitId, ofUnit);
    const stated = ofUnit.get(dossierCode) ?? { judging: null, others: [] };
    ofUnit.set(dossierCode, stated);
    return stated;
  }
}

function isHandledIn({ startMs, endMs }: Pick<Period, 'startMs' | 'endMs'>, dossier: Dossier): boolean {
  const { receivedAtMs, completedAtMs, statusClass } = dossier;
  const isOver = hasEnded(statusClass) && completedAtMs !== null && completedAtMs < startMs;
  return statusClass !== 'not-counted' && receivedAtMs < endMs && !isOver;
}

function keyOf({ unitId, dossierCode, otherSourceId }: SourceDifference): string {
  return `${unitId}#${dossierCode}#${otherSourceId}`;
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
