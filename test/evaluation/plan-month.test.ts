import { expect, test } from '@jest/globals';
import { isJudged, type PlanningRegistry, planMonth } from '../../shared/evaluation/plan-month.ts';
import { type Source, sourceSchema } from '../../shared/source/source.ts';
import type { Tier, Unit, UnitSource } from '../../shared/unit/unit.ts';
import { policyOf664 } from './policies.ts';

const TIME_ZONE = 'Asia/Ho_Chi_Minh';

function unit(unitId: string, tier: Tier, more: Partial<Unit> = {}): Unit {
  return {
    unitId,
    name: unitId,
    tier,
    kind: 'locality',
    parentUnitId: null,
    headName: null,
    headEmail: null,
    deputyEmails: [],
    ccEmails: [],
    validFrom: '2020-01-01',
    validTo: null,
    ...more,
  };
}

function countsFor(
  unitId: string,
  sourceId: string,
  validFrom = '2020-01-01',
  validTo: string | null = null,
): UnitSource {
  return { unitId, sourceId, validFrom, validTo };
}

function source(sourceId: string, more: Partial<Source> = {}): Source {
  return sourceSchema.parse({
    sourceId,
    name: sourceId,
    ownerUnitId: 'so-tttt',
    timeZone: TIME_ZONE,
    rhythm: 'daily',
    columns: { dossierCode: 'a', unitCode: 'b', receivedAt: 'c', dueAt: 'd', completedAt: 'e', status: 'f' },
    dateFormats: ['yyyyMMddHHmmss'],
    statuses: { '4': 'open' },
    ...more,
  });
}

const registry: PlanningRegistry = {
  units: [
    unit('so-xd', 'province'),
    unit('cho-moi', 'district'),
    unit('my-luong', 'commune', { parentUnitId: 'cho-moi' }),
    unit('bo-cu', 'commune', { parentUnitId: 'cho-moi', validTo: '2020-06-29' }),
  ],
  unitSources: [
    countsFor('so-xd', 'portal', '2020-01-01', '2020-05-31'),
    countsFor('so-xd', 'own-system', '2020-06-01'),
    countsFor('cho-moi', 'portal'),
    countsFor('my-luong', 'portal'),
    countsFor('bo-cu', 'portal'),
  ],
  policies: [policyOf664('province'), policyOf664('district')],
  sources: [source('portal'), source('own-system')],
};

function summary(changed: Partial<PlanningRegistry>, month: string) {
  return planMonth({ ...registry, ...changed }, month, TIME_ZONE).map((plan) => [
    plan.source?.sourceId ?? null,
    plan.period.lastDay,
    plan.units.map((toJudge) => toJudge.unit.unitId),
  ]);
}

test('the units in force on the month’s last day are judged, each from the source that counted for it then', () => {
  expect(summary({}, '2020-06')).toEqual([
    ['own-system', '2020-06-30', ['so-xd']],
    ['portal', '2020-06-30', ['cho-moi', 'my-luong']],
  ]);
  expect(summary({}, '2020-05')).toEqual([['portal', '2020-05-31', ['so-xd', 'cho-moi', 'my-luong', 'bo-cu']]]);
});

test('units that no source counts for, or one that is not registered, stand apart', () => {
  expect(summary({ sources: [source('portal')] }, '2020-06')).toEqual([
    [null, '2020-06-30', ['so-xd']],
    ['portal', '2020-06-30', ['cho-moi', 'my-luong']],
  ]);
});

test('a tier with another period is judged apart, by the units in force on that period’s last day', () => {
  // Prepare: the districts' June ends on 20/06, when bo-cu was still in force; communes have the calendar month
  const policies = [policyOf664('district', { periodStartDay: 21 }), policyOf664('commune', { periodStartDay: 21 })];

  // Act and Assess
  expect(summary({ policies }, '2020-06')).toEqual([
    ['own-system', '2020-06-30', ['so-xd']],
    ['portal', '2020-06-20', ['cho-moi', 'my-luong', 'bo-cu']],
  ]);
});

test('a commune is counted by its district only where the policy counts children', () => {
  // Act
  const alone = planMonth(registry, '2020-06', TIME_ZONE)[1]?.countedBy;
  const policies = [policyOf664('district', { countsChildren: true })];
  const together = planMonth({ ...registry, policies }, '2020-06', TIME_ZONE)[1]?.countedBy;

  // Assess
  expect(alone?.get('my-luong')).toEqual(['my-luong']);
  expect(together?.get('my-luong')).toEqual(['my-luong', 'cho-moi']);
  expect(together?.get('cho-moi')).toEqual(['cho-moi']);
});

test('a district that counts its communes is judged in part where another source, or none, counts for one of them', () => {
  // Prepare
  const counting = [policyOf664('district', { countsChildren: true })];
  const inPart = (changes: Partial<PlanningRegistry>) =>
    planMonth({ ...registry, policies: counting, ...changes }, '2020-06', TIME_ZONE)
      .flatMap(({ units }) => units)
      .filter(({ isCountedInPart }) => isCountedInPart)
      .map(({ unit: { unitId } }) => unitId);
  const withMyLuongBy = (...rows: UnitSource[]) => [countsFor('cho-moi', 'portal'), ...rows];

  // Act and Assess
  expect(inPart({})).toEqual([]);
  expect(inPart({ unitSources: withMyLuongBy(countsFor('my-luong', 'own-system')) })).toEqual(['cho-moi']);
  expect(inPart({ unitSources: withMyLuongBy() })).toEqual(['cho-moi']);
  expect(inPart({ unitSources: withMyLuongBy(), policies: [policyOf664('district')] })).toEqual([]);
  // From June on the portal counts for it.
  const moved = [
    countsFor('my-luong', 'own-system', '2020-01-01', '2020-05-31'),
    countsFor('my-luong', 'portal', '2020-06-01'),
  ];
  expect(inPart({ unitSources: withMyLuongBy(...moved) })).toEqual([]);
});

test('units that name each other as parents are no endless chain', () => {
  // Prepare
  const units = [unit('a', 'district', { parentUnitId: 'b' }), unit('b', 'district', { parentUnitId: 'a' })];
  const policies = [policyOf664('district', { countsChildren: true })];
  const unitSources = [countsFor('a', 'portal'), countsFor('b', 'portal')];

  // Act
  const [plan] = planMonth({ ...registry, units, policies, unitSources }, '2020-06', TIME_ZONE);

  // Assess
  expect(plan?.countedBy.get('a')).toEqual(['a', 'b']);
});

test('a source is judged from evaluateFrom on, or else from the month of its first snapshot', () => {
  // Prepare
  const [june] = planMonth(registry, '2020-06', TIME_ZONE);
  if (june === undefined) throw new Error('nobody is judged');

  // Act and Assess
  expect(isJudged(source('portal', { evaluateFrom: '2020-06' }), june, null)).toBe(true);
  expect(isJudged(source('portal', { evaluateFrom: '2020-07' }), june, '2020-01-01')).toBe(false);
  expect(isJudged(source('portal'), june, '2020-06-30')).toBe(true);
  expect(isJudged(source('portal'), june, '2020-07-01')).toBe(false);
  expect(isJudged(source('portal'), june, null)).toBe(false);
});

test('tiers of which one changes its start day this month are each judged over their own days', () => {
  // Prepare: districts go from the 21st back to calendar months in June, provincial units had them all along
  const policies = [
    policyOf664('province', { policyId: 'province' }),
    policyOf664('district', {
      policyId: 'from-21st',
      periodStartDay: 21,
      validFrom: '2020-01-01',
      validTo: '2020-05-31',
    }),
    policyOf664('district', { policyId: 'calendar', validFrom: '2020-06-01' }),
  ];

  // Act
  const plans = planMonth(
    {
      ...registry,
      policies,
      unitSources: [countsFor('so-xd', 'portal'), countsFor('cho-moi', 'portal')],
      units: [unit('so-xd', 'province'), unit('cho-moi', 'district')],
    },
    '2020-06',
    TIME_ZONE,
  );

  // Assess: the district's June is long, and nobody else's is
  const firstDays = plans.flatMap(({ units, period }) =>
    units.map(({ unit: { unitId } }) => [unitId, period.firstDay]),
  );
  expect(Object.fromEntries(firstDays)).toEqual({ 'so-xd': '2020-06-01', 'cho-moi': '2020-05-21' });
});
