import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { LEDGER_ITSELF } from '../../functions/verify-ledger/keep-report.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { sha256 } from '../../shared/runtime/digest.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { lambdaContext, sqsEvent } from '../notice/sqs-event.ts';
import { proveProvince } from './proven-province.ts';

let engines: Engines;
let handler: (event: unknown, context: Context) => Promise<unknown>;
beforeAll(async () => {
  engines = await startEngines();
  const { Registry, Ledger, Evaluations, Findings } = engines.tableNames;
  Object.assign(process.env, {
    REGISTRY_TABLE: Registry,
    LEDGER_TABLE: Ledger,
    EVALUATIONS_TABLE: Evaluations,
    FINDINGS_TABLE: Findings,
    BUCKET: engines.bucketName,
    SIMULATED_NOW: '2020-09-03T02:00:00.000Z',
  });
  ({ handler } = await import('../../functions/verify-ledger/handler.ts'));
  await proveProvince(engines);
});
afterAll(async () => {
  delete process.env.SIMULATED_NOW;
  await engines.close();
});

const weekly = sqsEvent({ scheduledAt: '2020-09-06T05:00:00+07:00' });

test('the weekly verification of a whole ledger leaves a report, and no finding', async () => {
  // Act
  const answer = await handler(weekly, lambdaContext);

  // Assess
  expect(answer).toMatchObject({ faultCount: 0, faults: [], checked: { entries: 5, heads: 3 } });
  expect(await reports()).toEqual([
    expect.objectContaining({ verifiedAt: '2020-09-05T22:00:00.000Z', actor: 'verify-ledger', faultCount: 0 }),
  ]);
  expect(await findings('so-xay-dung')).toEqual([]);
});

test('an admin gives the hash as the mail prints it, in groups of four', async () => {
  // Prepare
  const hash = sha256(await new Bucket(engines.bucketName).read('ledger/heads/2020-08/0001.json'));
  const headHash = (hash.toUpperCase().match(/.{4}/g) ?? []).join(' ');
  const order = { actor: 'thanh-tra', reason: 'Thanh tra năm 2020', month: '2020-08' };

  // Act, Assess
  expect(await handler({ ...order, headHash }, lambdaContext)).toMatchObject({
    faultCount: 0,
    headHash: { fits: true, key: 'ledger/heads/2020-08/0001.json' },
  });
  await expect(handler({ ...order, headHash: headHash.slice(5) }, lambdaContext)).rejects.toThrow('64 hexadecimal');
  await expect(handler(order, lambdaContext)).rejects.toThrow('must be given with a month');
});

test('a hash that fits no head of the month is answered and reported, and is no finding', async () => {
  // Prepare: the right hash, the month mistyped
  const headHash = sha256(await new Bucket(engines.bucketName).read('ledger/heads/2020-08/0001.json'));
  const order = { actor: 'thanh-tra', reason: 'Gõ nhầm tháng', month: '2020-07', headHash };

  // Act
  const answer = await handler(order, lambdaContext);

  // Assess
  const message = `No head of 2020-07 has the head hash ${headHash}. It is the hash of ledger/heads/2020-08/0001.json.`;
  expect(answer).toMatchObject({ faultCount: 0, faults: [], headHash: { fits: false, message } });
  expect(await reports()).toContainEqual(
    expect.objectContaining({
      reason: 'Gõ nhầm tháng',
      month: '2020-07',
      askedHeadHash: headHash,
      faultCount: 0,
      headHash: { fits: false, message },
    }),
  );
  expect(await findings(LEDGER_ITSELF)).toEqual([]);
});

test('an order that cannot be read is told what verify-ledger takes, and leaves no report', async () => {
  const before = await reports();

  await expect(handler({ actor: 'thanh-tra' }, lambdaContext)).rejects.toMatchObject({
    code: 'UNREADABLE_EVENT',
    message: expect.stringMatching(
      /^verify-ledger takes \{actor, reason, .*\}\. Nothing was written\.\n.*\n.*at reason$/,
    ),
  });
  await expect(handler({ actor: 'thanh-tra', reason: 'Kiểm tra', headhash: 'a' }, lambdaContext)).rejects.toThrow(
    /headhash/,
  );
  expect(await reports()).toHaveLength(before.length);
});

test('what is wrong is reported each time, and found once, in a sentence for people', async () => {
  // Prepare
  const item = { account: 'so-y-te#2020', sequence: 1, reason: 'x' };
  await connectTables().send(new PutCommand({ TableName: engines.tableNames.Ledger, Item: item }));

  const before = await reports();

  // Act
  await handler(weekly, lambdaContext);
  const answer = await handler({ actor: 'thanh-tra', reason: 'Kiểm tra lại' }, lambdaContext);

  // Assess
  expect(answer).toMatchObject({
    faultCount: 1,
    faults: [{ kind: 'entry-unreadable', account: 'so-y-te#2020', sequence: 1, unitId: 'so-y-te' }],
    reportKey: expect.stringMatching(/^ledger-reports\/2020-09-03\/[0-9a-f]{16}\.json$/),
  });
  expect(await reports()).toHaveLength(before.length + 2);
  expect(await findings('so-y-te')).toEqual([
    expect.objectContaining({
      kind: 'ledger-fault',
      severity: 'alarm',
      noticedAt: '2020-09-05T22:00:00.000Z',
      sentence: expect.stringContaining('có 1 chỗ không khớp với bản lưu'),
    }),
  ]);
});

async function reports(): Promise<unknown[]> {
  const bucket = new Bucket(engines.bucketName);
  const keys = await bucket.keysUnder('ledger-reports/');
  return Promise.all(keys.map(async (key) => JSON.parse((await bucket.read(key)).toString())));
}

function findings(unitId: string) {
  return new FindingStore(connectTables(), engines.tableNames.Findings).ofUnit(unitId);
}
