import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { unit } from '../notice-planning/facts.ts';
import { type Arrival, MailDays } from './mail-days.ts';

const QUOTA = 'Throttling: Daily message quota exceeded.';
const LONG_AGO = '2020-01-01T00:00:00.000Z';
const HEAD = 'thu-truong@so-khdt.example';
const NEW_HEAD = 'thu-truong-moi@so-khdt.example';
const DEPUTY = 'pho@so-khdt.example';

let days: MailDays;
beforeAll(async () => {
  days = await MailDays.start();
});
afterAll(() => days.close());

const recipients = (arrivals: readonly Arrival[]) => arrivals.map(({ to }) => to);

test('a head whose address is dead is not mailed again before the registry is mended; his deputy is, each time at once', async () => {
  // Prepare
  const row = unit('so-khdt', { headEmail: HEAD, deputyEmails: [DEPUTY] });
  await days.register(row, LONG_AGO);
  days.dead.add(HEAD);

  // Act: Thursday, Friday; the registry is mended on Friday at 09:00; Monday
  await days.deduct('so-khdt', '2020-04');
  const thursday = await days.pass('2020-07-09');
  await days.deduct('so-khdt', '2020-05');
  const friday = await days.pass('2020-07-10');
  const admins = await days.watch('2020-07-10');
  await days.register({ ...row, headEmail: NEW_HEAD }, '2020-07-10T02:00:00.000Z');
  await days.deduct('so-khdt', '2020-06');
  const monday = await days.pass('2020-07-13');

  // Assess
  expect([thursday, friday, monday].map(recipients)).toEqual([[DEPUTY], [DEPUTY], [NEW_HEAD]]);
  expect(admins).toEqual([expect.stringContaining(`so-khdt): ${HEAD} aside since 2020-07-09T00:30:00.000Z`)]);
  // On Friday the head was not tried: the deputy has the digest itself, not the one that takes its place.
  expect([thursday, friday].map(([arrival]) => arrival?.noticeId.endsWith('_deputies'))).toEqual([true, false]);
  expect(await days.watch('2020-07-13')).toEqual([]);
});

test('what a unit is to be told whom no mail reaches is kept until somebody can be reached', async () => {
  // Prepare
  const row = unit('so-y-te', { headEmail: 'thu-truong@so-y-te.example' });
  await days.register(row, LONG_AGO);
  days.dead.add('thu-truong@so-y-te.example');
  await days.deduct('so-y-te', '2020-05');

  // Act
  const tried = [await days.pass('2020-07-14'), await days.pass('2020-07-15')];
  await days.register({ ...row, deputyEmails: ['pho@so-y-te.example'] }, '2020-07-15T02:00:00.000Z');
  days.dead.delete('thu-truong@so-y-te.example');
  const mended = [await days.pass('2020-07-16'), await days.pass('2020-07-17')];

  // Assess
  expect(tried.map(recipients)).toEqual([[], []]);
  expect(mended.map(recipients)).toEqual([['thu-truong@so-y-te.example'], []]);
});

test('a day without quota: one digest goes out in the afternoon, the others the next morning, each topic once', async () => {
  // Prepare
  const unitIds = ['so-a', 'so-b', 'so-c'];
  for (const unitId of unitIds) {
    await days.register(unit(unitId), LONG_AGO);
    await days.deduct(unitId, '2020-04');
  }

  // Act: on Monday none in the morning, one at noon; at 18:00 the day is over
  days.line.refuse(QUOTA, QUOTA, QUOTA);
  const morning = await days.pass('2020-07-20');
  const admins = await days.watch('2020-07-20');
  const noon = await days.continueAt('2020-07-20', '12:00', QUOTA, QUOTA);
  const evening = await days.continueAt('2020-07-20', '18:00');
  const [tuesday, wednesday] = [await days.pass('2020-07-21'), await days.pass('2020-07-22')];

  // Assess
  expect([morning, evening, wednesday]).toEqual([[], [], []]);
  expect(admins).toEqual([expect.stringContaining('Digests that wait to be sent: 3')]);
  expect([noon, tuesday].map(({ length }) => length)).toEqual([1, 2]);
  expect(recipients([...noon, ...tuesday]).sort()).toEqual(unitIds.map((unitId) => `${unitId}@an-giang.example`));
});

test('a sender that SES does not know reaches nobody, blames nobody, and tells all when it is known', async () => {
  // Prepare
  await days.register(unit('so-d', { deputyEmails: ['pho@so-d.example'] }), LONG_AGO);
  await days.deduct('so-d', '2020-04');
  const unknown = 'MessageRejected: Email address is not verified.';

  // Act: Thursday, and the Friday after
  days.line.refuse(unknown);
  const thursday = await days.pass('2020-07-23');
  const evening = await days.continueAt('2020-07-23', '18:00');
  const friday = await days.pass('2020-07-24');

  // Assess
  expect([thursday, evening].map(recipients)).toEqual([[], []]);
  expect(recipients(friday)).toEqual(['so-d@an-giang.example']);
});
