import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { parseOrder } from '../../functions/reevaluate-month/order.ts';
import { reevaluateMonth } from '../../functions/reevaluate-month/reevaluate-month.ts';
import type { Difference } from '../../functions/replay-month/compare-evaluation.ts';
import { replayMonth } from '../../functions/replay-month/replay-month.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import {
  acceptSnapshot,
  importPolicy,
  newStores,
  register,
  sourceRow,
  TIME_ZONE,
  unitRow,
} from '../evaluate-month/hand-made-province.ts';
import { policyOf664 } from '../evaluation/policies.ts';
import { monthOfDossiers } from '../verify-ledger/judged-province.ts';
import { announce, evaluate } from '../verify-ledger/proven-province.ts';

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
});
afterEach(() => engines.close());

test('a latest revision that was deleted is missed by the order that made it, before any head', async () => {
  // Prepare
  await judge('2020-06', '2020-07');
  await orderMilderPolicy();
  await remove('so-xay-dung', '2020-07', 2);

  // Act, Assess: the order began with June, and is kept under it, whole or with a part for July
  expect(await differences('2020-07')).toEqual([missing('so-xay-dung', 2, 'evidence/2020-0[67]/reevaluation-')]);
  expect(await differences('2020-06')).toEqual([]);
});

test("a source's only unit whose evaluation was deleted is missed by its list of dossiers, before any head", async () => {
  // Prepare: cho-moi is counted by a source of its own
  await judge('2020-06');
  await remove('cho-moi', '2020-06', 1);

  // Act, Assess
  expect(await differences('2020-06')).toEqual([missing('cho-moi', 1, 'evidence/2020-06/cho-moi/r1-')]);
});

test("a source's only unit without any late dossier is missed by the approval, or by the head", async () => {
  // Prepare: cho-moi passed, nothing of it was late
  await judge('2020-06', null, { choMoiLate: 0, approval: 'required' });
  const evaluation = await newEvaluations().latest('cho-moi', '2020-06', 'overdue-share');
  const { rule, revision, digest } = evaluation ?? { rule: 'overdue-share', revision: 0, digest: '' };
  const approval = { unitId: 'cho-moi', month: '2020-06', rule, revision, evaluationDigest: digest };
  await remove('cho-moi', '2020-06', 1);
  expect(await differences('2020-06')).toEqual([]); // nothing names it: see decision 11
  const word = { actor: 'vp', reason: 'Đã rà soát', approvedAt: '2020-07-01T03:00:00.000Z' };
  await newStores(engines).approvals.keep({ ...approval, ...word });

  // Act, Assess
  expect(await differences('2020-06')).toEqual([missing('cho-moi', 1, 'an approval')]);
});

test('a month of which every evaluation was deleted is missed by its head', async () => {
  // Prepare
  await judge('2020-06', null, { choMoiLate: 0 });
  await announce(engines, '2020-07-01');
  for (const unitId of ['cho-moi', 'so-xay-dung', 'so-y-te']) await remove(unitId, '2020-06', 1);

  // Act, Assess
  expect(await differences('2020-06')).toEqual([
    missing('cho-moi', 1, 'ledger/heads/2020-06/0001.json'),
    missing('so-xay-dung', 1, 'ledger/heads/2020-06/0001.json'),
    missing('so-y-te', 1, 'ledger/heads/2020-06/0001.json'),
  ]);
});

test('an evaluation that says another digest than the head of its month is told', async () => {
  // Prepare
  await judge('2020-06');
  await announce(engines, '2020-07-01');
  const Item = { ...(await newEvaluations().latest('so-y-te', '2020-06', 'overdue-share')), digest: 'd' };
  const table = { TableName: engines.tableNames.Evaluations };
  await connectTables().send(
    new PutCommand({ ...table, Item: { ...Item, monthRevision: '2020-06#overdue-share#0001' } }),
  );

  // Act
  const told = await differences('2020-06');

  // Assess
  expect(told).toContainEqual(
    expect.objectContaining({ unitId: 'so-y-te', what: 'digest', replayed: expect.stringContaining('ledger/heads/') }),
  );
});

/** Units of two sources, judged for one month, or for two. */
async function judge(month: string, next: string | null = null, { choMoiLate = 1, approval = 'automatic' } = {}) {
  await register(engines, 'unit', [
    unitRow('so-xay-dung', 'province'),
    unitRow('so-y-te', 'province'),
    unitRow('cho-moi', 'district'),
  ]);
  const counting = { validFrom: '2020-01-01', validTo: null };
  await register(engines, 'unit-source', [
    { unitId: 'so-xay-dung', sourceId: 'portal', ...counting },
    { unitId: 'so-y-te', sourceId: 'portal', ...counting },
    { unitId: 'cho-moi', sourceId: 'cho-moi', ...counting },
  ]);
  await register(
    engines,
    'source',
    ['portal', 'cho-moi'].map((id) => sourceRow(id, { evaluateFrom: '2020-06' })),
  );
  for (const tier of ['province', 'district'] as const) {
    await importPolicy(
      engines,
      policyOf664(tier, approval === 'required' ? { approval } : {}),
      '2020-06-24T01:00:00.000Z',
    );
  }
  for (const [each, lastDay, judgedOn] of [
    ['2020-06', '2020-06-30', '2020-07-01'],
    ['2020-07', '2020-07-31', '2020-08-01'],
  ] as const) {
    if (each !== month && each !== next) continue;
    const departments = [
      ...monthOfDossiers('so-xay-dung', each, 48, 1), // 1/49 = 2,04% > 2%
      ...monthOfDossiers('so-y-te', each, 49, 1), // 1/50 = 2%, not over it
    ];
    await acceptSnapshot(engines, lastDay, departments);
    await acceptSnapshot(engines, lastDay, monthOfDossiers('cho-moi', each, 49, choMoiLate), { sourceId: 'cho-moi' });
    await evaluate(engines, judgedOn);
  }
}

/** 3% for departments in June and July: so-xay-dung's 2,04% is no breach any more. */
async function orderMilderPolicy(): Promise<void> {
  const stores = { ...newStores(engines), evaluations: newEvaluations() };
  const policies = [policyOf664('province', { thresholdNumerator: 30 })];
  const order = { actor: 'vp', reason: 'Sửa đổi', month: '2020-06', untilMonth: '2020-07', policies };
  const at = '2020-08-20T03:00:00.000Z';
  const answer = await reevaluateMonth(parseOrder(order), at, TIME_ZONE, stores);
  if (answer.outcome !== 'preview') throw new Error(answer.outcome);
  const confirmed = parseOrder({ ...order, confirm: answer.preview.previewDigest });
  expect(await reevaluateMonth(confirmed, at, TIME_ZONE, stores)).toMatchObject({ outcome: 'done' });
}

async function differences(month: string): Promise<readonly Difference[]> {
  const { registry, approvals, bucket } = newStores(engines);
  const stores = { registry, approvals, bucket, evaluations: newEvaluations() };
  return (await replayMonth({ month }, TIME_ZONE, stores)).differences;
}

function missing(unitId: string, revision: number, namedBy: string) {
  const replayed = expect.stringMatching(`named by ${namedBy}`);
  return { unitId, rule: 'overdue-share', revision, what: 'evaluation', stored: 'missing', replayed };
}

function newEvaluations(): EvaluationStore {
  return new EvaluationStore(connectTables(), engines.tableNames.Evaluations);
}

async function remove(unitId: string, month: string, revision: number): Promise<void> {
  const Key = { unitId, monthRevision: `${month}#overdue-share#000${revision}` };
  await connectTables().send(new DeleteCommand({ TableName: engines.tableNames.Evaluations, Key }));
}
