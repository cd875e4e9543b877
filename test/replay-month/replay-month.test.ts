import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { evaluateMonths } from '../../functions/evaluate-month/evaluate-month.ts';
import { parseReplayOrder, type ReplayReport, replayMonth } from '../../functions/replay-month/replay-month.ts';
import { contentOf } from '../../shared/evaluation/build-evaluation.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { evaluatorOf } from '../../shared/evaluation/evaluator.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { digestOf } from '../../shared/runtime/digest.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import {
  acceptSnapshot,
  juneOf,
  newStores,
  register,
  registerProvince,
  sixOClock,
  TIME_ZONE,
  unitRow,
} from '../evaluate-month/hand-made-province.ts';
import { rejectedLine } from '../evaluation/canonical-lines.ts';
import { policyOf664 } from '../evaluation/policies.ts';

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
});
afterEach(() => engines.close());

function replay(month = '2020-06'): Promise<ReplayReport> {
  const evaluations = new EvaluationStore(connectTables(), engines.tableNames.Evaluations);
  const { registry, approvals, bucket } = newStores(engines);
  return replayMonth({ month }, TIME_ZONE, { registry, evaluations, approvals, bucket });
}

async function judgeJune(): Promise<void> {
  await registerProvince(engines, { 'so-xay-dung': 'province', 'so-y-te': 'province', 'cho-moi': 'district' });
  await acceptSnapshot(engines, '2020-06-30', [
    ...juneOf('so-xay-dung', 48, 1), // 1/49 = 2,04% > 2%
    ...juneOf('so-y-te', 49, 1), // 1/50 = 2%, not over it
    rejectedLine('cho-moi', 7),
  ]);
  await evaluateMonths(sixOClock('2020-07-01'), TIME_ZONE, newStores(engines));
}

async function kept(unitId: string) {
  const [evaluation] = await newStores(engines).judgedMonths.of('2020-06', 'overdue-share', [unitId]);
  if (evaluation === undefined) throw new Error(`${unitId} is not judged`);
  return evaluation;
}

function overwrite(Key: string, Body: string | Buffer): Promise<unknown> {
  return new S3Client({}).send(new PutObjectCommand({ Bucket: engines.bucketName, Key, Body }));
}

async function overwriteEvaluation(unitId: string, changes: object): Promise<void> {
  const evaluation = await kept(unitId);
  const Item = { ...evaluation, monthRevision: '2020-06#overdue-share#0001', ...changes };
  await connectTables().send(new PutCommand({ TableName: engines.tableNames.Evaluations, Item }));
}

test('a month that nobody touched comes out byte for byte, whatever the registry says today', async () => {
  // Prepare: afterwards a unit is renamed and the policy becomes milder
  await judgeJune();
  await register(engines, 'unit', [{ ...unitRow('so-xay-dung', 'province'), name: 'Sở Xây dựng mới' }]);
  await register(engines, 'policy', [policyOf664('province', { thresholdNumerator: 500 })]);

  // Act
  const report = await replay();

  // Assess
  expect(report).toMatchObject({ evaluations: 3, identical: 3, differenceCount: 0, differences: [] });
  expect(report.registryChangedSince.some((row) => row.startsWith('policies, today: '))).toBe(true);
});

test('a month whose governing snapshot never came is replayed too', async () => {
  // Prepare
  await registerProvince(engines, { 'so-y-te': 'province' });
  await acceptSnapshot(engines, '2020-05-20', []);
  await evaluateMonths(sixOClock('2020-07-05'), TIME_ZONE, newStores(engines));

  // Act
  const report = await replay();

  // Assess
  expect((await kept('so-y-te')).reasons).toEqual(['governing-snapshot-missing']);
  expect(report).toMatchObject({ evaluations: 1, identical: 1, differenceCount: 0 });
});

describe('what was changed afterwards is found', () => {
  beforeEach(judgeJune);

  test.each([
    ['a verdict, in the table', () => overwriteEvaluation('so-xay-dung', { verdict: 'passed' }), 'verdict'],
    ['a digest, in the table', () => overwriteEvaluation('so-xay-dung', { digest: 'd' }), 'digest'],
    ['evidence', async () => overwrite((await kept('so-xay-dung')).evidence?.key ?? '', 'nothing late'), 'evidence'],
    ['a manifest', async () => overwrite((await kept('so-xay-dung')).manifest?.key ?? '', '{}'), 'manifest'],
    ['the kept registry', async () => overwrite((await kept('so-xay-dung')).registry?.key ?? '', '{}'), 'registry'],
    [
      'the canonical copy',
      async () => overwrite((await kept('so-xay-dung')).governing?.canonicalKey ?? '', 'no gzip'),
      'replay',
    ],
    [
      'the canonical copy, by one that is no text',
      async () => overwrite((await kept('so-xay-dung')).governing?.canonicalKey ?? '', gzipSync(Buffer.of(0xff))),
      'replay',
    ],
    [
      'an evaluation that is none any more',
      () => overwriteEvaluation('so-xay-dung', { verdict: 'good' }),
      'evaluation',
    ],
  ])('%s', async (_name, change, what) => {
    // Prepare
    await change();

    // Act
    const { differences } = await replay();

    // Assess
    expect(differences).toContainEqual(expect.objectContaining({ unitId: 'so-xay-dung', what }));
  });

  test.each([
    ['is no JSON any more', 'evidence/2020-06/reevaluation-0123456789abcdef.json', '{'],
    [
      'has lost a part',
      'evidence/2020-06/reevaluation-0123456789abcdef.json',
      '{"parts":[{"key":"evidence/2020-06/reevaluation-part-0123456789abcdef.json"}]}',
    ],
  ])('an order that %s; the evaluations are replayed all the same', async (_name, key, content) => {
    // Prepare
    await overwrite(key, content);

    // Act
    const report = await replay();

    // Assess
    expect(report).toMatchObject({
      evaluations: 3,
      identical: 3,
      differenceCount: 1,
      differences: [{ what: 'order' }],
    });
  });

  test('an approval that is none any more; the evaluations are replayed all the same', async () => {
    // Prepare
    const Item = { kind: 'approval', id: '2020-06#so-y-te#overdue-share#1', actor: 'vp' };
    await connectTables().send(new PutCommand({ TableName: engines.tableNames.Registry, Item }));

    // Act
    const report = await replay();

    // Assess
    expect(report).toMatchObject({
      evaluations: 3,
      identical: 3,
      differenceCount: 1,
      differences: [{ what: 'approval' }],
    });
  });

  test('an object that somebody put among the lists holds up nothing', async () => {
    // Prepare
    await overwrite('evidence/2020-06/%zz/r1-abc.csv', 'x');

    // Act and Assess
    expect(await replay()).toMatchObject({ identical: 3, differenceCount: 0 });
  });

  test('an evaluation that was deleted', async () => {
    // Prepare
    const Key = { unitId: 'so-y-te', monthRevision: '2020-06#overdue-share#0001' };
    await connectTables().send(new DeleteCommand({ TableName: engines.tableNames.Evaluations, Key }));

    // Act
    const report = await replay();

    // Assess
    expect(report).toMatchObject({ evaluations: 2, identical: 2, differenceCount: 1 });
    expect(report.differences).toMatchObject([{ unitId: 'so-y-te', what: 'evaluation', stored: 'missing' }]);
  });

  test('evidence that was deleted', async () => {
    // Prepare
    const Key = (await kept('so-xay-dung')).evidence?.key;
    await new S3Client({}).send(new DeleteObjectCommand({ Bucket: engines.bucketName, Key }));

    // Act
    const { differences, identical } = await replay();

    // Assess
    expect(identical).toBe(2);
    expect(differences).toMatchObject([{ unitId: 'so-xay-dung', what: 'evidence' }]);
  });
});

test('an earlier revision that was deleted is missed by the later one', async () => {
  // Prepare
  await judgeJune();
  const { digest: _digest, ...content } = { ...(await kept('so-y-te')), revision: 2 };
  const second = { ...content, digest: digestOf(contentOf(content)) };
  await new EvaluationStore(connectTables(), engines.tableNames.Evaluations).put(second);
  const Key = { unitId: 'so-y-te', monthRevision: '2020-06#overdue-share#0001' };
  await connectTables().send(new DeleteCommand({ TableName: engines.tableNames.Evaluations, Key }));

  // Act
  const { differences } = await replay();

  // Assess
  expect(differences).toContainEqual(
    expect.objectContaining({ unitId: 'so-y-te', revision: 1, what: 'evaluation', stored: 'missing' }),
  );
});

test.each([
  ['no month', {}, /month/],
  ['a misspelt field, by which all units would be replayed', { month: '2020-06', units: ['so-y-te'] }, /units/],
])('an order with %s is refused', (_name, event, told) => {
  const act = () => parseReplayOrder(event);
  expect(act).toThrow(expect.objectContaining({ code: 'UNREADABLE_EVENT', message: expect.stringMatching(told) }));
});

test('a month without evaluations says so', async () => {
  await expect(replay('2031-01')).rejects.toMatchObject({ code: 'NOTHING_TO_REPLAY' });
});

describe('evaluations that version 1 of the evaluator made', () => {
  const fixtureSchema = z.object({
    evaluations: z.array(z.looseObject({ unitId: z.string() })),
    evidence: z.array(z.tuple([z.string(), z.string()])),
    registry: z.array(z.looseObject({ kind: z.string() })),
    canonicalLines: z.array(z.unknown()),
  });

  test('are replayed by its rules, to the bytes that it wrote', async () => {
    // Prepare: what version 1 left behind of June 2020
    const file = new URL('../fixtures/evaluations-v1/june-2020.json', import.meta.url);
    const fixture = fixtureSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const { Evaluations, Registry } = engines.tableNames;
    const tables = connectTables();
    for (const Item of fixture.evaluations) await tables.send(new PutCommand({ TableName: Evaluations, Item }));
    for (const Item of fixture.registry) await tables.send(new PutCommand({ TableName: Registry, Item }));
    for (const [key, content] of fixture.evidence) await overwrite(key, content);
    const copy = z.object({ governing: z.object({ canonicalKey: z.string() }) }).parse(fixture.evaluations[0]);
    const content = fixture.canonicalLines.map((line) => `${JSON.stringify(line)}\n`).join('');
    await new Bucket(engines.bucketName).write(copy.governing.canonicalKey, gzipSync(content), 'application/x-ndjson');

    // Act
    const report = await replay();

    // Assess
    expect(report).toEqual({
      month: '2020-06',
      evaluations: 7,
      identical: 7,
      differenceCount: 0,
      differences: [],
      registryChangedSince: [],
    });
  });

  test('are not judged by a version that this code does not have', () => {
    expect(() => evaluatorOf(99)).toThrow(expect.objectContaining({ code: 'EVALUATOR_UNKNOWN' }));
  });
});
