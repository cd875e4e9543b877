import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AssignmentEventStore } from '../../shared/assignment/assignment-event-store.ts';
import { type OrderedProvince, startOrderedProvince } from '../assignment/ordered-province.ts';

let province: OrderedProvince;
let events: AssignmentEventStore;

const event = {
  actor: 'chanh-van-phong',
  reason: 'Thiếu số liệu quý II',
  assignmentId: '664-1a',
  unitId: 'so-khdt',
  receivedOn: '2020-07-10',
};

beforeAll(async () => {
  province = await startOrderedProvince();
  events = new AssignmentEventStore(province.tables, province.engines.tableNames.Registry);
});
afterAll(() => province.close());

const reopen = (changes: object = {}, on = '2020-07-16') =>
  province.order('reopen-assignment', { ...event, ...changes }, on);

/** A unit hands in a report. */
const record = (changes: object, on = '2020-07-30') =>
  province.order('record-report', { ...event, reason: 'Công văn đến', ...changes }, on);

test('a report is handed back once, with the reason, and is owed again until the new due date', async () => {
  // Prepare
  await record({}, '2020-07-10');

  // Act
  const first = await reopen({ dueOn: '2020-07-24' });
  const again = await reopen({ dueOn: '2020-07-24', actor: 'van-thu' }, '2020-07-17');

  // Assess
  const reopening = {
    ...event,
    round: 0,
    dueOn: '2020-07-24',
    reopenedOn: '2020-07-16',
    reference: null,
    recordedAt: '2020-07-16T03:00:00.000Z',
  };
  const standing = { state: 'reopened', firstDueOn: '2020-07-14', dueOn: '2020-07-24' };
  expect(first).toEqual({ isNew: true, reopening, standing });
  expect(again).toEqual({ isNew: false, reopening, standing });
});

test('the order to hand back a report that comes again after the next one leaves that one alone', async () => {
  // Prepare
  const unit = { unitId: 'so-gtvt' };
  await record(unit, '2020-07-10');
  await reopen(unit);
  const second = await record({ ...unit, receivedOn: '2020-07-20' });

  // Act
  const late = await reopen(unit, '2020-07-30');
  const secondTime = await reopen({ ...unit, receivedOn: '2020-07-20' }, '2020-07-30');

  // Assess
  expect(second).toMatchObject({ report: { round: 1 } });
  expect(late).toMatchObject({ isNew: false, standing: { state: 'reported-late' } });
  expect(secondTime).toMatchObject({ isNew: true, reopening: { round: 1 }, standing: { state: 'late' } });
});

test('a report that was handed back twice on one day by different words is handed back once', async () => {
  // Prepare
  const unit = { assignmentId: '664-3', unitId: 'so-xd' };
  await record(unit);

  // Act
  const outcomes = await Promise.allSettled(
    ['Thiếu phụ lục', 'Sai biểu mẫu'].map((reason) => reopen({ ...unit, reason })),
  );

  // Assess
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect((await events.all()).reopenings.filter(({ unitId }) => unitId === 'so-xd')).toHaveLength(1);
});

test.each([
  ['where nothing came in', { unitId: 'so-tttt' }, 'NOT_REPORTED', /so-tttt on 664-1a/],
  [
    'by the wrong day',
    { assignmentId: '664-3', unitId: 'so-khdt', receivedOn: '2020-07-09' },
    'REPORT_RECORDED_OTHERWISE',
    /2020-07-10, not on/,
  ],
  [
    'with another due date',
    { dueOn: '2020-07-31' },
    'REOPENED_OTHERWISE',
    /2020-07-16 by chanh-van-phong .*2020-07-24/,
  ],
  [
    'due before it was',
    { assignmentId: '664-3', unitId: 'so-khdt', dueOn: '2020-07-13' },
    'DUE_DATE_WRONG',
    /from 2020-07-16/,
  ],
  [
    'due in a hundred years',
    { assignmentId: '664-3', unitId: 'so-khdt', dueOn: '2120-07-13' },
    'DUE_DATE_WRONG',
    /2021/,
  ],
  ['of a unit that owes nothing', { unitId: 'so-y-te' }, 'UNIT_NOT_ASSIGNED', /so-y-te/],
  ['without saying which', { receivedOn: undefined }, 'UNREADABLE_EVENT', /receivedOn/],
])('handing back %s is refused, and nothing is written', async (_, changes, code, message) => {
  // Prepare
  await record({ assignmentId: '664-3', unitId: 'so-khdt' });
  const before = await events.all();

  // Assess
  await expect(reopen(changes)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  expect(await events.all()).toEqual(before);
});
