import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../shared/calendar/day.ts';
import { addMonths, lastDayOf } from '../../shared/calendar/month.ts';
import { periodOf } from '../../shared/calendar/period.ts';
import { isInForce } from '../../shared/calendar/validity.ts';
import { type PlanningRegistry, planMonth } from '../../shared/evaluation/plan-month.ts';
import { monthRulesOf } from '../../shared/policy/month-rules.ts';
import { monthsByUnit, monthsToTally } from '../../shared/tally/months-to-tally.ts';
import type { Tier } from '../../shared/unit/unit.ts';
import { policyOf664 } from './policies.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const MONTH = '2020-06';

/** Districts report from the 21st to the 20th, departments by calendar months. */
const policies = [
  policyOf664('province', { validFrom: '2020-01-01' }),
  policyOf664('district', { validFrom: '2020-01-01', periodStartDay: 21 }),
];

function row(tier: Tier, validFrom: string, validTo: string | null, unitId = 'van-phong') {
  return { unitId, name: unitId, tier, kind: 'other' as const, parentUnitId: null, validFrom, validTo };
}

function judgedIn(units: PlanningRegistry['units'], month: string): string[] {
  return planMonth({ units, policies, unitSources: [], sources: [] }, month, ZONE).flatMap((plan) =>
    plan.units.map(({ unit, rules }) => `${unit.unitId} ${unit.tier} ${plan.period.firstDay}..${rules.period.lastDay}`),
  );
}

test('a unit that leaves the tier of calendar months between the end of the other tier’s period and the month’s end does not fall out of the month', () => {
  // Prepare: on 20/06 it is a department yet, on 30/06 a district office
  const units = [row('province', '2020-01-01', '2020-06-24'), row('district', '2020-06-25', null)];

  // Act and Assess
  expect(judgedIn(units, '2020-05')).toEqual(['van-phong province 2020-05-01..2020-05-31']);
  expect(judgedIn(units, '2020-06')).toEqual(['van-phong district 2020-05-21..2020-06-20']);
  expect(judgedIn(units, '2020-07')).toEqual(['van-phong district 2020-06-21..2020-07-20']);
});

test('a unit that comes into the tier of calendar months is judged in the tier of the month’s last day, whatever the order of its rows', () => {
  // Prepare: on 20/06 a district office, on 30/06 a department
  const units = [row('district', '2020-01-01', '2020-06-24'), row('province', '2020-06-25', null)];

  // Act and Assess
  for (const rows of [units, units.toReversed()]) {
    expect(judgedIn(rows, '2020-06')).toEqual(['van-phong province 2020-06-01..2020-06-30']);
  }
});

test('a unit that ends after its period’s end and before the month’s is judged for it still', () => {
  // Prepare: changed on the 16th, ended on the 25th; and changed on the 23rd, ended on the 27th
  const early = [row('province', '2020-01-01', '2020-06-15'), row('district', '2020-06-16', '2020-06-25')];
  const late = [row('district', '2020-01-01', '2020-06-22'), row('province', '2020-06-23', '2020-06-27')];

  // Act and Assess
  expect(judgedIn(early, '2020-06')).toEqual(['van-phong district 2020-05-21..2020-06-20']);
  expect(judgedIn(late, '2020-06')).toEqual(['van-phong district 2020-05-21..2020-06-20']);
});

test('a row that ended before the period of its tier began brings nobody into the month', () => {
  // Prepare: a department until 2019, not there since; an office of a district from 25/06/2020 on, after its June's end
  const units = [row('province', '2019-01-01', '2019-12-31'), row('district', '2020-06-25', null)];

  // Act and Assess
  expect(judgedIn(units, '2020-06')).toEqual([]);
  expect(judgedIn(units, '2020-07')).toEqual(['van-phong district 2020-06-21..2020-07-20']);
});

/** Rows of one unit, one after the other, some with a gap between, from 15/03/2020 on. */
const life = fc
  .array(
    fc.record({
      days: fc.integer({ min: 1, max: 60 }),
      gap: fc.constantFrom(0, 0, 0, 12),
      tier: fc.constantFrom<Tier>('province', 'district'),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((stretches) => {
    let from = '2020-03-15';
    return stretches.map(({ days, gap, tier }, position) => {
      const to = addDays(from, days - 1);
      const isLast = position === stretches.length - 1;
      const one = row(tier, from, isLast && days % 2 === 0 ? null : to);
      from = addDays(to, 1 + gap);
      return one;
    });
  });

/** Two start days for each tier, neither of them changing. */
const startDays = fc.record({ province: fc.constantFrom(1, 11, 21), district: fc.constantFrom(1, 11, 21) });

test('random changes of tier: who is there from the first end of a period in a month to the month’s last day is judged for it exactly once', () => {
  fc.assert(
    fc.property(life, startDays, fc.boolean(), (units, starts, isBackwards) => {
      const ofTiers = (['province', 'district'] as const).map((tier) =>
        policyOf664(tier, { validFrom: '2020-01-01', periodStartDay: starts[tier] }),
      );
      const rows = isBackwards ? units.toReversed() : units;
      for (let month = '2020-03'; month <= '2021-03'; month = addMonths(month, 1)) {
        const plans = planMonth({ units: rows, policies: ofTiers, unitSources: [], sources: [] }, month, ZONE);
        const judged = plans.flatMap((plan) => plan.units);
        const ends = [starts.province, starts.district].map((day) => periodOf(month, day, ZONE).lastDay).toSorted();
        const isThereOn = (day: string) => units.some((one) => isInForce(one, day));
        const always = allDays(ends[0] ?? '', lastDayOf(month)).every(isThereOn);
        const atEnd = ends.some(isThereOn);
        expect(judged.length).toBeLessThanOrEqual(1);
        if (always) expect(judged).toHaveLength(1);
        if (!atEnd) expect(judged).toEqual([]);
        const last = units.find((one) => isInForce(one, lastDayOf(month)));
        if (always) expect(judged[0]?.unit.tier).toBe(last?.tier);
        for (const { rules } of judged) expect(isThereOn(rules.period.lastDay)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

function allDays(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

test('ingest tallies a unit’s month by the same tier as it is judged in', () => {
  fc.assert(
    fc.property(life, (units) => {
      const plans = planMonth({ units, policies, unitSources: [], sources: [] }, MONTH, ZONE);
      const [judged] = plans.flatMap((plan) => plan.units);
      for (const day of ['2020-06-20', '2020-06-30']) {
        const asOfMs = Date.parse(`${addDays(day, 1)}T00:00:00+07:00`);
        const snapshot = { day, priorDay: null, hasCutOff: false, asOfMs, evaluateFrom: '2020-03', timeZone: ZONE };
        const months = monthsByUnit(
          units,
          (['province', 'district'] as const).map((tier) => [tier, monthsToTally(policies, tier, snapshot)] as const),
          (tier, month) => monthRulesOf(policies, tier, month, ZONE).period,
        );
        const tallied = (months.get('van-phong') ?? []).filter(({ month }) => month === MONTH);
        expect(tallied.length).toBeLessThanOrEqual(1);
        if (judged?.rules.period.lastDay === day) expect(tallied[0]?.period).toEqual(judged.rules.period);
      }
    }),
    { numRuns: 300 },
  );
});
