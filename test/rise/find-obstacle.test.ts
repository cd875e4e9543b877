import { expect, test } from '@jest/globals';
import type { Governing } from '../../shared/evaluation/evaluation.ts';
import type { UnitToJudge } from '../../shared/evaluation/plan-month.ts';
import { monthRulesOf } from '../../shared/policy/month-rules.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { findCollector } from '../../shared/rise/find-collector.ts';
import { findObstacle, type JudgedUnitMonth } from '../../shared/rise/find-obstacle.ts';
import type { RiseUntoldBecause } from '../../shared/rise/rise.ts';
import { policyOf664 } from '../evaluation/policies.ts';

const unit = {
  unitId: 'so-y-te',
  name: 'Sở Y tế',
  tier: 'province' as const,
  kind: 'department' as const,
  parentUnitId: null,
  validFrom: '2019-01-01',
  validTo: null,
};
const governing: Governing = {
  day: '2020-06-30',
  fileNumber: 1,
  canonicalKey: 'canonical/portal/2020-06-30/a.ndjson.gz',
  canonicalDigest: 'a',
  objectKey: null,
  objectDigest: null,
  stateDigest: null,
  reading: 'as-last-seen',
};

function judged(month: string, policies: readonly Policy[] = [], more: Partial<UnitToJudge> = {}): JudgedUnitMonth {
  const rules = monthRulesOf(policies, 'province', month, 'Asia/Ho_Chi_Minh');
  return { unit: { unit, rules, isCountedInPart: false, ...more }, evaluation: { governing, sourceId: 'portal' } };
}

type Rows = Parameters<typeof findObstacle>[2];
const registry: Rows = { units: [unit], lineage: [] };
const may = judged('2020-05');
const june = judged('2020-06');
const merged = (on: string) => [{ oldUnitId: 'so-cu', newUnitId: 'so-y-te', share: 'full' as const, on }];
/** From July on periods begin on the 21st: July's has 20 days. */
const from21 = [
  policyOf664('province', { validFrom: '2020-01-01', validTo: '2020-06-30' }),
  policyOf664('province', { validFrom: '2020-07-01', periodStartDay: 21 }),
];
const byDay = [policyOf664('province', { validFrom: '2020-06-01', comparison: 'day', basis: 'resolved' })];

test.each<[string, JudgedUnitMonth, JudgedUnitMonth, Rows, RiseUntoldBecause | null]>([
  ['two whole months of one source', may, june, registry, null],
  ['another basis and comparison: both are counted by the later ones', may, judged('2020-06', byDay), registry, null],
  ['a unit of June', { ...may, unit: null }, june, registry, 'unit-began-or-ends'],
  ['a May that is not judged', { ...may, evaluation: null }, june, registry, 'month-before-not-judged'],
  [
    'a May without snapshot',
    { ...may, evaluation: { governing: null, sourceId: 'portal' } },
    june,
    registry,
    'governing-snapshot-missing',
  ],
  [
    'a unit that began within May',
    may,
    june,
    { ...registry, units: [{ ...unit, validFrom: '2020-05-15' }] },
    'unit-began-or-ends',
  ],
  [
    'a unit that ends with June',
    may,
    june,
    { ...registry, units: [{ ...unit, validTo: '2020-06-30' }] },
    'unit-began-or-ends',
  ],
  ['a unit that took in another', may, june, { ...registry, lineage: merged('2020-06-01') }, 'unit-merged-or-split'],
  ['a unit that did so long ago', may, june, { ...registry, lineage: merged('2020-05-01') }, null],
  ['another source', { ...may, evaluation: { governing, sourceId: 'own-system' } }, june, registry, 'source-changed'],
  [
    'a June that is counted in part',
    may,
    judged('2020-06', [], { isCountedInPart: true }),
    registry,
    'counted-otherwise',
  ],
  ['a period of 20 days', judged('2020-06', from21), judged('2020-07', from21), registry, 'counted-otherwise'],
])('whether months can be compared: %s', (_, before, now, rows, obstacle) => {
  expect(findObstacle(before, now, rows)).toBe(obstacle);
});

test('explanations are collected by the unit that owns the source by which most units are judged', () => {
  const plan = (ownerUnitId: string | null, count: number) => ({
    source: ownerUnitId === null ? null : { sourceId: ownerUnitId, name: ownerUnitId, ownerUnitId },
    units: june.unit === null ? [] : Array.from({ length: count }, () => june.unit).filter((one) => one !== null),
  });
  expect(findCollector([plan('so-khdt', 1), plan('so-tttt', 2), plan('so-tttt', 1), plan(null, 9)])).toBe('so-tttt');
  expect(findCollector([plan(null, 3)])).toBeNull();
});
