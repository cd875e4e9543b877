import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { contentOf } from '../../shared/evaluation/build-evaluation.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { digestOf } from '../../shared/runtime/digest.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { policies } from '../evaluate-month/hand-made-province.ts';
import { registerJudgedProvince } from './judged-province.ts';
import { evaluate, verify } from './proven-province.ts';

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
});
afterEach(() => engines.close());

test('a deduction that is gone with its copy before any head is made is told by its evaluation', async () => {
  // Prepare: June is judged, not announced yet: so-xay-dung's only entry and its copy are deleted
  await registerJudgedProvince(engines);
  await evaluate(engines, '2020-07-01');
  await eraseAccount('so-xay-dung');

  // Act
  const { faults } = await verify(engines);

  // Assess
  expect(faults).toEqual([
    expect.objectContaining({
      kind: 'consequence-missing',
      unitId: 'so-xay-dung',
      month: '2020-06',
      account: 'so-xay-dung#2020',
      message: expect.stringContaining('revision 1, exceeds'),
    }),
  ]);
});

test('what was judged within the last two hours may still be on its way into the ledger', async () => {
  // Prepare: judged by the run of 06:00, which is 23:00 in UTC; its entries are not made yet
  await registerJudgedProvince(engines);
  await evaluate(engines, '2020-07-01');
  await eraseAccount('so-xay-dung');

  // Act
  const soon = await verify(engines, {}, '2020-07-01T00:59:59.000Z');
  const later = await verify(engines, {}, '2020-07-01T01:00:01.000Z');

  // Assess
  expect(soon.faults).toEqual([]);
  const before = await verify(engines, {}, '2020-06-30T22:00:00.000Z'); // no run judges later than now
  expect(before.faults).toMatchObject([{ kind: 'consequence-missing' }]);
  expect(later.faults).toMatchObject([{ kind: 'consequence-missing', unitId: 'so-xay-dung' }]);
});

test('a month of which no entry, copy or head is left is known by its evidence', async () => {
  // Prepare
  await registerJudgedProvince(engines);
  await evaluate(engines, '2020-07-01');
  await eraseAccount('so-xay-dung');
  await eraseAccount('cho-moi');

  // Act
  const { faults, checked } = await verify(engines);

  // Assess
  expect(checked).toMatchObject({ entries: 0, copies: 0, heads: 0, evaluations: 3 });
  expect(faults.map(({ kind, unitId }) => `${kind} ${unitId}`).toSorted()).toEqual([
    'consequence-missing cho-moi',
    'consequence-missing so-xay-dung',
  ]);
});

test.each([
  ['a draft that nobody has approved', { approval: 'required' }],
  ['a month in mode report', { mode: 'report' }],
] as const)('%s brings nothing, and nothing is missed', async (_name, changes: Partial<Policy>) => {
  // Prepare
  await registerJudgedProvince(
    engines,
    policies.map((policy) => ({ ...policy, ...changes })),
  );
  await evaluate(engines, '2020-07-01');

  // Act
  const { faults, checked } = await verify(engines);

  // Assess
  expect(faults).toEqual([]);
  expect(checked).toMatchObject({ entries: 0, evaluations: 3 });
});

test('a re-evaluation of which nothing was entered is told: the older deduction does not stand for it', async () => {
  // Prepare: revision 2 of so-xay-dung's June says that it passed
  await registerJudgedProvince(engines);
  await evaluate(engines, '2020-07-01');
  const evaluations = new EvaluationStore(connectTables(), engines.tableNames.Evaluations);
  const first = await evaluations.latest('so-xay-dung', '2020-06', 'overdue-share');
  if (first === null) throw new Error('not judged');
  const { digest: _digest, ...content } = { ...first, revision: 2, verdict: 'passed' as const, manifest: null };
  const Item = { ...content, digest: digestOf(contentOf(content)), monthRevision: '2020-06#overdue-share#0002' };
  await connectTables().send(new PutCommand({ TableName: engines.tableNames.Evaluations, Item }));

  // Act
  const { faults } = await verify(engines);

  // Assess
  expect(faults).toEqual([
    expect.objectContaining({ kind: 'consequence-missing', message: expect.stringContaining('adjusted') }),
  ]);
});

test('an approval that somebody has made unreadable is told, and the rest is verified all the same', async () => {
  // Prepare
  const required = policies.map((policy): Policy => ({ ...policy, approval: 'required' }));
  await registerJudgedProvince(engines, required);
  await evaluate(engines, '2020-07-01');
  const Item = { kind: 'approval', id: '2020-06#so-xay-dung#overdue-share#1', actor: 'vp' };
  await connectTables().send(new PutCommand({ TableName: engines.tableNames.Registry, Item }));
  const foisted = { account: 'so-y-te#2020', sequence: 1, reason: 'x' };
  await connectTables().send(new PutCommand({ TableName: engines.tableNames.Ledger, Item: foisted }));

  // Act
  const { faults } = await verify(engines);

  // Assess
  expect(faults.map(({ kind }) => kind)).toEqual(['entry-unreadable', 'approval-unreadable']);
  expect(faults[1]).toMatchObject({ month: '2020-06', message: expect.stringContaining(Item.id) });
});

/** Past the policies of table and bucket, which would refuse it. */
async function eraseAccount(unitId: string): Promise<void> {
  const Key = { account: `${unitId}#2020`, sequence: 1 };
  await connectTables().send(new DeleteCommand({ TableName: engines.tableNames.Ledger, Key }));
  const copy = { Bucket: engines.bucketName, Key: `ledger/${unitId}%232020/000001.json` };
  await new S3Client({ forcePathStyle: true }).send(new DeleteObjectCommand(copy));
}
