import type { Day } from '../calendar/day.ts';
import type { Month } from '../calendar/month.ts';
import { isInForce } from '../calendar/validity.ts';
import { type MonthRules, monthRulesOf } from '../policy/month-rules.ts';
import type { Policy } from '../policy/policy.ts';
import { OVERDUE_SHARE_RULE, type Rule, ruleSchema } from '../policy/rule.ts';
import { rowOfMonth } from './row-of-month.ts';
import type { Tier, Unit, UnitLineage, UnitSource } from './unit.ts';

/** Rows of the registry by which units are judged. */
export interface JudgingRows {
  readonly units: readonly Pick<Unit, 'unitId' | 'tier' | 'parentUnitId' | 'validFrom' | 'validTo'>[];
  readonly unitSources: readonly UnitSource[];
  readonly lineage: readonly UnitLineage[];
  readonly policies: readonly Policy[];
}

/** Days alone are asked for, and these are the same in every zone. */
const ANY_ZONE = 'UTC';

/**
 * What the rows say of how a unit is judged for a month: whether it is, in which tier, from which source, in whose counts
 * besides its own, and who answers for what is missing of it. Two registries that say the same of a month judge it alike;
 * names, heads and addresses have no part in it.
 *
 * @returns unitId -> a text to compare
 */
export function judgedAs(rows: JudgingRows, month: Month): (unitId: string) => string {
  const rowsOf = Map.groupBy(rows.units, ({ unitId }) => unitId);
  const sourcesOf = Map.groupBy(rows.unitSources, ({ unitId }) => unitId);
  const byRule = ruleSchema.options.map((rule) => ({ rule, rulesOf: rulesOfTiers(rows.policies, month, rule) }));
  return (unitId) => {
    const ofUnit = rowsOf.get(unitId) ?? [];
    const said = byRule.map(({ rule, rulesOf }) => {
      const row = rowOfMonth(ofUnit, month, (tier) => rulesOf(tier).period);
      if (row === null) return null;
      const { policy, period } = rulesOf(row.tier);
      if (policy === null && rule !== OVERDUE_SHARE_RULE) return null;
      const source = sourcesOf.get(unitId)?.find((candidate) => isInForce(candidate, period.lastDay));
      const isCountedAbove = tiers.some((tier) => rulesOf(tier).countsChildren);
      return [row.tier, source?.sourceId ?? null, isCountedAbove ? row.parentUnitId : null];
    });
    return JSON.stringify(said);
  };
}

/**
 * Whether a row of lineage has a part in who answers in a month for what is missing of units: whether it was in force by
 * the month's end, and leads on from a unit that was not any more. A unit that stands answers for itself.
 */
export function leadsOnIn(rows: JudgingRows, month: Month): (row: UnitLineage) => boolean {
  const lastDays = ruleSchema.options.flatMap((rule) =>
    tiers.map((tier) => rulesOfTiers(rows.policies, month, rule)(tier).period.lastDay),
  );
  const rowsOf = Map.groupBy(rows.units, ({ unitId }) => unitId);
  const stood = (unitId: string, day: Day) => (rowsOf.get(unitId) ?? []).some((row) => isInForce(row, day));
  return ({ oldUnitId, on }) => lastDays.some((day) => on <= day && !stood(oldUnitId, day));
}

const tiers: readonly Tier[] = ['province', 'district', 'commune'];

function rulesOfTiers(policies: readonly Policy[], month: Month, rule: Rule): (tier: Tier) => MonthRules {
  const known = new Map<Tier, MonthRules>();
  return (tier) => {
    const rules = known.get(tier) ?? monthRulesOf(policies, tier, month, ANY_ZONE, rule);
    known.set(tier, rules);
    return rules;
  };
}
