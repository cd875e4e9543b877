import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sendNotice } from '../../functions/send-notice/send-notice.ts';
import { fallbackOrder } from '../../shared/notice/fallback-order.ts';
import { orderOf, type WiredSender, wireSender } from './wire-sender.ts';

const MORNING = '2020-07-09T00:30:00.000Z';
const EVENING = '2020-07-09T11:00:00.000Z';
const QUOTA = 'Throttling: Daily message quota exceeded.';
const UNVERIFIED =
  'MessageRejected: Email address is not verified. The following identities failed the check in region AP-SOUTHEAST-1: angiang.example';

let sender: WiredSender;
let { line, engines, mailEngine, means } = {} as WiredSender;

beforeAll(async () => {
  sender = await wireSender();
  ({ line, engines, mailEngine, means } = sender);
});
beforeEach(() => {
  line.mend();
  line.refuse();
  engines.purge('notices');
});
afterAll(() => sender.close());

async function toldOf(topics: readonly { readonly topicId: string }[]): Promise<string[]> {
  return [...(await means.toldTopics.toldAmong(topics.map(({ topicId }) => topicId))).keys()];
}

test('twenty tries in vain lose nothing: each is a message of its own, and the digest goes out when there is quota', async () => {
  // Prepare
  const digest = orderOf('all_day');
  line.refuse(...Array(20).fill(QUOTA));
  const at = (quarter: number) => new Date(Date.parse(MORNING) + quarter * 900_000).toISOString();

  // Act: 20 quarters of an hour, from 07:30 to 12:15, and at 12:30
  const outcomes: string[] = [];
  for (let quarter = 0; quarter <= 20; quarter++) outcomes.push(await sendNotice(digest, at(quarter), means));

  // Assess
  expect(outcomes).toEqual([...Array(20).fill('postponed'), 'sent']);
  expect(engines.delayed('notices')).toEqual(Array(20).fill({ message: digest, seconds: 900 }));
  expect(await mailEngine.mailsOf('all_day')).toHaveLength(1);
});

test.each([
  ['an address that is not verified', UNVERIFIED],
  ['a paused account', 'AccountSendingPausedException'],
  ['a missing configuration set', 'ConfigurationSetDoesNotExist'],
])(
  '%s is no fault of the head: nobody else is mailed, nothing is found about him, and it is tried again',
  async (title, refused) => {
    // Prepare
    const digest = orderOf(`sender_${title.replaceAll(' ', '_')}`);
    line.refuse(refused);

    // Act
    const outcome = await sendNotice(digest, MORNING, means);
    const put = engines.delayed('notices');
    const later = await sendNotice(digest, '2020-07-09T00:45:00.000Z', means);

    // Assess
    expect([outcome, later]).toEqual(['postponed', 'sent']);
    expect(put).toEqual([{ message: digest, seconds: 900 }]);
    expect(await means.findings.ofUnit('so-xay-dung')).toEqual([]);
  },
);

test('a rate that stays exceeded for seven seconds puts the digest off for a minute', async () => {
  const digest = orderOf('too_fast');
  line.refuse(...Array(4).fill('Throttling: Maximum sending rate exceeded.'));
  expect(await sendNotice(digest, MORNING, means)).toBe('postponed');
  expect(engines.delayed('notices')).toEqual([{ message: digest, seconds: 60 }]);
});

test('a digest that had no quota all day is told by the next morning, and by it alone', async () => {
  // Prepare
  const digest = orderOf('no_quota');
  line.refuse(QUOTA);
  await sendNotice(digest, MORNING, means);
  expect(await toldOf(digest.topics)).toHaveLength(2);

  // Act
  const outcome = await sendNotice(digest, EVENING, means);
  const nextDay = await sendNotice(digest, '2020-07-10T00:31:00.000Z', means);

  // Assess
  expect([outcome, nextDay]).toEqual(['given-up', 'settled-before']);
  expect(await means.notices.get('no_quota')).toMatchObject({ status: 'failed', messageId: null });
  expect(await toldOf(digest.topics)).toEqual([]);
  expect(await mailEngine.mailsOf('no_quota')).toEqual([]);
});

test('an order that comes too early waits without a claim; one that comes too late is on record as not sent', async () => {
  const digest = orderOf('hours');
  expect(await sendNotice(digest, '2020-07-08T23:59:00.000Z', means)).toBe('postponed'); // 06:59
  expect([await means.notices.get('hours'), engines.delayed('notices')]).toEqual([
    null,
    [{ message: digest, seconds: 900 }],
  ]);
  expect(await sendNotice(digest, EVENING, means)).toBe('given-up');
  expect(await means.notices.get('hours')).toMatchObject({ status: 'failed' });
  expect(await toldOf(digest.topics)).toEqual([]);
});

test('deputies are not mailed what did reach the head after all', async () => {
  // Prepare: SES gave up, then told that it had delivered it
  const digest = orderOf('late_news');
  await sendNotice(digest, MORNING, means);
  const [head = ''] = digest.to;
  const acceptedAt = '2020-07-09T00:30:01.000Z';
  const heard = (fate: 'gave-up' | 'delivered') => ({
    line: fate,
    acceptedAt,
    fates: [{ address: head, fate, reason: 'x' }],
  });
  await means.notices.note('late_news', heard('gave-up'));
  const fallback = fallbackOrder(digest);

  // Act
  await means.notices.note('late_news', heard('delivered'));
  const outcome = fallback && (await sendNotice(fallback, '2020-07-09T00:46:00.000Z', means));

  // Assess
  expect(outcome).toBe('needless');
  expect(await means.notices.get('late_news_deputies')).toBeNull();
});

test('what neither the head nor, for the hour, the deputies could be sent is told by the next morning', async () => {
  // Prepare
  const digest = orderOf('bounced_at_night');
  await sendNotice(digest, MORNING, means);
  const bounced = { address: digest.to[0] ?? '', fate: 'bounced', reason: 'user unknown' } as const;
  await means.notices.note('bounced_at_night', { line: 'Bounce', acceptedAt: MORNING, fates: [bounced] });
  const fallback = fallbackOrder(digest);

  // Act
  const outcome = fallback && (await sendNotice(fallback, EVENING, means));

  // Assess
  expect(outcome).toBe('given-up');
  expect(await toldOf(digest.topics)).toEqual([]);
});

test('what SES gave up, and no deputy can get, is told by the next morning unless news of a delivery comes', async () => {
  // Prepare
  const acceptedAt = '2020-07-09T00:30:01.000Z';
  const [lost, arrived] = [orderOf('full_mailbox', { deputies: [] }), orderOf('full_at_first', { deputies: [] })];
  for (const digest of [lost, arrived]) {
    await sendNotice(digest, MORNING, means);
    const gaveUp = { address: digest.to[0] ?? '', fate: 'gave-up', reason: 'mailbox full' } as const;
    await means.notices.note(digest.noticeId, { line: 'Bounce', acceptedAt, fates: [gaveUp] });
  }
  const delivered = { address: arrived.to[0] ?? '', fate: 'delivered', reason: 'Delivery' } as const;
  await means.notices.note(arrived.noticeId, { line: 'Delivery', acceptedAt, fates: [delivered] });

  // Act
  const later = '2020-07-09T15:00:00.000Z'; // SES tries for many hours: 22:00
  const outcomes = [await sendNotice(lost, later, means), await sendNotice(lost, later, means)];
  outcomes.push(await sendNotice(arrived, later, means));

  // Assess
  expect(outcomes).toEqual(['lost', 'lost', 'settled-before']);
  expect([await toldOf(lost.topics), (await toldOf(arrived.topics)).length]).toEqual([[], 2]);
  expect(await mailEngine.mailsOf('full_mailbox')).toHaveLength(1);
});
