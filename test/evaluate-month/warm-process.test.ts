import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { approveMonth, parseApprovalOrder } from '../../functions/approve-month/approve-month.ts';
import { evaluateMonths } from '../../functions/evaluate-month/evaluate-month.ts';
import { parseOrder } from '../../functions/reevaluate-month/order.ts';
import { reevaluateMonth } from '../../functions/reevaluate-month/reevaluate-month.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { policyOf664 } from '../evaluation/policies.ts';
import {
  acceptSnapshot,
  juneOf,
  newStores,
  registerProvince,
  sixOClock,
  sourceRow,
  TIME_ZONE,
} from './hand-made-province.ts';

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
});
afterEach(() => engines.close());

/** One process: what it remembers of one morning it has on the next. */
function warmProcess() {
  const stores = newStores(engines);
  return (day: string) => evaluateMonths(sixOClock(day), TIME_ZONE, stores);
}

function otherProcess() {
  const evaluations = new EvaluationStore(connectTables(), engines.tableNames.Evaluations);
  return { ...newStores(engines), evaluations };
}

const order = { month: '2020-06', actor: 'chanh-van-phong', reason: 'Tệp chốt tháng được gửi lại' };

async function arrives(policy: Partial<Policy> = {}): Promise<void> {
  await registerProvince(engines, { 'so-xay-dung': 'province' }, sourceRow('portal'), [
    policyOf664('province', policy),
  ]);
  await acceptSnapshot(engines, '2020-06-30', juneOf('so-xay-dung', 48, 1)); // 1/49 = 2,04% > 2%
}

/** The corrected file says that nothing was late; by another process June is judged anew from it. */
async function judgedAnew(at: string): Promise<void> {
  await acceptSnapshot(engines, '2020-06-30', juneOf('so-xay-dung', 49, 0), { fileNumber: 2 });
  const first = await reevaluateMonth(parseOrder(order), at, TIME_ZONE, otherProcess());
  if (first.outcome === 'done') throw new Error('done without being confirmed');
  const confirmed = parseOrder({ ...order, confirm: first.preview.previewDigest });
  expect(await reevaluateMonth(confirmed, at, TIME_ZONE, otherProcess())).toMatchObject({ revisions: 1 });
}

function findings() {
  return new FindingStore(connectTables(), engines.tableNames.Findings).ofUnit('so-tttt');
}

test('a file by which the month has been judged anew is no news to a process that judged it from the file before', async () => {
  // Prepare
  await arrives();
  const evaluate = warmProcess();
  await evaluate('2020-07-01');
  await judgedAnew('2020-07-01T03:00:00.000Z');

  // Act
  const outcome = await evaluate('2020-07-02');

  // Assess
  expect(outcome).toMatchObject({ judged: 0, changedFiles: 0 });
  expect(await findings()).toEqual([]);
});

test('a draft that was judged anew and approved waits for nobody, whatever a process remembers', async () => {
  // Prepare
  await arrives({ approval: 'required' });
  const evaluate = warmProcess();
  await evaluate('2020-07-01');
  await judgedAnew('2020-07-01T03:00:00.000Z');
  await approveMonth(parseApprovalOrder(order), '2020-07-02T03:00:00.000Z', otherProcess());

  // Act: five working days from 1 July are over
  await evaluate('2020-07-20');

  // Assess
  expect(await findings()).toEqual([]);
});

test('a draft of a later revision alarms by its own days, seen by a process that knows the first one only', async () => {
  // Prepare: the first is approved at once; the second, of Friday 10 July, is not
  await arrives({ approval: 'required' });
  const evaluate = warmProcess();
  await evaluate('2020-07-01');
  await approveMonth(parseApprovalOrder(order), '2020-07-01T03:00:00.000Z', otherProcess());
  await evaluate('2020-07-02');
  await judgedAnew('2020-07-10T03:00:00.000Z');

  // Act: the fifth working day after it is Friday the 17th
  await evaluate('2020-07-17');
  const before = await findings();
  await evaluate('2020-07-18');
  await evaluate('2020-07-20');

  // Assess
  expect(before).toEqual([]);
  expect(await findings()).toMatchObject([{ kind: 'draft-not-approved', day: '2020-07-20', evidence: { drafts: 1 } }]);
});
