import type { CalendarEntry } from '../calendar/calendar-entry.ts';
import type { Day } from '../calendar/day.ts';
import type { Month } from '../calendar/month.ts';
import type { Period } from '../calendar/period.ts';
import { isInForce } from '../calendar/validity.ts';
import { type MonthRules, monthRulesOf } from '../policy/month-rules.ts';
import { OVERDUE_SHARE_RULE, type Rule } from '../policy/rule.ts';
import { answerableUnits } from '../unit/answerable-units.ts';
import { rowOfMonth } from '../unit/row-of-month.ts';
import type { Tier } from '../unit/unit.ts';
import type { JudgedSource, JudgedUnit, JudgingRegistry } from './judging-registry.ts';
import { definitionOf } from './rule-definitions.ts';

/** What of it says who is judged, and, by lineage, who answers for what is missing. */
export type PlanningRegistry = Omit<JudgingRegistry, 'lineage'> & Partial<Pick<JudgingRegistry, 'lineage'>>;

export interface UnitToJudge {
  readonly unit: JudgedUnit;
  readonly rules: MonthRules;
  /** Whether its policy counts units below it, of which one is not counted by the unit's own source. */
  readonly isCountedInPart: boolean;
}

type RuledUnit = Pick<UnitToJudge, 'unit' | 'rules'>;

/** The units whose month is judged together: by one rule, from one source, over one period, with one wait. */
export interface MonthPlan {
  readonly rule: Rule;
  readonly month: Month;
  readonly period: Period;
  readonly waitDays: number;
  /** Null: no source counts for these units. */
  readonly source: JudgedSource | null;
  readonly units: readonly UnitToJudge[];
  /** unitId -> the units that count what is its: itself, and those above it whose policy counts children. */
  readonly countedBy: ReadonlyMap<string, readonly string[]>;
  /** unitId -> the units to which what is missing of it is unknown: itself, or what it was merged or split into. */
  readonly answerableFor: (unitId: string) => readonly string[];
  /** Where the rule reckons in working time. */
  readonly calendar?: readonly CalendarEntry[];
}

/**
 * Who is judged by a rule for a month: the units in force on its period's last day, each by the policy of the tier that
 * it has at the end of the month, and from the source that counted for it on the period's last day.
 *
 * @param timeZone the province's
 */
export function planMonth(
  registry: PlanningRegistry,
  month: Month,
  timeZone: string,
  rule: Rule = OVERDUE_SHARE_RULE,
): MonthPlan[] {
  const inForce = unitsInForce(registry, month, timeZone, rule);
  const sourceOf = countingSources(registry, inForce);
  const counters = countersOf(inForce);
  const inPart = countedInPart(counters, sourceOf);
  const units = inForce
    .filter(({ rules }) => definitionOf(rule).namesEveryUnit || rules.policy !== null)
    .map((unit) => ({ ...unit, isCountedInPart: inPart.has(unit.unit.unitId) }));
  const bySource = Map.groupBy(units, ({ unit }) => sourceOf.get(unit.unitId) ?? null);
  return [...bySource].flatMap(([source, ofSource]) => {
    const countedBy = new Map(ofSource.map(({ unit: { unitId } }) => [unitId, counters.get(unitId) ?? [unitId]]));
    const groups = Map.groupBy(ofSource, ({ rules: { period, waitDays } }) =>
      [period.firstDay, period.lastDay, waitDays].join(),
    );
    const { calendar } = registry;
    const common = { rule, month, source, countedBy, ...(calendar !== undefined && { calendar }) };
    return [...groups.values()].flatMap((group) => planGroup(common, group, registry));
  });
}

function planGroup(
  common: Pick<MonthPlan, 'rule' | 'month' | 'source' | 'countedBy' | 'calendar'>,
  units: readonly UnitToJudge[],
  { units: rows, lineage = [] }: PlanningRegistry,
): MonthPlan[] {
  const [first] = units;
  if (first === undefined) return [];
  const { period, waitDays } = first.rules;
  const answerableFor = answerableUnits({ units: rows, lineage }, period.lastDay);
  return [{ ...common, period, waitDays, units, answerableFor }];
}

/** Each unit once, in the tier that it has at the end of the month. */
function unitsInForce({ units, policies }: PlanningRegistry, month: Month, timeZone: string, rule: Rule): RuledUnit[] {
  const rulesByTier = new Map<Tier, MonthRules>();
  const rulesOf = (tier: Tier) => {
    const rules = rulesByTier.get(tier) ?? monthRulesOf(policies, tier, month, timeZone, rule);
    rulesByTier.set(tier, rules);
    return rules;
  };
  const rowsByUnit = Map.groupBy(units, ({ unitId }) => unitId);
  return [...rowsByUnit.values()].flatMap((rows) => {
    const unit = rowOfMonth(rows, month, (tier) => rulesOf(tier).period);
    return unit === null ? [] : [{ unit, rules: rulesOf(unit.tier) }];
  });
}

/** unitId -> its counting source, of those units that have one. */
function countingSources(
  { unitSources, sources }: PlanningRegistry,
  units: readonly RuledUnit[],
): Map<string, JudgedSource> {
  const sourceById = new Map(sources.map((source) => [source.sourceId, source]));
  const rowsByUnit = Map.groupBy(unitSources, ({ unitId }) => unitId);
  const found = new Map<string, JudgedSource>();
  for (const { unit, rules } of units) {
    const row = rowsByUnit.get(unit.unitId)?.find((candidate) => isInForce(candidate, rules.period.lastDay));
    const source = row && sourceById.get(row.sourceId);
    if (source) found.set(unit.unitId, source);
  }
  return found;
}

/** unitId -> the units that count what is its, from whatever source. */
function countersOf(units: readonly RuledUnit[]): Map<string, readonly string[]> {
  const unitById = new Map(units.map((unit) => [unit.unit.unitId, unit]));
  return new Map(
    units.map(({ unit }) => {
      const above = unitsAbove(unit, unitById).filter(({ rules }) => rules.countsChildren);
      return [unit.unitId, [unit.unitId, ...above.map((counting) => counting.unit.unitId)]];
    }),
  );
}

/** The units that should count what another source, or none, counts. */
function countedInPart(
  counters: ReadonlyMap<string, readonly string[]>,
  sourceOf: ReadonlyMap<string, JudgedSource>,
): Set<string> {
  const inPart = new Set<string>();
  for (const [unitId, counting] of counters) {
    for (const above of counting) if (sourceOf.get(above) !== sourceOf.get(unitId)) inPart.add(above);
  }
  return inPart;
}

function unitsAbove(unit: JudgedUnit, unitById: ReadonlyMap<string, RuledUnit>): RuledUnit[] {
  const above = new Map<string, RuledUnit>();
  let parentId = unit.parentUnitId;
  while (parentId !== null && parentId !== unit.unitId && !above.has(parentId)) {
    const parent = unitById.get(parentId);
    if (parent === undefined) break;
    above.set(parentId, parent);
    parentId = parent.unit.parentUnitId;
  }
  return [...above.values()];
}

/** Whether a source is judged for a month: from its `evaluateFrom`, or else from the month of its first snapshot. */
export function isJudged(source: JudgedSource, { month, period }: MonthPlan, firstDay: Day | null): boolean {
  if (source.evaluateFrom !== undefined) return source.evaluateFrom <= month;
  return firstDay !== null && firstDay <= period.lastDay;
}
