import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { recordDeduction } from '../../functions/evaluate-month/record-deduction.ts';
import { contentOf } from '../../shared/evaluation/build-evaluation.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { digestOf } from '../../shared/runtime/digest.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { evaluation } from '../notice-planning/facts.ts';
import { newStores } from './hand-made-province.ts';

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
});
afterEach(() => engines.close());

test('a process that remembers a verdict which an order has superseded enters nothing of it', async () => {
  // Prepare: revision 1 exceeded, and died before its deduction was entered; revision 2 passed
  const first = evaluation();
  const { digest: _digest, ...content } = { ...first, revision: 2, verdict: 'passed' as const };
  const store = new EvaluationStore(connectTables(), engines.tableNames.Evaluations);
  await store.put(first);
  await store.put({ ...content, digest: digestOf(contentOf(content)) });

  // Act
  const stores = newStores(engines);
  await recordDeduction(first, new Map(), stores);

  // Assess
  expect(await stores.ledger.entries(`${first.unitId}#2020`)).toEqual([]);
});
