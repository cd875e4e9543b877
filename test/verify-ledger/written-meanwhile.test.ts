import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { decideDeduction, parseDecisionOrder } from '../../functions/decide-deduction/decide-deduction.ts';
import { type VerifyStores, verifyLedger } from '../../functions/verify-ledger/verify-ledger.ts';
import { contentOf } from '../../shared/evaluation/build-evaluation.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { digestOf } from '../../shared/runtime/digest.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { newStores, TIME_ZONE } from '../evaluate-month/hand-made-province.ts';
import { EngineState, type StoredState } from '../interruption/engine-state.ts';
import { announce, proveProvince, SUNDAY, verifyStores } from './proven-province.ts';

const LAST_COPY = 'ledger/so-xay-dung%232020/000003.json';
const order = { actor: 'thanh-tra', reason: 'Thanh tra năm 2020' };

let engines: Engines;
let state: EngineState;
let proven: StoredState;
beforeAll(async () => {
  engines = await startEngines();
  state = new EngineState(engines.bucketName, connectTables(), new S3Client({ forcePathStyle: true }));
  await proveProvince(engines);
  proven = await state.read();
});
beforeEach(async () => state.set(proven, await state.read()));
afterAll(() => engines.close());

test.each(['scanLedger', 'keysUnder'] as const)(
  'a decision and a head that come after %s are no faults',
  async (first) => {
    // Prepare: entry 4 of so-xay-dung reverses June; a new revision of so-y-te gives August a head that names entry 4
    const stores = writingAfter(first, async () => {
      await reverseJune();
      await reviseAugust();
      await announce(engines, '2020-09-02');
    });

    // Act
    const { faults } = await verifyLedger(order, SUNDAY, stores);

    // Assess
    expect(faults).toEqual([]);
  },
);

test('an entry that is read before its writer has made the copy is no fault once the copy is there', async () => {
  // Prepare: the copy of entry 3 comes while verification waits for writers
  const copy = await new Bucket(engines.bucketName).read(LAST_COPY);
  await erase(LAST_COPY);
  const stores = verifyStores(engines);
  const waitForWriters = () => new Bucket(engines.bucketName).write(LAST_COPY, copy, 'application/json');

  // Act
  const { faults } = await verifyLedger(order, SUNDAY, { ...stores, waitForWriters });

  // Assess
  expect(faults).toEqual([]);
});

test('an evaluation that its index shows a moment late is no fault', async () => {
  // Prepare: the index has shown July but so-xay-dung when it is asked first
  const stores = verifyStores(engines);
  let isFirst = true;
  const itemsOfMonth: VerifyStores['evaluations']['itemsOfMonth'] = async function* (month) {
    const isLate = month === '2020-07' && isFirst;
    if (isLate) isFirst = false;
    for await (const item of stores.evaluations.itemsOfMonth(month)) {
      if (!isLate || item.unitId !== 'so-xay-dung') yield item;
    }
  };

  // Act
  const { faults } = await verifyLedger(order, SUNDAY, { ...stores, evaluations: { itemsOfMonth } });

  // Assess
  expect(faults).toEqual([]);
});

test('a fault that stands is told beside one that somebody at work had brought about', async () => {
  // Prepare: entry 1 of cho-moi is gone for good; meanwhile so-xay-dung gets entry 4
  const Key = { account: 'cho-moi#2020', sequence: 1 };
  await connectTables().send(new DeleteCommand({ TableName: engines.tableNames.Ledger, Key }));

  // Act
  const { faults } = await verifyLedger(order, SUNDAY, writingAfter('scanLedger', reverseJune));

  // Assess: told by its copy, and by the heads of June and July: cho-moi lost nothing in July
  expect(faults.map(({ kind, account, sequence }) => `${kind} ${account} ${sequence}`)).toEqual([
    'entry-deleted cho-moi#2020 1',
    'account-shorter-than-head cho-moi#2020 1',
    'account-shorter-than-head cho-moi#2020 1',
  ]);
});

test('where nothing is wrong nothing is read a second time', async () => {
  // Prepare
  const stores = verifyStores(engines);
  const again = () => Promise.reject(new Error('read a second time'));

  // Act, Assess
  expect(await verifyLedger(order, SUNDAY, { ...stores, readAccount: again, waitForWriters: again })).toMatchObject({
    faults: [],
  });
});

/** Stores of which one step is followed, the first time, by what somebody else writes. */
function writingAfter(step: 'scanLedger' | 'keysUnder', write: () => Promise<unknown>): VerifyStores {
  const stores = verifyStores(engines);
  let isWritten = false;
  const thenWrite = async <Result>(result: Result): Promise<Result> => {
    if (!isWritten) await write();
    isWritten = true;
    return result;
  };
  if (step === 'scanLedger') return { ...stores, scanLedger: async () => thenWrite(await stores.scanLedger()) };
  class WrittenMeanwhile extends Bucket {
    override async keysUnder(prefix: string): Promise<string[]> {
      return thenWrite(await super.keysUnder(prefix));
    }
  }
  return { ...stores, bucket: new WrittenMeanwhile(engines.bucketName) };
}

async function reverseJune(): Promise<void> {
  const { Ledger } = engines.tableNames;
  const decision = { ...order, unitId: 'so-xay-dung', month: '2020-06', decision: 'reverse' };
  const stores = { ...newStores(engines), evaluations: evaluations() };
  await decideDeduction(parseDecisionOrder(decision), '2020-09-02T03:00:00.000Z', TIME_ZONE, stores);
  expect(await new LedgerStore(connectTables(), Ledger).entries('so-xay-dung#2020')).toHaveLength(4);
}

/** A second revision of so-y-te's August that says the same. */
async function reviseAugust(): Promise<void> {
  const first = await evaluations().latest('so-y-te', '2020-08', 'overdue-share');
  if (first === null) throw new Error('not judged');
  const { digest: _, ...content } = { ...first, revision: 2 };
  const second = { ...content, digest: digestOf(contentOf(content)), monthRevision: '2020-08#overdue-share#0002' };
  await connectTables().send(new PutCommand({ TableName: engines.tableNames.Evaluations, Item: second }));
}

function evaluations(): EvaluationStore {
  return new EvaluationStore(connectTables(), engines.tableNames.Evaluations);
}

async function erase(Key: string): Promise<void> {
  await new S3Client({ forcePathStyle: true }).send(new DeleteObjectCommand({ Bucket: engines.bucketName, Key }));
}
