import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { announceMonths } from '../../functions/announce-month/announce-month.ts';
import { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import { contentOf } from '../../shared/evaluation/build-evaluation.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { MonthHeadStore } from '../../shared/ledger/month-head-store.ts';
import { AnnouncementStore } from '../../shared/notice/announcement-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { digestOf, sha256 } from '../../shared/runtime/digest.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { policies, register, unitRow } from '../evaluate-month/hand-made-province.ts';
import { policyOf664 } from '../evaluation/policies.ts';
import { registerJudgedProvince } from '../verify-ledger/judged-province.ts';
import { announce, announceStores, evaluate, proveProvince, verify } from '../verify-ledger/proven-province.ts';

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
});
afterEach(() => engines.close());

test('a month that is judged whole gets a head: what it came to, its evaluations, and how far the accounts had come', async () => {
  // Prepare
  await registerJudgedProvince(engines);
  await evaluate(engines, '2020-07-01');

  // Act
  const outcome = await announce(engines, '2020-07-01');

  // Assess
  const { head, digest } = await headOf('2020-06', 1);
  expect(outcome).toEqual({ announced: [{ month: '2020-06', number: 1, headHash: digest }], waiting: [] });
  expect(head).toMatchObject({
    month: '2020-06',
    number: 1,
    previous: null,
    recordedAt: '2020-06-30T23:45:00.000Z',
    tiers: [
      { tier: 'province', passed: 1, exceeded: 1, undecided: 0, notJudged: 0 },
      { tier: 'district', passed: 0, exceeded: 1, undecided: 0, notJudged: 0 },
    ],
    pointsHundredths: 100, // half a point each
    exceededUnits: [
      { unitId: 'cho-moi', unitName: 'Đơn vị cho-moi', tier: 'district' },
      { unitId: 'so-xay-dung', unitName: 'Đơn vị so-xay-dung', tier: 'province' },
    ],
    accounts: [
      { account: 'cho-moi#2020', sequence: 1 },
      { account: 'so-xay-dung#2020', sequence: 1 },
    ],
  });
  expect(head.evaluations.map(({ unitId, verdict }) => `${unitId} ${verdict}`)).toEqual([
    'cho-moi exceeded',
    'so-xay-dung exceeded',
    'so-y-te passed',
  ]);
  expect(await announcements()).toEqual([
    expect.objectContaining({ month: '2020-06', number: 1, headHash: digest, exceededCount: 2 }),
  ]);
});

test('heads name one another by their hashes, and a head is made and announced once, however often it is run', async () => {
  // Act
  await proveProvince(engines);
  const again = await announce(engines, '2020-09-02');

  // Assess
  const [june, july, august] = [await headOf('2020-06', 1), await headOf('2020-07', 1), await headOf('2020-08', 1)];
  expect(again.announced).toEqual([]);
  expect(july.head.previous).toEqual({ key: june.key, digest: june.digest });
  expect(august.head.previous).toEqual({ key: july.key, digest: july.digest });
  expect(august.head.accounts).toMatchObject([
    { account: 'cho-moi#2020', sequence: 2 },
    { account: 'so-xay-dung#2020', sequence: 3 },
  ]);
  expect(await announcements()).toHaveLength(3);
});

test('the hash is the SHA-256 of the bytes as they lie in the bucket', async () => {
  await proveProvince(engines);

  const bytes = await new Bucket(engines.bucketName).read('ledger/heads/2020-08/0001.json');
  expect((await announcements()).at(-1)?.headHash).toBe(sha256(bytes));
});

test('a month waits for a unit that is not judged', async () => {
  // Prepare
  await registerJudgedProvince(engines);
  await evaluate(engines, '2020-07-01');
  await register(engines, 'unit', [unitRow('so-tu-phap', 'province')]);

  // Act, Assess
  expect(await announce(engines, '2020-07-01')).toEqual({ announced: [], waiting: ['2020-06'] });
  await evaluate(engines, '2020-07-05'); // no source counts for it: undecided at once
  expect(await announce(engines, '2020-07-05')).toMatchObject({ announced: [{ month: '2020-06' }], waiting: [] });
});

test('a month waits for the approval of its drafts', async () => {
  // Prepare
  const asking = policies.map((policy) =>
    policy.mode === 'deduct' ? { ...policy, approval: 'required' as const } : policy,
  );
  await registerJudgedProvince(engines, asking);
  await evaluate(engines, '2020-07-01');

  // Act
  const draft = await announce(engines, '2020-07-01');
  await approveAll('2020-06');
  const approved = await announce(engines, '2020-07-02');

  // Assess: approved, and not entered yet; what is entered is the approval's own work
  expect(draft).toEqual({ announced: [], waiting: ['2020-06'] });
  expect(approved).toEqual({ announced: [], waiting: ['2020-06'] });
});

test('a month waits for a deduction that a run left to be made up for', async () => {
  // Prepare: judged, and nothing entered
  await registerJudgedProvince(engines);
  await evaluate(engines, '2020-07-01');
  const stores = { ...announceStores(engines), ledger: { entries: async () => [] } };

  // Act
  const outcome = await announceMonths({ scheduledAt: '2020-07-01T06:45:00+07:00' }, 'Asia/Ho_Chi_Minh', stores);

  // Assess
  expect(outcome).toEqual({ announced: [], waiting: ['2020-06'] });
});

test('a new revision gets a head of its own, which names the one before; the ledger fits both', async () => {
  // Prepare
  await proveProvince(engines);
  await revise('so-y-te', '2020-06');

  // Act
  const outcome = await announce(engines, '2020-09-02');
  const again = await announce(engines, '2020-09-03');

  // Assess
  const [first, second] = [await headOf('2020-06', 1), await headOf('2020-06', 2)];
  expect(outcome.announced).toEqual([{ month: '2020-06', number: 2, headHash: second.digest }]);
  expect(again.announced).toEqual([]);
  expect(second.head.previous).toEqual({ key: first.key, digest: first.digest });
  expect(second.head.evaluations.find(({ unitId }) => unitId === 'so-y-te')).toMatchObject({ revision: 2 });
  expect((await verify(engines)).faults).toEqual([]);
});

test('a run that died after writing the head announces that very head, whatever the ledger says by then', async () => {
  // Prepare
  await registerJudgedProvince(engines);
  await evaluate(engines, '2020-07-01');
  const stores = announceStores(engines);
  const dying = { ...stores, announcements: { ...nothingAnnounced, keep: () => Promise.reject(new Error('killed')) } };
  const run = { scheduledAt: '2020-07-01T06:45:00+07:00' };
  await expect(announceMonths(run, 'Asia/Ho_Chi_Minh', dying)).rejects.toThrow('killed');
  const { digest } = await headOf('2020-06', 1);

  // Act
  const outcome = await announce(engines, '2020-07-02');

  // Assess
  expect(outcome.announced).toEqual([{ month: '2020-06', number: 1, headHash: digest }]);
  expect((await headOf('2020-06', 1)).digest).toBe(digest);
});

test('an account whose unit is no longer judged stays in the heads of its year', async () => {
  // Prepare: cho-moi loses its rule from July on
  const untilJune = [policyOf664('province'), policyOf664('district', { validTo: '2020-06-30' })];
  await registerJudgedProvince(engines, untilJune);
  for (const day of ['2020-07-01', '2020-08-01']) {
    await evaluate(engines, day);
    await announce(engines, day);
  }

  // Assess
  expect((await headOf('2020-07', 1)).head.accounts).toMatchObject([
    { account: 'cho-moi#2020', sequence: 1 },
    { account: 'so-xay-dung#2020', sequence: 2 },
  ]);
});

const nothingAnnounced = { since: async () => [] };

function headOf(month: string, number: number) {
  return new MonthHeadStore(new Bucket(engines.bucketName)).read({ month, number });
}

function announcements() {
  return new AnnouncementStore(connectTables(), engines.tableNames.Registry).since('2020-01');
}

function evaluations() {
  return new EvaluationStore(connectTables(), engines.tableNames.Evaluations);
}

async function approveAll(month: string): Promise<void> {
  const approvals = new ApprovalStore(connectTables(), engines.tableNames.Registry);
  for (const { unitId, rule, revision, digest } of await evaluations().byMonth(month)) {
    await approvals.keep({
      unitId,
      month,
      rule,
      revision,
      evaluationDigest: digest,
      actor: 'chanh-van-phong',
      reason: 'Đã rà soát',
      approvedAt: '2020-07-01T03:00:00.000Z',
    });
  }
}

/** A second revision that says the same: what a re-evaluation of other figures would leave. */
async function revise(unitId: string, month: string): Promise<void> {
  const first = (await evaluations().byMonth(month)).find((evaluation) => evaluation.unitId === unitId);
  if (first === undefined) throw new Error(`${unitId} was not judged for ${month}`);
  const { digest: _, ...content } = { ...first, revision: 2 };
  const second: Evaluation = { ...content, digest: digestOf(contentOf(content)) };
  const Item = { ...second, monthRevision: `${month}#overdue-share#0002` };
  await connectTables().send(new PutCommand({ TableName: engines.tableNames.Evaluations, Item }));
}
