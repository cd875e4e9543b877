import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { decideDeduction, parseDecisionOrder } from '../../functions/decide-deduction/decide-deduction.ts';
import { contentOf } from '../../shared/evaluation/build-evaluation.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { enterConsequences } from '../../shared/ledger/enter-consequences.ts';
import { MonthHeadStore } from '../../shared/ledger/month-head-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { digestOf } from '../../shared/runtime/digest.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import {
  acceptSnapshot,
  newStores,
  policies,
  registerProvince,
  sourceRow,
  TIME_ZONE,
} from '../evaluate-month/hand-made-province.ts';
import { dossierLine } from '../evaluation/canonical-lines.ts';
import { announce, evaluate, proveProvince } from '../verify-ledger/proven-province.ts';

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
});
afterEach(() => engines.close());

function evaluations(): EvaluationStore {
  return new EvaluationStore(connectTables(), engines.tableNames.Evaluations);
}

async function headOf(month: string, number: number) {
  return (await new MonthHeadStore(new Bucket(engines.bucketName)).read({ month, number })).head;
}

test("what is decided of a year's last month in the next year stands under the next year's heads, too", async () => {
  // Prepare: December is exceeded and announced; in January its deduction is reversed
  const source = sourceRow('portal', { evaluateFrom: '2020-12' });
  await registerProvince(engines, { 'so-xay-dung': 'province' }, source, policies);
  const late = dossierLine('so-xay-dung', 'A', ['2020-12-01 08:00', '2020-12-10 17:00', '2020-12-12 16:00']);
  await acceptSnapshot(engines, '2020-12-31', [late]);
  await acceptSnapshot(engines, '2021-01-31', [late]);
  await evaluate(engines, '2021-01-01');
  await announce(engines, '2021-01-01');
  const order = { month: '2020-12', unitId: 'so-xay-dung', decision: 'reverse', actor: 'vp', reason: 'Sai số liệu' };
  const stores = { ...newStores(engines), evaluations: evaluations() };
  await decideDeduction(parseDecisionOrder(order), '2021-01-15T03:00:00.000Z', TIME_ZONE, stores);

  // Act
  await evaluate(engines, '2021-02-01');
  await announce(engines, '2021-02-01');

  // Assess
  expect((await headOf('2020-12', 1)).accounts).toMatchObject([{ account: 'so-xay-dung#2020', sequence: 1 }]);
  expect((await headOf('2021-01', 1)).accounts).toMatchObject([{ account: 'so-xay-dung#2020', sequence: 2 }]);
});

test('a month whose re-evaluation is not entered yet waits for its next head', async () => {
  // Prepare: revision 2 of June says that the unit passed; its adjustment is still to be entered
  await proveProvince(engines);
  const first = await evaluations().latest('so-xay-dung', '2020-06', 'overdue-share');
  if (first === null) throw new Error('not judged');
  const { digest: _digest, ...content } = { ...first, revision: 2, verdict: 'passed' as const, manifest: null };
  const second = { ...content, digest: digestOf(contentOf(content)) };
  await evaluations().put(second);

  // Act
  const halfDone = await announce(engines, '2020-09-02');
  await enterConsequences(second, null, newStores(engines));
  const done = await announce(engines, '2020-09-03');

  // Assess: of the two units that exceeded in June one is left, with its half point
  expect(halfDone).toMatchObject({ announced: [], waiting: ['2020-06'] });
  expect(done.announced).toMatchObject([{ month: '2020-06', number: 2 }]);
  expect((await headOf('2020-06', 2)).pointsHundredths).toBe(50);
});
