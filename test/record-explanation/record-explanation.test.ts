import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { copyKey } from '../../shared/ledger/ledger-copies.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';
import { entriesOf, judgeJune, setEnvironment } from '../decide-deduction/open-deductions.ts';
import { type Engines, startEngines } from '../engines/engines.ts';

let engines: Engines;
let record: (event: unknown) => Promise<unknown>;

beforeAll(async () => {
  engines = await startEngines();
  setEnvironment(engines);
  const { handler } = await import('../../functions/record-explanation/handler.ts');
  record = (event) => handler(event, {} as Context);
  process.env.SIMULATED_NOW = '2020-07-09T03:00:00.000Z';
});
afterAll(async () => {
  delete process.env.SIMULATED_NOW;
  await engines.close();
});

const explanation = {
  month: '2020-06',
  receivedOn: '2020-07-08',
  text: 'Phần mềm lỗi hai ngày, có biên bản kèm theo',
  reference: '91/SXD',
  actor: 'van-thu',
  reason: 'Công văn đến số 812',
};

test('an explanation is on record once, word for word, with its copy; a second one stands beside it', async () => {
  // Prepare
  await judgeJune(engines, 'so-xay-dung', { explanationWorkingDays: 5 });

  // Act
  const first = await record({ unitId: 'so-xay-dung', ...explanation });
  const again = await record({ unitId: 'so-xay-dung', ...explanation });
  await record({ unitId: 'so-xay-dung', ...explanation, text: 'Bổ sung biên bản' });

  // Assess
  const [, entry, second, ...others] = await entriesOf(engines, 'so-xay-dung');
  expect(first).toMatchObject({ isNew: true, entry, state: 'explained', takenHundredths: 0 });
  expect(again).toMatchObject({ isNew: false, entry });
  expect(entry).toMatchObject({
    event: 'explained',
    pointsHundredths: 0,
    happenedOn: '2020-07-08',
    explanation: explanation.text,
    reference: '91/SXD',
    actor: 'van-thu',
  });
  expect(second?.explanation).toBe('Bổ sung biên bản');
  expect(others).toEqual([]);
  if (entry === undefined) throw new Error('there is no entry');
  const copy = await new Bucket(engines.bucketName).read(copyKey(entry));
  expect(copy.toString()).toBe(canonicalJson(entry));
});

test('of a deduction that is confirmed it is on record, and changes nothing', async () => {
  await judgeJune(engines, 'so-y-te');
  const outcome = await record({ unitId: 'so-y-te', ...explanation });
  expect(outcome).toMatchObject({ isNew: true, state: 'confirmed', takenHundredths: 50, yearTotalHundredths: 50 });
});

test.each([
  ['a unit without a deduction', { unitId: 'so-tu-phap' }, 'DEDUCTION_UNKNOWN', /so-tu-phap for 2020-06/],
  ['a day that has not come', { receivedOn: '2020-07-10' }, 'RECEIVED_ON_WRONG', /today is 2020-07-09/],
  ['an explanation that says nothing', { text: '' }, 'UNREADABLE_EVENT', /text/],
  ['one without an actor', { actor: undefined }, 'UNREADABLE_EVENT', /actor/],
])('%s is refused, and nothing is entered', async (_, changes, code, message) => {
  // Prepare
  const before = await entriesOf(engines, 'so-y-te');

  // Act
  const refused = record({ unitId: 'so-y-te', ...explanation, ...changes });

  // Assess
  await expect(refused).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  expect(await entriesOf(engines, 'so-y-te')).toEqual(before);
});
