import type { Period } from '../../shared/calendar/period.ts';
import { isPerhapsHandled } from '../../shared/evaluation/bound-unknown.ts';
import type { Finding } from '../../shared/finding/finding.ts';
import { noticeBeforeUnitBegan } from '../../shared/finding/notice-before-unit-began.ts';
import type { Standing } from '../../shared/snapshot/last-seen-before-end.ts';
import { latestRows } from '../../shared/unit/latest-rows.ts';
import { unitsBefore } from '../../shared/unit/units-before.ts';
import type { DayInputs } from './derive-day.ts';

/** A dossier that no file before a month's end has shown. */
export interface FirstSeen {
  readonly dossierCode: string;
  /** Epoch milliseconds. */
  readonly receivedAtMs: number;
  readonly now: Standing;
}

type OfDay = Pick<DayInputs, 'name' | 'registry' | 'receivedAt'>;

/**
 * Whose, in a month that is over, the dossiers are that come up after its end under units that were made after it: of a
 * unit that was made of one other that one's, as they stand now; of others nobody's, which is told of.
 */
export class FirstSeenAfterEnd {
  readonly #period: Period;
  readonly #day: OfDay;
  readonly #unitsBefore: (unitId: string) => readonly string[];
  /** unitId -> codes of dossiers of which nobody knows whose they were */
  readonly #unsettled = new Map<string, string[]>();

  constructor(period: Period, day: OfDay) {
    this.#period = period;
    this.#day = day;
    this.#unitsBefore = unitsBefore(day.registry, period.lastDay);
  }

  /** How a dossier counts in the month; null: as it stands now. */
  standing({ dossierCode, receivedAtMs, now }: FirstSeen): Standing | null {
    const [unitId, ...others] = this.#unitsBefore(now.unitId);
    if (unitId === undefined || !this.#isOfMonth(receivedAtMs, now)) return null;
    if (others.length === 0) return { ...now, unitId };
    const codes = this.#unsettled.get(now.unitId);
    if (codes === undefined) this.#unsettled.set(now.unitId, [dossierCode]);
    else codes.push(dossierCode);
    return null;
  }

  findings(): Finding[] {
    const { registry, name, receivedAt } = this.#day;
    const rows = latestRows(registry.units);
    return [...this.#unsettled].flatMap(([unitId, dossierCodes]) => {
      const unit = rows.get(unitId);
      const predecessors = this.#unitsBefore(unitId).flatMap((before) => rows.get(before) ?? []);
      const { source } = registry;
      const about = { source, day: name.day, period: this.#period, predecessors, dossierCodes, noticedAt: receivedAt };
      return unit === undefined ? [] : [noticeBeforeUnitBegan({ ...about, unit })];
    });
  }

  #isOfMonth(receivedAtMs: number, { statusClass, completedAtMs }: Standing): boolean {
    const completedAt = Number.isNaN(completedAtMs) ? null : completedAtMs;
    return isPerhapsHandled({ statusClass, receivedAt: receivedAtMs, completedAt }, this.#period);
  }
}
