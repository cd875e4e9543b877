import type { Period } from '../calendar/period.ts';
import type { Dossier } from '../dossier/dossier.ts';
import type { CopyLine } from '../snapshot/canonical-line.ts';
import type { Source } from '../source/source.ts';
import { hasEnded } from '../tally/count-dossier.ts';
import type { DossierFigures } from './unit-figures.ts';

type UnknownLine = Extract<CopyLine, { kind: 'rejected' | 'vanished' }>;
type PeriodMs = Pick<Period, 'startMs' | 'endMs'>;

/** Counts, unit by unit, the dossiers that it handled in a period, those that lack what their source states of others, and those that cannot be told. */
export class DossierCounter {
  readonly #byUnit = new Map<string, { -readonly [Figure in keyof DossierFigures]: number }>();

  readonly #possiblyReceived = new Map<string, number>();

  /** @param periodOf the period of a unit that is judged by this copy; null for every other */
  take(line: CopyLine, periodOf: (unitId: string) => PeriodMs | null, source: Pick<Source, 'columns'>): void {
    if (line.kind === 'rejected' || line.kind === 'vanished') this.#takeUnknown(line, periodOf);
    if (line.kind !== 'dossier') return;
    const dossier = asOfEnd(line);
    const { unitId, receivedAtMs, completedAtMs, dueAtMs, statusClass } = dossier;
    const period = periodOf(unitId);
    if (period === null) return;
    const { startMs, endMs } = period;
    const isOver = hasEnded(statusClass) && completedAtMs !== null && completedAtMs < startMs;
    if (statusClass === 'not-counted' || receivedAtMs >= endMs || isOver) return;
    const figures = this.#byUnit.get(unitId) ?? { handled: 0, withoutDueDateOrProcedure: 0, incomplete: 0 };
    this.#byUnit.set(unitId, figures);
    const lacksDueOrProcedure = dueAtMs === null || lacksProcedure(dossier, source);
    figures.handled++;
    if (lacksDueOrProcedure) figures.withoutDueDateOrProcedure++;
    if (lacksDueOrProcedure || lacksChannel(dossier, source) || lacksEnd(dossier)) figures.incomplete++;
  }

  of(unitId: string): DossierFigures {
    return this.#byUnit.get(unitId) ?? { handled: 0, withoutDueDateOrProcedure: 0, incomplete: 0 };
  }

  /** How many dossiers a unit may have received in the period, of which the copy does not say so. */
  possiblyReceivedBy(unitId: string): number {
    return this.#possiblyReceived.get(unitId) ?? 0;
  }

  #takeUnknown(line: UnknownLine, periodOf: (unitId: string) => PeriodMs | null): void {
    const { unitId, receivedAt } = line;
    const period = unitId === null ? null : periodOf(unitId);
    const isCounted = line.kind === 'rejected' && line.isDuplicate;
    if (unitId === null || period === null || isCounted) return;
    if (receivedAt !== null && (receivedAt < period.startMs || receivedAt >= period.endMs)) return;
    this.#possiblyReceived.set(unitId, this.possiblyReceivedBy(unitId) + 1);
  }
}

/** A copy taken after the period's end says beside a dossier how it stood then. */
function asOfEnd({ dossier, lastSeenBeforeEnd }: Extract<CopyLine, { kind: 'dossier' }>): Dossier {
  if (lastSeenBeforeEnd === undefined) return dossier;
  const { unitId, dueAt, completedAt, statusClass } = lastSeenBeforeEnd;
  return { ...dossier, unitId, dueAtMs: dueAt, completedAtMs: completedAt, statusClass };
}

/** No unit answers for a column that its source does not have. */
function lacksProcedure({ procedureCode, procedureName }: Dossier, { columns }: Pick<Source, 'columns'>): boolean {
  const isStated = columns.procedureCode !== undefined || columns.procedureName !== undefined;
  return isStated && procedureCode === null && procedureName === null;
}

function lacksChannel({ channel }: Dossier, { columns }: Pick<Source, 'columns'>): boolean {
  return columns.channel !== undefined && channel === null;
}

/** Ended, and the source states neither an end nor a hand-over. */
function lacksEnd({ statusClass, completedAtMs, flags }: Dossier): boolean {
  const isAssumed = flags.includes('completion-from-first-day-seen-ended');
  return statusClass === 'completed' && (completedAtMs === null || isAssumed);
}
