import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Notice } from '../../shared/notice/notice.ts';
import { NoticeStore } from '../../shared/notice/notice-store.ts';
import { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { order } from './sample-orders.ts';

let engines: Engines;
let store: NoticeStore;
beforeAll(async () => {
  engines = await startEngines();
  store = new NoticeStore(connectTables(), engines.tableNames.Notices);
});
afterAll(() => engines.close());

const CLAIMED_AT = '2020-07-09T00:30:00.000Z';
const claimOf = (noticeId: string) => ({ ...order({ noticeId }), subject: '[Đúng Hẹn] x', claimedAt: CLAIMED_AT });

test('a digest is claimed once, and the first claim stays', async () => {
  // Act
  const first = await store.claim(claimOf('once'));
  const second = await store.claim({ ...claimOf('once'), claimedAt: '2020-07-09T00:31:00.000Z' });

  // Assess
  expect([first, second]).toEqual([true, false]);
  const expected: Notice = {
    ...claimOf('once'),
    status: 'claimed',
    messageId: null,
    acceptedAt: null,
    statusReason: null,
    trail: [],
  };
  expect(await store.get('once')).toEqual(expected);
});

test('a lapsed claim is taken over by one', async () => {
  await store.claim(claimOf('lapsed'));
  const held: Notice = {
    ...claimOf('lapsed'),
    status: 'claimed',
    messageId: null,
    acceptedAt: null,
    statusReason: null,
    trail: [],
  };

  expect(await store.renewClaim(held, '2020-07-09T00:45:00.000Z')).toBe(true);
  expect(await store.renewClaim(held, '2020-07-09T00:45:00.001Z')).toBe(false);
  expect(await store.get('lapsed')).toMatchObject({ claimedAt: '2020-07-09T00:45:00.000Z' });
});

test('a notice moves forward only, and one that is not there is not made', async () => {
  await store.claim(claimOf('forward'));
  const step = { messageId: 'm-1', reason: null };

  expect(await store.moveForward('forward', { status: 'delivered', ...step })).toBe(true);
  expect(await store.moveForward('forward', { status: 'accepted', ...step, messageId: 'm-2' })).toBe(false);
  expect(await store.moveForward('forward', { status: 'delivered', ...step, messageId: 'm-2' })).toBe(false);
  expect(await store.get('forward')).toMatchObject({ status: 'delivered', messageId: 'm-1' });
  expect(await store.moveForward('nowhere', { status: 'accepted', ...step })).toBe(false);
  expect(await store.get('nowhere')).toBeNull();
});

test('what failed before SES took it keeps no MessageId, and says why', async () => {
  await store.claim(claimOf('failing'));
  await store.moveForward('failing', { status: 'failed', messageId: null, reason: 'because' });
  expect(await store.get('failing')).toMatchObject({ status: 'failed', messageId: null, statusReason: 'because' });
});

test('all notices are listed, without the topics that stand beside them', async () => {
  await store.claim(claimOf('listed'));
  await new ToldTopicStore(connectTables(), engines.tableNames.Notices).markTold('topic-1', 'listed', '2020-07-09');

  const ids: string[] = [];
  for await (const { noticeId } of store.all()) ids.push(noticeId);
  expect(ids).toContain('listed');
  expect(ids.filter((id) => id.startsWith('told#'))).toEqual([]);
});
