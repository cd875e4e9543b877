import { expect, test } from '@jest/globals';
import type { Finding } from '../../shared/finding/finding.ts';
import { whyUnitIsReached } from '../../shared/finding/is-over.ts';
import type { Unit } from '../../shared/unit/unit.ts';
import { unit } from '../notice-planning/facts.ts';
import { movedDueDate } from './facts.ts';

const unreachable: Finding = { ...movedDueDate, kind: 'unit-unreachable', findingId: 'unit-unreachable#2020-07' };
const withoutAddress: Unit = { ...unit('so-khdt'), headEmail: null, deputyEmails: [], ccEmails: [] };
const withDeputy: Unit = { ...withoutAddress, deputyEmails: ['pho@angiang.example'] };

test('a unit is reached again once its head or a deputy can be mailed; a copy is not enough', () => {
  const withCopy = { ...withoutAddress, ccEmails: ['van-thu@angiang.example'] };

  expect(whyUnitIsReached(unreachable, withDeputy, withDeputy)).toMatch(/nay có địa chỉ/);
  expect(whyUnitIsReached(unreachable, withCopy, withCopy)).toBeNull();
});

test('an address that is still aside reaches nobody', () => {
  expect(whyUnitIsReached(unreachable, withDeputy, withoutAddress)).toBeNull();
});

test('an address that bounced is over once the registry no longer names it, in whatever case it was written', () => {
  const bounced = { ...unreachable, evidence: { address: 'Pho@AnGiang.example' } };

  expect(whyUnitIsReached(bounced, withDeputy, withDeputy)).toBeNull();
  expect(whyUnitIsReached(bounced, withoutAddress, withoutAddress)).toMatch(/không còn dùng địa chỉ Pho@AnGiang/);
});
