import { expect, test } from '@jest/globals';
import { findSuperior } from '../../shared/assignment/find-superior.ts';
import type { Unit } from '../../shared/unit/unit.ts';
import { unit } from '../notice-planning/facts.ts';

function superiorOf(lateUnitId: string, ...units: Unit[]) {
  return findSuperior(lateUnitId, 'so-tttt', new Map(units.map((row) => [row.unitId, row])));
}

const commune = unit('xa-phu-huu', { parentUnitId: 'huyen-an-phu' });
const lead = unit('so-tttt');

test('a commune’s superior is its district', () => {
  expect(superiorOf('xa-phu-huu', commune, unit('huyen-an-phu'), lead)).toEqual({
    unitId: 'huyen-an-phu',
    role: 'superior',
  });
});

test.each<[string, Unit[]]>([
  ['a unit without a superior', [unit('xa-phu-huu'), lead]],
  ['a superior that is no longer in force', [commune, lead]],
  ['a superior without any address', [commune, unit('huyen-an-phu', { headEmail: null }), lead]],
  ['a late unit that was merged', [lead]],
  ['a lead unit that was merged, whose successors are written to', [unit('xa-phu-huu')]],
])('%s: the unit that leads is told', (_, units) => {
  expect(superiorOf('xa-phu-huu', ...units)).toEqual({ unitId: 'so-tttt', role: 'lead' });
});

test('a superior’s deputy is an address', () => {
  const district = unit('huyen-an-phu', { headEmail: null, deputyEmails: ['pho@an-phu.example'] });

  expect(superiorOf('xa-phu-huu', commune, district, lead)?.unitId).toBe('huyen-an-phu');
});

test('the lead unit that is late itself, and one without an address, leave nobody', () => {
  expect(superiorOf('so-tttt', lead)).toBeNull();
  expect(superiorOf('xa-phu-huu', unit('xa-phu-huu'), unit('so-tttt', { headEmail: null }))).toBeNull();
});
