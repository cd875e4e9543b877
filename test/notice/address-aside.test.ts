import { expect, test } from '@jest/globals';
import { type AddressAside, AsideRegister } from '../../shared/notice/address-aside.ts';
import { listUnreachable } from '../../shared/notice/list-unreachable.ts';
import { unit } from '../notice-planning/facts.ts';

const HEAD = 'Giam-Doc@so-a.example';
const DEPUTY = 'pho@so-a.example';
const soA = unit('so-a', { headEmail: HEAD, deputyEmails: [DEPUTY], ccEmails: ['van-thu@so-a.example'] });

function aside(changes: Partial<AddressAside> = {}): AddressAside {
  const address = (changes.address ?? HEAD).toLowerCase();
  return { unitId: 'so-a', since: '2020-07-09T00:31:00.000Z', reason: 'x', noticeId: 'n', ...changes, address };
}

const imported = (at: string) => new Map([['so-a', at]]);
const registerOf = (asides: AddressAside[], changedAt = imported('2020-01-01T00:00:00.000Z')) =>
  new AsideRegister({ asides, restorations: [] }, changedAt);

test('what bounced is not mailed, whatever the case of its letters, and all else is', () => {
  const { headEmail, deputyEmails, ccEmails } = registerOf([aside()]).withoutAsides(soA);
  expect([headEmail, deputyEmails, ccEmails]).toEqual([null, [DEPUTY], ['van-thu@so-a.example']]);
});

test('it is mailed again when the registry row of the unit has changed since, and only then', () => {
  const standsAfter = (at: string) => registerOf([aside()], imported(at)).standing('so-a', HEAD) !== null;
  expect(standsAfter('2020-07-09T00:30:59.999Z')).toBe(true);
  expect(standsAfter('2020-07-09T00:31:00.001Z')).toBe(false);
});

test('another unit that names the address does not mail it either, until its own row changes', () => {
  const register = registerOf([aside()], imported('2020-07-10T00:00:00.000Z'));
  expect(register.standing('so-a', HEAD)).toBeNull();
  expect(register.standing('so-b', HEAD)).toMatchObject({ unitId: 'so-a' });
});

test('units are listed with why and since when, those whom no mail reaches first', () => {
  // Prepare
  const soB = unit('so-b');
  const ofB = aside({ unitId: 'so-b', address: 'so-b@an-giang.example', since: '2020-07-10T00:31:00.000Z' });
  const withoutAddress = unit('xa-c', { headEmail: null });
  const register = registerOf([aside(), ofB]);

  // Act
  const listed = listUnreachable([soA, soB, withoutAddress, unit('so-d')], register, () => []);

  // Assess: xa-c has nothing to be told
  expect(listed.map(({ unit: { unitId }, hasNobody, since }) => [unitId, hasNobody, since])).toEqual([
    ['so-b', true, '2020-07-10T00:31:00.000Z'],
    ['so-a', false, '2020-07-09T00:31:00.000Z'],
  ]);
});
