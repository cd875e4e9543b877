import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildEvaluation } from '../../shared/evaluation/build-evaluation.ts';
import { type Evaluation, evaluationSchema } from '../../shared/evaluation/evaluation.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { currentEvaluator } from '../../shared/evaluation/evaluator.ts';
import { judgeWithoutData } from '../../shared/evaluation/judge-unit.ts';
import { JudgedMonths } from '../../shared/evaluation/judged-months.ts';
import { monthRulesOf } from '../../shared/policy/month-rules.ts';
import { digestOf } from '../../shared/runtime/digest.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { unitSchema } from '../../shared/unit/unit.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { policyOf664 } from './policies.ts';

let engines: Engines;
let store: EvaluationStore;
beforeAll(async () => {
  engines = await startEngines();
  store = new EvaluationStore(connectTables(), engines.tableNames.Evaluations);
});
afterAll(() => engines.close());

const unit = unitSchema.parse({
  unitId: 'so-xay-dung',
  name: 'Sở Xây dựng',
  tier: 'province',
  kind: 'department',
  parentUnitId: null,
  headName: null,
  headEmail: null,
  deputyEmails: [],
  ccEmails: [],
  validFrom: '2020-01-01',
  validTo: null,
});

function undecided(month: string, revision = 1, recordedAt = '2020-07-05T23:00:00.000Z'): Evaluation {
  const rules = monthRulesOf([policyOf664('province')], 'province', month, 'Asia/Ho_Chi_Minh');
  const judgement = judgeWithoutData(rules, 'governing-snapshot-missing');
  return buildEvaluation(
    { unit, rules },
    {
      evaluator: currentEvaluator,
      rule: 'overdue-share',
      month,
      revision,
      sourceId: 'portal',
      judgement,
      grounds: null,
      registry: null,
      manifest: null,
      order: null,
    },
    recordedAt,
  );
}

test('the digest covers every field but itself and the time of recording', () => {
  // Act
  const evaluation = undecided('2020-06');
  const { digest, recordedAt, ...content } = evaluation;

  // Assess
  expect(digest).toBe(digestOf(content));
  expect(undecided('2020-06', 1, '2031-01-01T00:00:00.000Z').digest).toBe(digest);
  expect(undecided('2020-07').digest).not.toBe(digest);
  // Only an exceeded policy with several bands has the field `band`.
  const { band: _band, ...shape } = evaluationSchema.shape;
  expect(Object.keys(evaluation).toSorted()).toEqual(Object.keys(shape).toSorted());
  expect(recordedAt).toBe('2020-07-05T23:00:00.000Z');
});

test('a revision is kept once and never changed; the latest one is found, also after the tenth', async () => {
  // Act
  const wasNew = await store.put(undecided('2020-06'));
  const again = await store.put({ ...undecided('2020-06'), verdict: 'passed' });
  await store.put(undecided('2020-06', 2));
  await store.put(undecided('2020-06', 10));

  // Assess
  expect([wasNew, again]).toEqual([true, false]);
  expect(await store.get(undecided('2020-06'))).toEqual(undecided('2020-06'));
  expect(await store.latest('so-xay-dung', '2020-06', 'overdue-share')).toEqual(undecided('2020-06', 10));
  expect(await store.latest('so-xay-dung', '2020-07', 'overdue-share')).toBeNull();
  expect((await store.byMonth('2020-06')).map(({ revision }) => revision).toSorted((a, b) => a - b)).toEqual([
    1, 2, 10,
  ]);
});

test('of two processes that judge at once, both go on with what is kept', async () => {
  // Prepare
  const early = undecided('2020-08', 1, '2020-09-05T23:00:00.000Z');
  const late = undecided('2020-08', 1, '2020-09-06T23:00:00.000Z');

  // Act
  const kept = await Promise.all([early, late].map((evaluation) => new JudgedMonths(store).keep(evaluation)));

  // Assess
  expect(kept[0]).toEqual(kept[1]);
  expect(await new JudgedMonths(store).of('2020-08', 'overdue-share', ['so-xay-dung', 'so-y-te'])).toEqual([kept[0]]);
});
