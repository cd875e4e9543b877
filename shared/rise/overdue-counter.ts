import type { ZoneOffsets } from '../calendar/zone.ts';
import type { RejectedLine } from '../evaluation/bound-unknown.ts';
import { handOn, type LineRules } from '../evaluation/count-unit-month.ts';
import type { Governing } from '../evaluation/evaluation.ts';
import type { MonthPlan } from '../evaluation/plan-month.ts';
import { UnitMonthCounter } from '../evaluation/unit-month-counter.ts';
import type { MonthRules } from '../policy/month-rules.ts';
import type { CopyLine } from '../snapshot/canonical-line.ts';
import { type OverdueMonth, overdueMonthOf } from './overdue-month.ts';

/** How the units of a month are counted. */
export interface CountedMonth {
  readonly plans: readonly MonthPlan[];
  /** unitId -> by what rules it is counted; null: not at all. A month before is counted by the rules of the month itself. */
  readonly rulesOf: (unitId: string) => Pick<MonthRules, 'counting' | 'basis'> | null;
  /** unitId -> the snapshot by which it was judged, null where none was. */
  readonly governingOf: (unitId: string) => Governing | null;
  readonly zone: ZoneOffsets;
}

/** Counts the overdue dossiers of a month's units, copy by copy and line by line. Pure but for what it gathers. */
export class OverdueCounter {
  readonly #month: CountedMonth;
  readonly #copies = new Map<string, CopyCount[]>();
  readonly #counts = new Map<string, { readonly count: CopyCount; readonly counter: UnitMonthCounter }>();

  constructor(month: CountedMonth) {
    this.#month = month;
    for (const plan of month.plans) this.#begin(plan);
  }

  /** @param canonicalKey the copy in which the line stands: each unit is counted from the one that judged it */
  take(line: CopyLine, canonicalKey: string): void {
    for (const { counters, contradicted, rules } of this.#copies.get(canonicalKey) ?? []) {
      handOn(line, counters, contradicted, rules);
    }
  }

  /** Once all lines are taken: a unit's month; null where it is not counted. */
  of(unitId: string): OverdueMonth | null {
    const found = this.#counts.get(unitId);
    if (found === undefined) return null;
    const { count, counter } = found;
    return overdueMonthOf(counter.result(count.contradicted), count.plan.period);
  }

  #begin(plan: MonthPlan): void {
    const { governingOf, rulesOf, zone } = this.#month;
    const unitIds = plan.units.map(({ unit }) => unit.unitId);
    const byCopy = Map.groupBy(unitIds, (unitId) => JSON.stringify(copyOf(governingOf(unitId))));
    for (const ofCopy of byCopy.values()) {
      const governing = governingOf(ofCopy[0] ?? '');
      if (governing === null) continue;
      const isAfterEnd = governing.day > plan.period.lastDay && governing.reading === 'as-last-seen';
      const count = new CopyCount(plan, { isAfterEnd, zone });
      for (const unitId of ofCopy) {
        const rules = rulesOf(unitId);
        if (rules === null) continue;
        const counter = new UnitMonthCounter({ ...rules, unitId, period: plan.period }, isAfterEnd, zone);
        count.counters.set(unitId, counter);
        this.#counts.set(unitId, { count, counter });
      }
      this.#copies.set(governing.canonicalKey, [...(this.#copies.get(governing.canonicalKey) ?? []), count]);
    }
  }
}

/** The units of one plan that were judged by one copy, read in one way. */
class CopyCount {
  readonly plan: MonthPlan;
  readonly rules: LineRules;
  readonly counters = new Map<string, UnitMonthCounter>();
  readonly contradicted = new Map<string, RejectedLine>();

  constructor(plan: MonthPlan, { isAfterEnd, zone }: Pick<LineRules, 'isAfterEnd' | 'zone'>) {
    this.plan = plan;
    const countedBy = (unitId: string) => plan.countedBy.get(unitId) ?? [];
    this.rules = { countedBy, missingAt: plan.answerableFor, isAfterEnd, zone };
  }
}

function copyOf(governing: Governing | null) {
  return governing && [governing.canonicalKey, governing.day, governing.reading];
}
