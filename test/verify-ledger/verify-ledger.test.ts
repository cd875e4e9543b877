import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import type { LedgerFault } from '../../shared/ledger/ledger-fault.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';
import { digestOf, sha256 } from '../../shared/runtime/digest.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { EngineState, type StoredState } from '../interruption/engine-state.ts';
import { proveProvince, verify } from './proven-province.ts';

type Item = Record<string, unknown>;

const ACCOUNT = 'so-xay-dung#2020';
const LAST_HEAD = 'ledger/heads/2020-08/0001.json';

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

test('an untouched ledger is found to be as it was written, and the report says how much was looked at', async () => {
  // Act
  const { faults, checked } = await verify(engines);

  // Assess: 3 + 2 entries, a head each month, 3 units x 3 months; each unit month has its list of dossiers, each of the 5
  // exceeded ones a manifest, each month a registry and a canonical copy: 9 + 5 + 3 + 3
  expect(faults).toEqual([]);
  expect(checked).toEqual({ accounts: 2, entries: 5, copies: 5, heads: 3, evaluations: 9, objects: 20 });
});

test('the weekly run reads the objects on which entries rest, and leaves the others to those who ask', async () => {
  // Prepare: the list of a unit that passed
  await erase((await evaluationOf('so-y-te', '2020-07')).evidence?.key ?? '');

  // Act
  const weekly = await verify(engines, { objects: 'of-entries' });

  // Assess: 5 lists, 5 manifests, 3 registries, 3 canonical copies
  expect(weekly).toMatchObject({ faults: [], checked: { entries: 5, evaluations: 9, objects: 16 } });
  expect(await found()).toEqual(['evidence-missing so-y-te#2020']);
});

describe('entries', () => {
  test('a changed entry is told by its hash, and where it stands', async () => {
    // Prepare
    await put({ ...(await entry(2)), pointsHundredths: 0 });

    // Act, Assess
    expect(await found()).toEqual(['entry-changed so-xay-dung#2020 2']);
  });

  test('a changed entry is told by its copy where its hash was reckoned anew', async () => {
    await put(rehashed({ ...(await entry(2)), pointsHundredths: 0 }));

    // Assess: July's head was made when it was the last one
    expect(await found()).toEqual(['entry-changed so-xay-dung#2020 2', 'account-differs-from-head so-xay-dung#2020 2']);
  });

  test('a deleted entry is told from its copy, the last one of an account too', async () => {
    await remove(2);
    expect(await found()).toEqual(['entry-deleted so-xay-dung#2020 2', 'account-shorter-than-head so-xay-dung#2020 2']);
    await state.set(proven, await state.read());
    await remove(3);
    expect(await found()).toEqual(['entry-deleted so-xay-dung#2020 3', 'account-shorter-than-head so-xay-dung#2020 3']);
  });

  test('an entry that was put in between is told as that, and those after it as moved', async () => {
    // Prepare: between the first and the second entry, the chain reckoned anew from there
    const [first, second, third] = [await entry(1), await entry(2), await entry(3)];
    const foisted = rehashed({ ...second, reason: 'Thêm vào', previousHash: first.hash });
    await put(foisted);
    const moved = rehashed({ ...second, sequence: 3, previousHash: foisted.hash });
    await put(moved);
    await put(rehashed({ ...third, sequence: 4, previousHash: moved.hash }));

    // Act, Assess
    expect((await found()).filter((fault) => !/head/.test(fault))).toEqual([
      'entry-inserted so-xay-dung#2020 2',
      'entry-moved so-xay-dung#2020 3',
      'entry-moved so-xay-dung#2020 4',
    ]);
  });

  test('an entry that was appended by hand has no copy, and names an evaluation that does not exceed', async () => {
    const last = await entry(3);
    await put(rehashed({ ...last, sequence: 4, month: '2020-09', previousHash: last.hash }));

    expect(await found()).toEqual(['copy-missing so-xay-dung#2020 4', 'evaluation-missing so-xay-dung#2020 4']);
  });

  test('an entry that was put in a second time is told as that', async () => {
    const last = await entry(3);
    await put(rehashed({ ...last, sequence: 4, previousHash: last.hash }));

    expect(await found()).toEqual(['entry-duplicated so-xay-dung#2020 4']);
  });

  test('entries that changed places are told as that', async () => {
    const [second, third] = [await entry(2), await entry(3)];
    await put({ ...third, sequence: 2 });
    await put({ ...second, sequence: 3 });

    expect((await found()).filter((fault) => !/head/.test(fault))).toEqual([
      'entries-reordered so-xay-dung#2020 2',
      'entries-reordered so-xay-dung#2020 3',
    ]);
  });

  test('a broken link is told where nothing else is wrong: entry and copy were both rewritten', async () => {
    // Prepare
    const second = rehashed({ ...(await entry(2)), reason: 'Viết lại' });
    await put(second);
    await write(copyKey(2), canonicalJson(second));

    // Act, Assess
    expect((await found()).filter((fault) => !/head/.test(fault))).toEqual(['chain-broken so-xay-dung#2020 3']);
  });

  test('an item under a number beyond all counting is told, and hides no other account from those who settle', async () => {
    // Prepare
    const client = new DynamoDBClient({});
    const TableName = engines.tableNames.Ledger;
    const Key = { account: { S: 'so-y-te#2020' }, sequence: { N: `1${'0'.repeat(20)}` } };
    await client.send(new PutItemCommand({ TableName, Item: Key }));

    // Act
    const faults = await found();
    const live = await new LedgerStore(connectTables(), TableName).liveAccounts('2020-07-01T00:00:00.000Z');
    await client.send(new DeleteItemCommand({ TableName, Key }));

    // Assess
    expect(faults).toEqual(['entry-deleted so-y-te#2020 1', 'entry-unreadable so-y-te#2020 100000000000000000000']);
    expect(live).toContain('so-xay-dung#2020');
  });

  test('what is no entry at all is told, not skipped', async () => {
    await put({ account: ACCOUNT, sequence: 2, pointsHundredths: 'nửa điểm' });

    expect(await found()).toContain('entry-unreadable so-xay-dung#2020 2');
  });

  test('last entries that are gone without a trace are told by the heads, and by the evaluations that brought them', async () => {
    // Prepare
    for (const sequence of [2, 3]) {
      await remove(sequence);
      await erase(copyKey(sequence));
    }

    // Act, Assess: July's head and August's
    expect(await found()).toEqual([
      'consequence-missing so-xay-dung#2020',
      'account-shorter-than-head so-xay-dung#2020 2',
      'consequence-missing so-xay-dung#2020',
      'account-shorter-than-head so-xay-dung#2020 3',
    ]);
  });
});

describe('copies', () => {
  test('a copy that is gone is missed', async () => {
    await erase(copyKey(3));

    expect(await found()).toEqual(['copy-missing so-xay-dung#2020 3']);
  });

  test('a copy that was overwritten is told apart from an entry that was', async () => {
    await write(copyKey(3), canonicalJson({ ...(await entry(3)), pointsHundredths: 0 }));

    expect(await found()).toEqual(['copy-differs so-xay-dung#2020 3']);
  });

  test('a copy of no entry, and an object that nobody writes, are told', async () => {
    await write('ledger/so-y-te%232020/000001.json', '{}');
    await write('ledger/notes.txt', 'x');

    expect(await found()).toEqual(['object-unknown', 'copy-without-entry so-y-te#2020 1']);
  });
});

describe('what entries rest on', () => {
  test('an evaluation that is gone is missed by the entry and by the head', async () => {
    await deleteEvaluation('so-xay-dung', '2020-07');

    expect(await found()).toEqual(['evaluation-missing so-xay-dung#2020 2', 'evaluation-missing so-xay-dung 2020-07']);
  });

  test('a changed evaluation does not have the digest of what it says', async () => {
    await changeEvaluation('so-y-te', { overdue: 0 });

    expect(await found()).toEqual(['evaluation-changed so-y-te#2020']);
  });

  test.each(['', 'registry/units.csv'])(
    'a list that is said to lie elsewhere ("%s") is not looked for there',
    async (key) => {
      // Prepare
      await write('registry/units.csv', 'unitId');

      // Act
      await changeEvaluation('so-y-te', {
        evidence: { key, digest: sha256('unitId'), overdueRows: 0, unknownRows: 0 },
      });

      // Assess
      expect(await found()).toEqual(['evaluation-changed so-y-te#2020', 'evidence-missing so-y-te#2020']);
    },
  );

  test('an evaluation that was changed together with its digest is not the one that was entered', async () => {
    const changed = await changeEvaluation('so-xay-dung', { verdict: 'passed' });
    const { digest: _, recordedAt: __, monthRevision: ___, ...content } = changed;
    await changeEvaluation('so-xay-dung', { verdict: 'passed', digest: digestOf(content) });

    expect(await found()).toEqual(['evaluation-differs so-xay-dung#2020 2', 'evaluation-differs so-xay-dung 2020-07']);
  });

  test.each(['evidence', 'manifest'] as const)(
    'a list or manifest (%s) that is gone or swapped is told',
    async (kind) => {
      // Prepare
      const { key } = (await evaluationOf('so-xay-dung', '2020-07'))[kind] ?? { key: '' };
      const other = (await evaluationOf('cho-moi', '2020-06'))[kind] ?? { key: '' };
      const bucket = new Bucket(engines.bucketName);

      // Act
      await write(key, (await bucket.read(other.key)).toString());
      const swapped = await found();
      await erase(key);
      const gone = await found();

      // Assess
      expect(swapped).toEqual([`${kind}-differs so-xay-dung#2020 2`]);
      expect(gone).toEqual([`${kind}-missing so-xay-dung#2020 2`]);
    },
  );

  test('a registry or a canonical copy that is gone or damaged is told once, whoever rests on it', async () => {
    // Prepare
    const { registry, governing } = await evaluationOf('so-xay-dung', '2020-07');
    await write(registry?.key ?? '', '{}');
    await write(governing?.canonicalKey ?? '', 'not gzip');

    // Act
    const faults = await found();

    // Assess
    expect(faults).toHaveLength(2);
    expect(faults.map((fault) => fault.split(' ')[0]).toSorted()).toEqual(['canonical-missing', 'registry-differs']);
  });

  test('an entry that names another manifest than its evaluation does is told', async () => {
    const foreign = { key: 'evidence/x.json', digest: sha256('x') };
    await put(rehashed({ ...(await entry(3)), manifest: foreign }));

    expect(await found()).toContain('manifest-differs so-xay-dung#2020 3');
  });
});

describe('heads', () => {
  test('the hash of an announcement mail fits; a wrong one, or of another month, does not', async () => {
    // Prepare
    const hash = sha256(await new Bucket(engines.bucketName).read(LAST_HEAD));

    // Act, Assess
    const fitting = { faults: [], headHash: { fits: true, key: LAST_HEAD } };
    expect(await verify(engines, { headHash: hash })).toMatchObject(fitting);
    expect(await verify(engines, { headHash: hash, month: '2020-08' })).toMatchObject(fitting);
    expect(await verify(engines, { headHash: hash, month: '2020-07' })).toMatchObject({
      faults: [],
      headHash: { fits: false, message: expect.stringContaining(`It is the hash of ${LAST_HEAD}.`) },
    });
    expect(await verify(engines, { headHash: sha256('x') })).toMatchObject({
      faults: [],
      headHash: { fits: false, message: expect.stringContaining('No month has the head hash') },
    });
  });

  test('a head that was replaced is told by the mail alone, an earlier one by the heads after it too', async () => {
    // Prepare: the ledger and the last head are rewritten to fit one another
    const hash = sha256(await new Bucket(engines.bucketName).read(LAST_HEAD));
    const text = (await new Bucket(engines.bucketName).read(LAST_HEAD)).toString();
    await write(LAST_HEAD, text.replace('"pointsHundredths":100', '"pointsHundredths":0'));

    // Act, Assess
    expect(await found()).toEqual([]);
    expect(await verify(engines, { headHash: hash })).toMatchObject({ faults: [], headHash: { fits: false } });
    await write('ledger/heads/2020-06/0001.json', 'x');
    expect(await found()).toEqual(['head-differs 2020-06', 'head-unreadable 2020-06']);
    await erase('ledger/heads/2020-06/0001.json');
    expect(await found()).toEqual(['head-missing 2020-06']);
  });
});

/** `<kind> <account> <sequence>`, or what is known of the place. */
async function found(order: Parameters<typeof verify>[1] = {}): Promise<string[]> {
  const { faults } = await verify(engines, order);
  for (const { message, advice } of faults) expect([message, advice]).toEqual([expect.any(String), expect.any(String)]);
  return faults.map(placeOf);
}

function placeOf({ kind, account, sequence, unitId, month }: LedgerFault): string {
  const place = account === null ? [unitId, month] : [account, sequence];
  return [kind, ...place].filter((part) => part !== null).join(' ');
}

async function entry(sequence: number): Promise<Item> {
  const get = new GetCommand({ TableName: engines.tableNames.Ledger, Key: { account: ACCOUNT, sequence } });
  return (await connectTables().send(get)).Item ?? {};
}

function rehashed({ hash: _, ...facts }: Item): Item {
  return { ...facts, hash: digestOf(facts) };
}

function copyKey(sequence: number): string {
  return `ledger/so-xay-dung%232020/00000${sequence}.json`;
}

async function put(item: Item): Promise<void> {
  await connectTables().send(new PutCommand({ TableName: engines.tableNames.Ledger, Item: item }));
}

async function remove(sequence: number): Promise<void> {
  const Key = { account: ACCOUNT, sequence };
  await connectTables().send(new DeleteCommand({ TableName: engines.tableNames.Ledger, Key }));
}

/** Past the bucket's policy, which would refuse it. */
async function write(key: string, content: string): Promise<void> {
  await s3().send(new PutObjectCommand({ Bucket: engines.bucketName, Key: key, Body: content }));
}

async function erase(key: string): Promise<void> {
  await s3().send(new DeleteObjectCommand({ Bucket: engines.bucketName, Key: key }));
}

function s3(): S3Client {
  return new S3Client({ forcePathStyle: true });
}

async function evaluationOf(unitId: string, month: string) {
  const evaluations = await new EvaluationStore(connectTables(), engines.tableNames.Evaluations).byMonth(month);
  const evaluation = evaluations.find((candidate) => candidate.unitId === unitId);
  if (evaluation === undefined) throw new Error(`${unitId} was not judged for ${month}`);
  return evaluation;
}

async function changeEvaluation(unitId: string, changes: Item): Promise<Item> {
  const Item = { ...(await evaluationItem(unitId)), ...changes };
  await connectTables().send(new PutCommand({ TableName: engines.tableNames.Evaluations, Item }));
  return Item;
}

async function evaluationItem(unitId: string): Promise<Item> {
  const Key = { unitId, monthRevision: '2020-07#overdue-share#0001' };
  const { Item } = await connectTables().send(new GetCommand({ TableName: engines.tableNames.Evaluations, Key }));
  return Item ?? {};
}

async function deleteEvaluation(unitId: string, month: string): Promise<void> {
  const Key = { unitId, monthRevision: `${month}#overdue-share#0001` };
  await connectTables().send(new DeleteCommand({ TableName: engines.tableNames.Evaluations, Key }));
}
