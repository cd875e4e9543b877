import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESClient, VerifyDomainIdentityCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { Mailer } from '../../functions/send-notice/mailer.ts';
import { composeDigest } from '../../shared/notice/compose-digest.ts';
import { NoticeStore } from '../../shared/notice/notice-store.ts';
import { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { startMoto, testOnMoto } from '../engines/moto.ts';
import { letterhead, order } from '../notice/sample-orders.ts';

const CLAIMED_AT = '2020-07-09T00:30:00.000Z';

let moto: Awaited<ReturnType<typeof startMoto>>;
beforeAll(async () => {
  moto = await startMoto();
  if (moto.url === null) return;
  Object.assign(process.env, {
    AWS_REGION: 'ap-southeast-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: moto.url,
  });
  const key = (AttributeName: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName, KeyType });
  await new DynamoDBClient({}).send(
    new CreateTableCommand({
      TableName: 'Notices',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [key('noticeId', 'HASH')],
      AttributeDefinitions: ['noticeId', 'waitsFor', 'waitsSince'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byWait',
          KeySchema: [key('waitsFor', 'HASH'), key('waitsSince', 'RANGE')],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
});
afterAll(() => moto.close());

const mailOf = (senderAddress: string) => ({
  noticeId: 'digest_1',
  senderAddress,
  recipients: { to: ['a@b.example'], cc: [] },
  digest: composeDigest(order(), [], letterhead),
  evidence: [],
  date: CLAIMED_AT,
});

testOnMoto(
  'a sender whose domain is not verified is refused as a sender; one whose domain is gets a MessageId',
  async () => {
    // Prepare
    const client = new SESClient({ maxAttempts: 1 });
    await client.send(new VerifyDomainIdentityCommand({ Domain: 'angiang.example' }));
    const mailer = new Mailer(client, 'dung-hen');

    // Act and assess
    await expect(mailer.send(mailOf('dung-hen@elsewhere.example'))).rejects.toMatchObject({ refusal: 'sender' });
    expect(await mailer.send(mailOf('dung-hen@angiang.example'))).toMatch(/./);
  },
);

testOnMoto("a digest's life, from its claim over being put off to its bounce, is on record there too", async () => {
  // Prepare
  const store = new NoticeStore(connectTables(), 'Notices');
  const claim = { ...order({ noticeId: 'life' }), subject: 'x', claimedAt: CLAIMED_AT };
  const waiting = async (waitsFor: 'answer' | 'quota') => {
    const ids: string[] = [];
    for await (const { noticeId } of store.waiting(waitsFor, '2020-01-01T00:00:00.000Z', '2021-01-01T00:00:00.000Z')) {
      ids.push(noticeId);
    }
    return ids;
  };
  const at = '2020-07-09T00:31:00.000Z';

  // Act
  const claims = [await store.claim(claim), await store.claim(claim)];
  await store.handOver(claim);
  const postponed = await store.postpone(claim, { at, cause: 'quota', reason: 'enough' });
  const waitingForQuota = await waiting('quota');
  const held = await store.get('life');
  const renewed = held !== null && (await store.renewClaim(held, at));
  const waitingForAnswer = await waiting('answer');
  const fates = [{ address: claim.to[0] ?? '', fate: 'bounced', reason: 'user unknown' }] as const;
  for (const line of ['Send', 'Bounce', 'Bounce']) {
    await store.note('life', { line, fates: line === 'Send' ? [] : fates, acceptedAt: at });
  }
  const moved = await store.moveForward('life', { status: 'bounced', messageId: 'm', reason: null });

  // Assess
  expect({ claims, postponed, renewed, moved }).toEqual({
    claims: [true, false],
    postponed: true,
    renewed: true,
    moved: true,
  });
  expect([waitingForQuota, waitingForAnswer, await waiting('answer')]).toEqual([['life'], ['life'], []]);
  expect(await store.get('life')).toMatchObject({
    status: 'bounced',
    statusReason: 'user unknown',
    trail: ['Bounce', 'Send'],
    mayBeSent: false,
    fates,
  });
  expect(await store.note('nobody', { line: 'Send', fates: [], acceptedAt: at })).toBeNull();
});

testOnMoto('a topic that was told by another digest since is not taken back', async () => {
  const told = new ToldTopicStore(connectTables(), 'Notices');
  await told.markTold('topic', 'digest_2', '2020-07-10');
  expect([await told.release('topic', 'digest_1'), await told.release('topic', 'digest_2')]).toEqual([false, true]);
  expect(await told.toldAmong(['topic'])).toEqual(new Map());
});
