import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { approveMonth, parseApprovalOrder } from '../../functions/approve-month/approve-month.ts';
import { evaluateMonths } from '../../functions/evaluate-month/evaluate-month.ts';
import { parseOrder } from '../../functions/reevaluate-month/order.ts';
import { reevaluateMonth } from '../../functions/reevaluate-month/reevaluate-month.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import {
  acceptSnapshot,
  endState,
  forget,
  juneOf,
  newStores,
  register,
  registerProvince,
  sixOClock,
  sourceRow,
  TIME_ZONE,
} from '../evaluate-month/hand-made-province.ts';
import { policyOf664 } from '../evaluation/policies.ts';

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
  const policies = [policyOf664('province', { approval: 'required' }), policyOf664('district')];
  const units = { 'so-xay-dung': 'province', 'so-y-te': 'province', 'cho-moi': 'district' } as const;
  await registerProvince(engines, units, sourceRow('portal'), policies);
  await acceptSnapshot(engines, '2020-06-30', [
    ...juneOf('so-xay-dung', 48, 1), // 1/49 = 2,04% > 2%
    ...juneOf('so-y-te', 49, 1), // 1/50 = 2%, not over it
    ...juneOf('cho-moi', 27, 1), // 1/28 = 3,57% > 3,5%; districts need no approval
  ]);
  await evaluate('2020-07-01');
});
afterEach(() => engines.close());

const AT = '2020-07-03T02:00:00.000Z';
const wish = { month: '2020-06', actor: 'chu-tich', reason: 'Tờ trình 12/TTr-VP' };

function evaluate(day: string) {
  return evaluateMonths(sixOClock(day), TIME_ZONE, newStores(engines));
}

function evaluations(): EvaluationStore {
  return new EvaluationStore(connectTables(), engines.tableNames.Evaluations);
}

function approve(more: object = {}, at = AT, from = evaluations()) {
  const stores = { ...newStores(engines), evaluations: from };
  return approveMonth(parseApprovalOrder({ ...wish, ...more }), at, stores);
}

/** Has June judged anew at once. Returns what changed. */
async function judgeAnew(more: object) {
  const stores = { ...newStores(engines), evaluations: evaluations() };
  const order = { month: '2020-06', actor: 'vp', reason: 'Tệp sửa', ...more };
  const preview = await reevaluateMonth(parseOrder(order), AT, TIME_ZONE, stores);
  if (preview.outcome === 'done') throw new Error('done without being confirmed');
  const confirm = preview.preview.previewDigest;
  await reevaluateMonth(parseOrder({ ...order, confirm }), AT, TIME_ZONE, stores);
  return preview.preview.changes;
}

function eventsOf(unitId: string) {
  return newStores(engines)
    .ledger.entries(`${unitId}#2020`)
    .then((entries) => entries.map(({ event, pointsHundredths }) => `${event} ${pointsHundredths}`));
}

test('a draft takes nothing off; where the policy asks for no approval, the deduction stands at once', async () => {
  expect(await eventsOf('so-xay-dung')).toEqual([]);
  expect(await eventsOf('cho-moi')).toEqual(['confirmed 50']);
});

test('approval enters what follows, in the name of whoever approved', async () => {
  // Act
  const outcome = await approve();

  // Assess: the passed one is approved, too, and nothing follows from it
  expect(outcome).toEqual({ approved: 2, approvedBefore: 0, exceeded: 1, superseded: [] });
  const [entry, ...others] = await newStores(engines).ledger.entries('so-xay-dung#2020');
  expect(others).toEqual([]);
  expect(entry).toMatchObject({ event: 'confirmed', pointsHundredths: 50, actor: wish.actor, recordedAt: AT });
  expect(entry?.reason).toContain(wish.reason);
  expect(await eventsOf('so-y-te')).toEqual([]);
});

test('approving twice, and evaluating afterwards, changes nothing more', async () => {
  // Prepare
  await approve();
  const approved = await endState(engines);

  // Act
  const again = await approve({ actor: 'somebody else' }, '2020-07-04T02:00:00.000Z');
  await evaluate('2020-07-05');

  // Assess
  expect(again).toEqual({ approved: 0, approvedBefore: 2, exceeded: 1, superseded: [] });
  expect(await endState(engines)).toEqual(approved);
});

test('an approval that was cut off before its deduction is completed by the next morning', async () => {
  // Prepare: the approval is kept, the ledger knows nothing of it
  const draft = await evaluations().latest('so-xay-dung', '2020-06', 'overdue-share');
  if (draft === null) throw new Error('no draft');
  const { unitId, month, rule, revision, digest } = draft;
  const approval = { unitId, month, rule, revision, evaluationDigest: digest, actor: 'a', reason: 'r', approvedAt: AT };
  await newStores(engines).approvals.keep(approval);

  // Act
  await evaluate('2020-07-04');

  // Assess
  expect(await eventsOf('so-xay-dung')).toEqual(['confirmed 50']);
});

test('a new revision of an approved month is a draft again, and adjusts once it is approved', async () => {
  // Prepare
  await approve();
  await acceptSnapshot(engines, '2020-06-30', [...juneOf('so-xay-dung', 49, 0), ...juneOf('so-y-te', 49, 1)], {
    fileNumber: 2,
  });

  // Act
  const changes = await judgeAnew({ unitIds: ['so-xay-dung'] });
  const whileDraft = await eventsOf('so-xay-dung');
  await approve({}, '2020-07-06T02:00:00.000Z');

  // Assess
  expect(changes).toMatchObject([{ awaitsApproval: true }]);
  expect(whileDraft).toEqual(['confirmed 50']);
  expect(await eventsOf('so-xay-dung')).toEqual(['confirmed 50', 'adjusted -50']);
});

test('a draft that was judged anew is not approved while the index still shows the old one', async () => {
  // Prepare: Sở Xây dựng is judged anew, as passed; the index does not know it yet
  const lagging = evaluations();
  const asItWas = await lagging.byMonth('2020-06');
  lagging.byMonth = () => Promise.resolve(asItWas);
  await acceptSnapshot(engines, '2020-06-30', [...juneOf('so-xay-dung', 49, 0), ...juneOf('so-y-te', 49, 1)], {
    fileNumber: 2,
  });
  await judgeAnew({ unitIds: ['so-xay-dung'] });

  // Act
  const outcome = await approve({}, AT, lagging);
  const onceItKnows = await approve({}, '2020-07-06T02:00:00.000Z');

  // Assess: what follows from the old revision is never entered
  expect(outcome).toEqual({ approved: 1, approvedBefore: 0, exceeded: 0, superseded: ['so-xay-dung'] });
  expect(onceItKnows).toEqual({ approved: 1, approvedBefore: 1, exceeded: 0, superseded: [] });
  expect(await eventsOf('so-xay-dung')).toEqual([]);
});

describe('drafts that wait too long', () => {
  const findings = () => new FindingStore(connectTables(), engines.tableNames.Findings).ofUnit('so-tttt');

  test('alarm on the sixth working day, once', async () => {
    // Act: recorded on Wednesday 1 July; five working days are over after Wednesday 8 July
    await evaluate('2020-07-08');
    const before = await findings();
    await evaluate('2020-07-09');
    await evaluate('2020-07-10');

    // Assess
    expect(before).toEqual([]);
    expect(await findings()).toMatchObject([
      { kind: 'draft-not-approved', severity: 'alarm', month: '2020-06', day: '2020-07-09', evidence: { drafts: 2 } },
    ]);
  });

  test('alarm no longer the morning after all of them were approved', async () => {
    // Prepare
    await evaluate('2020-07-09');
    await approve();

    // Act
    await evaluate('2020-07-10');

    // Assess
    expect(await findings()).toMatchObject([
      { state: 'resolved', history: [{ actor: 'Đúng Hẹn', reason: 'Không còn dự thảo nào của tháng chờ phê duyệt.' }] },
    ]);
  });

  test('alarm no longer the morning after the month was judged anew by a policy that asks for no approval', async () => {
    // Prepare
    await evaluate('2020-07-09');
    await forget(engines, 'policy');
    await register(engines, 'policy', [policyOf664('province'), policyOf664('district')]);
    await judgeAnew({});

    // Act
    await evaluate('2020-07-10');

    // Assess
    expect(await eventsOf('so-xay-dung')).toEqual(['confirmed 50']);
    expect(await findings()).toMatchObject([{ kind: 'draft-not-approved', state: 'resolved' }]);
  });

  test('do not once they are approved', async () => {
    // Prepare
    await approve();

    // Act
    await evaluate('2020-07-20');

    // Assess
    expect(await findings()).toEqual([]);
  });
});

test.each([
  ['a month without drafts', { month: '2020-05' }, 'NOTHING_TO_APPROVE'],
  ['units whose policy asks for no approval', { unitIds: ['cho-moi'] }, 'NOTHING_TO_APPROVE'],
])('%s cannot be approved, and says why', async (_name, more, code) => {
  await expect(approve(more)).rejects.toMatchObject({ code });
});

test('an order that names a unit of which nothing awaits approval is refused whole, and names it', async () => {
  // Prepare
  const before = await endState(engines);

  // Act: a slip of the pen, and a district, which needs no approval
  const refused = approve({ unitIds: ['so-y-te', 'so-xay-dugn', 'cho-moi'] });

  // Assess
  await expect(refused).rejects.toMatchObject({
    code: 'NOTHING_TO_APPROVE',
    message: expect.stringMatching(/^No evaluation of so-xay-dugn, cho-moi for 2020-06 awaits approval/),
  });
  expect(await endState(engines)).toEqual(before);
  expect(await newStores(engines).approvals.ofMonth('2020-06')).toEqual(new Map());
});

test('an order of 10.000 units of which nothing awaits approval names the first, and how many there are', async () => {
  const unitIds = Array.from({ length: 10_000 }, (_, at) => `so-${at}`);

  await expect(approve({ unitIds })).rejects.toMatchObject({
    message: expect.stringMatching(/^No evaluation of so-0, so-1, .*so-19 and 9980 more for 2020-06 awaits approval/),
  });
});

test('an order without a reason is refused', () => {
  expect(() => parseApprovalOrder({ month: '2020-06', actor: 'a' })).toThrow(
    expect.objectContaining({ code: 'UNREADABLE_EVENT' }),
  );
});
