import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addMonths, lastDayOf } from '../../shared/calendar/month.ts';
import { type JudgingRegistry, registryOfMonth, renderRegistry } from '../../shared/evaluation/judging-registry.ts';
import { type MonthPlan, planMonth } from '../../shared/evaluation/plan-month.ts';
import { sourceSchema } from '../../shared/source/source.ts';
import { policyOf664 } from './policies.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const MONTH = '2020-06';

/** Beginning and ending on months' first and last days around the month, or in the middle of one. */
const validity = fc
  .record({
    from: fc.integer({ min: -4, max: 2 }),
    months: fc.option(fc.integer({ min: 0, max: 5 })),
    isWithin: fc.boolean(),
  })
  .map(({ from, months, isWithin }) => ({
    validFrom: `${addMonths(MONTH, from)}-${isWithin ? '11' : '01'}`,
    validTo: months === null ? null : lastDayOf(addMonths(MONTH, from + months)),
  }));
const unitIds = ['a', 'b', 'c', 'd'];

const registry: fc.Arbitrary<JudgingRegistry> = fc
  .tuple(
    fc.array(fc.record({ at: fc.nat(3), tier: fc.constantFrom('province', 'district'), validity }), { maxLength: 8 }),
    fc.array(fc.record({ at: fc.nat(3), source: fc.constantFrom('x', 'y'), validity }), { maxLength: 8 }),
    fc.array(fc.record({ tier: fc.constantFrom('province', 'district'), start: fc.constantFrom(1, 21), validity }), {
      maxLength: 4,
    }),
  )
  .map(([units, unitSources, policies]) => ({
    units: units.map(({ at, tier, validity: dates }) => ({
      unitId: unitIds[at] ?? 'a',
      name: `Đơn vị ${at}`,
      tier,
      kind: 'other' as const,
      parentUnitId: null,
      ...dates,
    })),
    unitSources: unitSources.map(({ at, source, validity: dates }) => ({
      unitId: unitIds[at] ?? 'a',
      sourceId: source,
      ...dates,
    })),
    policies: policies.map(({ tier, start, validity: dates }, number) =>
      policyOf664(tier, { policyId: `p${number}`, periodStartDay: start, ...dates }),
    ),
    sources: ['x', 'y'].map((sourceId) =>
      sourceSchema.parse({
        sourceId,
        name: sourceId,
        ownerUnitId: 'a',
        timeZone: ZONE,
        rhythm: 'daily',
        columns: { dossierCode: 'a', unitCode: 'b', receivedAt: 'c', dueAt: 'd', completedAt: 'e', status: 'f' },
        dateFormats: ['yyyyMMdd'],
        statuses: { '4': 'open' },
      }),
    ),
    lineage: [],
  }));

/** Who is judged by what, from where: as text, in an order of its own. */
function gist(plans: readonly MonthPlan[]): string[] {
  return plans
    .flatMap(({ source, period, waitDays, units }) =>
      units.map(({ unit, rules }) =>
        JSON.stringify([unit.unitId, unit.tier, source?.sourceId, period, waitDays, rules.policy?.policyId]),
      ),
    )
    .toSorted();
}

/** Import refuses rows of one subject that overlap; of those the first would win, and the kept order is another. */
function isUnambiguous({ units, unitSources, policies }: JudgingRegistry): boolean {
  const last = lastDayOf(MONTH);
  const overlaps = <Row extends { validFrom: string; validTo: string | null }>(
    rows: readonly Row[],
    keyOf: (row: Row) => string,
  ) =>
    [...Map.groupBy(rows, keyOf).values()].some((group) =>
      group.some((one, position) =>
        group
          .slice(position + 1)
          .some((other) => one.validFrom <= (other.validTo ?? last) && other.validFrom <= (one.validTo ?? last)),
      ),
    );
  return (
    !overlaps(units, ({ unitId }) => unitId) &&
    !overlaps(unitSources, ({ unitId }) => unitId) &&
    !overlaps(policies, ({ tier }) => tier)
  );
}

test('planning a month from the rows that are kept with it gives what the whole registry gives', () => {
  fc.assert(
    fc.property(registry.filter(isUnambiguous), (whole) => {
      const kept = registryOfMonth(whole, MONTH, ZONE);
      expect(gist(planMonth(kept, MONTH, ZONE))).toEqual(gist(planMonth(whole, MONTH, ZONE)));
      expect(registryOfMonth(kept, MONTH, ZONE)).toEqual(kept);
    }),
    { numRuns: 500 },
  );
});

test('what is kept does not depend on the order in which the table gives its rows, and names nobody', () => {
  fc.assert(
    fc.property(registry, (whole) => {
      const backwards = { ...whole, units: whole.units.toReversed(), policies: whole.policies.toReversed() };
      const [object, same] = [whole, backwards].map((rows) => renderRegistry(registryOfMonth(rows, MONTH, ZONE)));
      expect(same).toEqual(object);
      expect(object?.content).not.toMatch(/headName|headEmail|deputyEmails|ccEmails/);
    }),
  );
});
