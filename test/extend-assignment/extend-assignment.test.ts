import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AssignmentEventStore } from '../../shared/assignment/assignment-event-store.ts';
import { type OrderedProvince, startOrderedProvince } from '../assignment/ordered-province.ts';

let province: OrderedProvince;
let events: AssignmentEventStore;

const event = {
  actor: 'chanh-van-phong',
  reason: 'Cổng dịch vụ công bảo trì',
  reference: '702/UBND-TH',
  assignmentId: '664-1a',
  dueOn: '2020-07-20',
};

beforeAll(async () => {
  province = await startOrderedProvince();
  events = new AssignmentEventStore(province.tables, province.engines.tableNames.Registry);
});
afterAll(() => province.close());

const extend = (changes: object = {}, on = '2020-07-13') =>
  province.order('extend-assignment', { ...event, ...changes }, on);

test('all units of an assignment get more time, once; the first due date stays visible', async () => {
  // Act
  const first = await extend();
  const again = await extend({ actor: 'van-thu', reason: 'Nhập lại' }, '2020-07-16');

  // Assess
  const standing = { state: 'open', firstDueOn: '2020-07-14', dueOn: '2020-07-20' };
  const standings = { 'so-tttt': standing, 'so-khdt': standing, 'so-gtvt': standing };
  const extension = {
    ...event,
    unitId: null,
    insteadOf: '2020-07-14',
    recordedAt: '2020-07-13T03:00:00.000Z',
  };
  expect(first).toEqual({ isNew: true, extension, standings });
  expect(again).toEqual({ isNew: false, extension, standings });
  expect((await events.all()).extensions).toEqual([extension]);
});

test('one unit gets more time after all of them did, and then all get as much: it loses nothing', async () => {
  // Act
  const own = await extend({ assignmentId: '664-3', unitId: 'so-xd', dueOn: '2020-07-24' });
  const all = await extend({ assignmentId: '664-3', dueOn: '2020-07-17' });

  // Assess
  expect(own).toMatchObject({ standings: { 'so-xd': { dueOn: '2020-07-24' } } });
  expect(all).toMatchObject({
    isNew: true,
    extension: { insteadOf: '2020-07-14' },
    standings: { 'so-xd': { dueOn: '2020-07-24' }, 'so-khdt': { dueOn: '2020-07-17' } },
  });
});

test('one month of a recurring report is extended without the next', async () => {
  // Act
  await extend({ assignmentId: '664-4@2020-07', dueOn: '2020-07-31' });
  const august = await extend({ assignmentId: '664-4@2020-08', dueOn: '2020-08-17' }, '2020-08-10');

  // Assess
  expect(august).toMatchObject({ extension: { insteadOf: '2020-08-14' } });
});

test.each([
  [
    'the same day by another document',
    { reference: '800/UBND-TH' },
    'EXTENDED_OTHERWISE',
    /2020-07-20 .* 702\/UBND-TH/,
  ],
  ['the due date that there is', { unitId: 'so-khdt' }, 'NOT_AN_EXTENSION', /due from so-khdt on 2020-07-20 .*702/],
  ['an earlier day', { dueOn: '2020-07-17' }, 'NOT_AN_EXTENSION', /on 2020-07-20 \(by 702\/UBND-TH, entered by chanh/],
  ['a slip of the year', { dueOn: '2120-07-20' }, 'NOT_AN_EXTENSION', /not after 2021-07-21/],
  ['a unit that owes nothing', { unitId: 'so-y-te', dueOn: '2020-07-24' }, 'UNIT_NOT_ASSIGNED', /so-y-te/],
  ['a recurring report without its month', { assignmentId: '664-4' }, 'INSTANCE_UNKNOWN', /664-4@2020-07/],
  ['no reason', { reason: '' }, 'UNREADABLE_EVENT', /reason/],
  ['a field that nobody knows', { unit: 'so-khdt' }, 'UNREADABLE_EVENT', /unit/],
])('%s is refused, and nothing is written', async (_, changes, code, message) => {
  // Prepare
  const before = await events.all();

  // Assess
  await expect(extend(changes)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  expect(await events.all()).toEqual(before);
});

test('of two who extend to the same day by different documents, one is kept and the other hears of it', async () => {
  // Act
  const outcomes = await Promise.allSettled(
    ['1/QĐ', '2/QĐ'].map((reference) => extend({ reference, dueOn: '2020-07-29' })),
  );

  // Assess
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect((await events.all()).extensions.filter(({ dueOn }) => dueOn === '2020-07-29')).toHaveLength(1);
});
