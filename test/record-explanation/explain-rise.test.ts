import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { AssignmentEventStore } from '../../shared/assignment/assignment-event-store.ts';
import { ExplanationRequestStore } from '../../shared/assignment/explanation-request-store.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { setEnvironment } from '../decide-deduction/open-deductions.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { requestOf, riseOf } from './risen.ts';

let engines: Engines;
let record: (event: unknown) => Promise<unknown>;

beforeAll(async () => {
  engines = await startEngines();
  setEnvironment(engines);
  const { handler } = await import('../../functions/record-explanation/handler.ts');
  record = (event) => handler(event, {} as Context);
});
beforeEach(() => {
  process.env.SIMULATED_NOW = '2020-07-08T03:00:00.000Z';
});
afterAll(async () => {
  delete process.env.SIMULATED_NOW;
  await engines.close();
});

const findings = () => new FindingStore(connectTables(), engines.tableNames.Findings);
const events = () => new AssignmentEventStore(connectTables(), engines.tableNames.Registry);

/** Noticed on 01/07/2020, to be explained by 08/07. */
async function ask(unitId: string): Promise<void> {
  await findings().notice(riseOf(unitId));
  await new ExplanationRequestStore(connectTables(), engines.tableNames.Registry).ask(requestOf(unitId));
}

function explained(unitId: string, changes: object = {}) {
  return {
    about: 'rise',
    unitId,
    month: '2020-06',
    receivedOn: '2020-07-07',
    text: 'Hai viên chức nghỉ thai sản, đã bố trí người thay',
    reference: '91/SXD',
    actor: 'van-thu',
    reason: 'Công văn đến số 812',
    ...changes,
  };
}

test('an explanation of a rise ends what is owed, and the finding is explained, once', async () => {
  // Prepare
  await ask('so-xay-dung');

  // Act
  const first = await record(explained('so-xay-dung'));
  const again = await record(explained('so-xay-dung'));

  // Assess
  const standing = { state: 'reported-on-time', firstDueOn: '2020-07-08', dueOn: '2020-07-08' };
  expect(first).toMatchObject({ isNew: true, standing, findingState: 'explained' });
  expect(again).toMatchObject({ isNew: false, standing, findingState: 'explained' });
  expect((await events().all()).reports).toMatchObject([
    { assignmentId: 'rise@2020-06#so-xay-dung', unitId: 'so-xay-dung', text: explained('').text, reference: '91/SXD' },
  ]);
  const finding = await findings().find('so-xay-dung', 'overdue-rose#2020-06');
  expect(finding?.state).toBe('explained');
  expect(finding?.history).toEqual([
    {
      state: 'explained',
      actor: 'van-thu',
      reason: 'Đơn vị giải trình, nhận ngày 07/07/2020: Hai viên chức nghỉ thai sản, đã bố trí người thay',
      reference: '91/SXD',
      at: '2020-07-08T03:00:00.000Z',
    },
  ]);
});

test('what people closed meanwhile stays closed; an order that comes again after they opened it anew changes nothing', async () => {
  // Prepare
  await ask('so-y-te');
  await findings().resolve({ unitId: 'so-y-te', findingId: 'overdue-rose#2020-06' }, 'x', '2020-07-02T00:00:00.000Z');
  await ask('so-noi-vu');
  await record(explained('so-noi-vu'));
  const noiVu = await findings().find('so-noi-vu', 'overdue-rose#2020-06');
  const opened = {
    state: 'open',
    actor: 'thanh-tra',
    reason: 'Chưa rõ',
    reference: null,
    at: '2020-07-08T04:00:00.000Z',
  };
  if (noiVu !== null) await findings().move(noiVu, { ...opened, state: 'open' });

  // Act
  const ofClosed = await record(explained('so-y-te'));
  const ofOpened = await record(explained('so-noi-vu'));

  // Assess
  expect(ofClosed).toMatchObject({ isNew: true, findingState: 'resolved' });
  expect(ofOpened).toMatchObject({ isNew: false, findingState: 'open' });
});

test.each([
  ['a month of which nobody asked', { month: '2020-05' }, 'EXPLANATION_NOT_ASKED', /so-tu-phap .* 2020-05/],
  ['a day before it was asked for', { receivedOn: '2020-06-30' }, 'RECEIVED_ON_WRONG', /2020-07-01/],
  ['a day that has not come', { receivedOn: '2020-07-09' }, 'RECEIVED_ON_WRONG', /2020-07-08, today/],
  ['something that nothing is known of', { about: 'silence' }, 'UNREADABLE_EVENT', /about/],
  ['a rule, which a rise has none of', { rule: 'overdue-share' }, 'UNREADABLE_EVENT', /rule/],
])('%s is refused, and nothing is entered', async (_, changes, code, message) => {
  // Prepare
  await ask('so-tu-phap');

  // Act
  const refused = record(explained('so-tu-phap', changes));

  // Assess
  await expect(refused).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  const ofUnit = (await events().all()).reports.filter(({ unitId }) => unitId === 'so-tu-phap');
  expect(ofUnit).toEqual([]);
  expect(await findings().find('so-tu-phap', 'overdue-rose#2020-06')).toMatchObject({ state: 'open' });
});

test('another explanation in the place of one that is recorded is refused: it is handed back first', async () => {
  // Prepare
  await ask('so-cong-thuong');
  await record(explained('so-cong-thuong'));

  // Act, Assess
  await expect(record(explained('so-cong-thuong', { text: 'Khác' }))).rejects.toMatchObject({
    code: 'REPORT_RECORDED_OTHERWISE',
  });
});
