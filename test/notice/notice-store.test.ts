import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MailFate } from '../../shared/notice/mail-fate.ts';
import type { Notice } from '../../shared/notice/notice.ts';
import { NoticeStore, type WaitsFor } from '../../shared/notice/notice-store.ts';
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

/** What a claim says of a digest to which nothing has happened. */
const untouched = {
  status: 'claimed',
  sentTo: null,
  isHandedOver: false,
  mayBeSent: false,
  postponed: null,
  messageId: null,
  acceptedAt: null,
  statusReason: null,
  fates: [],
  trail: [],
} as const satisfies Partial<Notice>;

test('a digest is claimed once, and the first claim stays', async () => {
  // Act
  const first = await store.claim(claimOf('once'));
  const second = await store.claim({ ...claimOf('once'), claimedAt: '2020-07-09T00:31:00.000Z' });

  // Assess
  expect([first, second]).toEqual([true, false]);
  const expected: Notice = {
    ...claimOf('once'),
    ...untouched,
  };
  expect(await store.get('once')).toEqual(expected);
});

test('a lapsed claim is taken over by one', async () => {
  await store.claim(claimOf('lapsed'));
  const held: Notice = {
    ...claimOf('lapsed'),
    ...untouched,
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

const heard = (line: string, fates: readonly MailFate[] = []) => ({
  line,
  fates,
  acceptedAt: '2020-07-09T00:30:01.000Z',
});

/** The ids of those that wait, in the order of waiting, whenever they began to. */
async function waiting(waitsFor: WaitsFor, until = '2020-12-31T00:00:00.000Z'): Promise<string[]> {
  const ids: string[] = [];
  for await (const { noticeId } of store.waiting(waitsFor, '2020-01-01T00:00:00.000Z', until)) ids.push(noticeId);
  return ids;
}

test('a digest waits for an answer from its claim on until SES says a word of it', async () => {
  await store.claim(claimOf('silent'));
  expect(await waiting('answer')).toContain('silent');
  expect(await waiting('answer', '2020-07-09T00:29:59.999Z')).not.toContain('silent');
  await store.moveForward('silent', { status: 'accepted', messageId: 'm', reason: null });
  expect(await waiting('answer')).toContain('silent');
  await store.note('silent', heard('Send'));
  expect(await waiting('answer')).not.toContain('silent');
});

test('a digest that is put off waits to be tried again, and belongs to whoever comes first', async () => {
  // Prepare
  const claim = claimOf('put_off');
  const at = '2020-07-09T00:30:05.000Z';
  await store.claim(claim);
  await store.handOver(claim);

  // Act
  expect(await store.postpone(claim, { at, cause: 'quota', reason: 'enough' })).toBe(true);
  const held = await store.get('put_off');
  expect([await waiting('quota'), await waiting('answer')]).toEqual([
    ['put_off'],
    expect.not.arrayContaining(['put_off']),
  ]);
  const renewals = held && [await store.renewClaim(held, at), await store.renewClaim(held, at)];

  // Assess
  expect(held).toMatchObject({ isHandedOver: false, postponed: { at, cause: 'quota', reason: 'enough' } });
  expect(renewals).toEqual([true, false]);
  expect(await store.get('put_off')).toMatchObject({ claimedAt: at, mayBeSent: false, postponed: null });
  expect(await waiting('quota')).toEqual([]);
});

test('a claim whose mail was handed to SES and that lapsed may have been sent, whatever comes after', async () => {
  // Prepare
  const claim = claimOf('lost_answer');
  await store.claim(claim);
  await store.handOver(claim);
  const held = await store.get('lost_answer');

  // Act
  const renewedAt = '2020-07-09T00:45:00.000Z';
  if (held !== null) await store.renewClaim(held, renewedAt);
  const renewed = { noticeId: 'lost_answer', claimedAt: renewedAt };
  await store.handOver(renewed);
  await store.postpone(renewed, { at: renewedAt, cause: 'quota', reason: 'enough' });

  // Assess
  expect(await store.get('lost_answer')).toMatchObject({ isHandedOver: false, mayBeSent: true });
});

test('who no longer holds the claim, or whose mail SES told of, hands nothing over and puts nothing off', async () => {
  // Prepare
  const claim = claimOf('taken_over');
  await store.claim(claim);
  const held = await store.get('taken_over');
  if (held !== null) await store.renewClaim(held, '2020-07-09T00:45:00.000Z');
  const told = claimOf('told_of');
  await store.claim(told);
  await store.moveForward('told_of', { status: 'accepted', messageId: 'm', reason: null });

  // Act and assess
  const postponement = { at: '2020-07-09T00:46:00.000Z', cause: 'rate', reason: 'x' } as const;
  for (const lost of [claim, told]) {
    expect([await store.handOver(lost), await store.postpone(lost, postponement)]).toEqual([false, false]);
  }
});

test('an event of a digest that there is not makes none', async () => {
  expect(await store.note('nobody', heard('Send'))).toBeNull();
  expect(await store.get('nobody')).toBeNull();
});
