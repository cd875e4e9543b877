import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sendNotice } from '../../functions/send-notice/send-notice.ts';
import { subjectOf } from '../../shared/notice/summarise-digest.ts';
import type { Moment } from '../engines/fault-line.ts';
import { assignment } from '../notice/sample-orders.ts';
import { orderOf, type WiredSender, wireSender } from './wire-sender.ts';

const MORNING = '2020-07-09T00:30:00.000Z';
const MINUTE_LATER = '2020-07-09T00:31:00.000Z';
const QUARTER_LATER = '2020-07-09T00:45:00.000Z';
const HALF_HOUR_LATER = '2020-07-09T01:00:00.000Z';
/** 18:00, when no more mails are sent. */
const EVENING = '2020-07-09T11:00:00.000Z';

/** The claim; a mark for each of two topics; that it is handed over; SES; settling. */
const WRITES = ['Notices', 'Notices', 'Notices', 'Notices', 'mail', 'Notices'];
const SES_WRITE = 5;

let sender: WiredSender;
let { line, engines, mailEngine, means } = {} as WiredSender;

beforeAll(async () => {
  sender = await wireSender();
  ({ line, engines, mailEngine, means } = sender);
});
beforeEach(() => {
  line.mend();
  line.refuse();
});
afterAll(() => sender.close());

test('sending a digest of two topics with evidence takes six writes', async () => {
  line.takeWrites();
  await sendNotice(orderOf('clean'), MORNING, means);
  expect(line.takeWrites()).toEqual(WRITES);
});

const deaths = [1, 2, 3, 4, 5, 6].flatMap((write) => [
  [write, 'before'] as [number, Moment],
  [write, 'after'] as [number, Moment],
]);

test.each(deaths)(
  'a sender that dies at write %i, %s it is made, and of whose mail SES says no word, sends a second copy only in the one window that SES leaves',
  async (write, moment) => {
    // Prepare
    const isTaken = write > SES_WRITE || (write === SES_WRITE && moment === 'after');
    const isSettled = write === WRITES.length && moment === 'after';
    const digest = orderOf(`untold_${write}_${moment}`);
    line.cutAt(write, moment);
    await expect(sendNotice(digest, MORNING, means)).rejects.toThrow();
    line.mend();

    // Act
    await sendNotice(digest, QUARTER_LATER, means);
    await sendNotice(digest, HALF_HOUR_LATER, means);

    // Assess
    expect(await mailEngine.mailsOf(digest.noticeId)).toHaveLength(isTaken && !isSettled ? 2 : 1);
    expect(await means.notices.get(digest.noticeId)).toMatchObject({ status: 'accepted' });
  },
);

test('of two digests that tell the same one tells it: the head of a unit changed, and its morning was planned again', async () => {
  // Prepare
  const first = orderOf('first_plan');
  const [shared, own] = [first.topics[0], assignment({ topicId: 'second_plan#1', title: 'Đến sau' })];
  const second = orderOf('second_plan', { topics: shared === undefined ? [] : [shared, own] });
  const third = orderOf('third_plan', { topics: first.topics });

  // Act
  const outcomes = [];
  for (const order of [first, second, third]) outcomes.push(await sendNotice(order, MORNING, means));

  // Assess
  expect(outcomes).toEqual(['sent', 'sent', 'needless']);
  const [mail] = await mailEngine.mailsOf('second_plan');
  expect(mail?.body.text).toContain('Đến sau');
  expect(mail?.body.text).not.toContain('Trừ 0,5 điểm');
  expect(await mailEngine.mailsOf('third_plan')).toEqual([]);
  expect(await means.notices.get('third_plan')).toMatchObject({ status: 'failed' });
  const told = await means.toldTopics.toldAmong(first.topics.map(({ topicId }) => topicId));
  expect([...told.values()]).toEqual(['first_plan', 'first_plan']);
});

test('a claim that may still be on its way is not sent again before a quarter of an hour', async () => {
  // Prepare
  const digest = orderOf('in_flight');
  line.cutAt(SES_WRITE, 'before');
  await expect(sendNotice(digest, MORNING, means)).rejects.toThrow();
  line.mend();

  // Act and assess
  await expect(sendNotice(digest, MINUTE_LATER, means)).rejects.toMatchObject({ code: 'NOTICE_IN_FLIGHT' });
  await expect(sendNotice(digest, '2020-07-09T00:44:59.999Z', means)).rejects.toMatchObject({
    code: 'NOTICE_IN_FLIGHT',
  });
  expect(await sendNotice(digest, QUARTER_LATER, means)).toBe('sent');
});

test('what was claimed is what is sent, though the morning was planned again with more to tell', async () => {
  // Prepare
  const digest = orderOf('planned_twice');
  line.cutAt(SES_WRITE, 'before');
  await expect(sendNotice(digest, MORNING, means)).rejects.toThrow();
  line.mend();
  const later = { ...digest, topics: [...digest.topics, assignment({ topicId: 'came-later', title: 'Đến sau' })] };

  // Act
  await sendNotice(later, QUARTER_LATER, means);

  // Assess
  const [mail] = await mailEngine.mailsOf('planned_twice');
  expect(mail?.subject).toBe(subjectOf(digest));
  expect(mail?.body.text).not.toContain('Đến sau');
  expect(await means.toldTopics.toldAmong(['came-later'])).toEqual(new Map());
});

test('of deliveries at the same moment one sends', async () => {
  const digest = orderOf('concurrent');
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => sendNotice(digest, MORNING, means)));

  const sent = outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value === 'sent');
  expect(sent).toHaveLength(1);
  expect(await mailEngine.mailsOf('concurrent')).toHaveLength(1);
});

test('of senders that take over a lapsed claim at the same moment one sends', async () => {
  // Prepare
  const digest = orderOf('concurrent_lapsed');
  line.cutAt(SES_WRITE, 'before');
  await expect(sendNotice(digest, MORNING, means)).rejects.toThrow();
  line.mend();

  // Act
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => sendNotice(digest, QUARTER_LATER, means)));

  // Assess
  expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
  expect(await mailEngine.mailsOf('concurrent_lapsed')).toHaveLength(1);
});

test('a throttled mail is sent in the same run, once', async () => {
  line.refuse('Throttling');
  expect(await sendNotice(orderOf('throttled'), MORNING, means)).toBe('sent');
  expect(await mailEngine.mailsOf('throttled')).toHaveLength(1);
});

test('a mail that SES refuses for good goes to the deputies, with a finding', async () => {
  // Prepare
  const digest = orderOf('refused');
  line.refuse('MessageRejected');

  // Act
  const outcome = await sendNotice(digest, MORNING, means);
  const again = await sendNotice(digest, QUARTER_LATER, means);

  // Assess
  expect([outcome, again]).toEqual(['refused', 'settled-before']);
  expect(await means.notices.get('refused')).toMatchObject({
    status: 'failed',
    messageId: null,
    statusReason: expect.stringContaining('MessageRejected'),
  });
  expect(engines.waiting('notices')).toEqual([
    {
      ...digest,
      noticeId: 'refused_deputies',
      replaces: 'refused',
      to: ['pho-giam-doc@so-xay-dung.example'],
      cc: [],
      deputies: [],
    },
  ]);
  expect(await means.findings.ofUnit('so-xay-dung')).toMatchObject([
    {
      findingId: 'unit-unreachable#giam-doc@so-xay-dung.example',
      severity: 'alarm',
      sentence:
        'Thư ngày 09/07/2020 gửi đến giam-doc@so-xay-dung.example không đến được: cần kiểm tra, sửa địa chỉ trong danh bạ đơn vị.',
    },
  ]);
});

test.each(deaths)(
  'of a sender that dies at write %i, %s it is made, and is not back before its day is over, the next morning tells all but what SES may have',
  async (write, moment) => {
    // Prepare
    const digest = orderOf(`too_late_${write}_${moment}`);
    const isHandedOver = write > SES_WRITE - 1 || (write === SES_WRITE - 1 && moment === 'after');
    const isSettled = write === WRITES.length && moment === 'after';
    line.cutAt(write, moment);
    await expect(sendNotice(digest, MORNING, means)).rejects.toThrow();
    line.mend();

    // Act
    const outcomes = [
      await sendNotice(digest, EVENING, means),
      await sendNotice(digest, '2020-07-09T11:15:00Z', means),
    ];

    // Assess
    const told = await means.toldTopics.toldAmong(digest.topics.map(({ topicId }) => topicId));
    const mails = await mailEngine.mailsOf(digest.noticeId);
    if (isSettled) expect(outcomes).toEqual(['settled-before', 'settled-before']);
    else expect(outcomes).toEqual(isHandedOver ? ['doubtful', 'doubtful'] : ['given-up', 'settled-before']);
    expect(told.size).toBe(isHandedOver ? 2 : 0);
    expect(mails.length).toBeLessThanOrEqual(isHandedOver ? 1 : 0);
    expect(await means.notices.get(digest.noticeId)).toMatchObject(
      isSettled ? { status: 'accepted' } : { status: isHandedOver ? 'claimed' : 'failed' },
    );
  },
);

const QUOTA = 'Throttling: Daily message quota exceeded.';
/** As in the calm run, but SES refuses; then the claim is given back, and the order goes into the queue again. */
const WRITES_TO_POSTPONE = [...WRITES.slice(0, SES_WRITE), 'Notices', 'notices'];

test('putting a digest off takes seven writes', async () => {
  line.refuse(QUOTA);
  line.takeWrites();
  expect(await sendNotice(orderOf('clean_quota'), MORNING, means)).toBe('postponed');
  expect(line.takeWrites()).toEqual(WRITES_TO_POSTPONE);
});

const deathsWhilePostponing = WRITES_TO_POSTPONE.flatMap((_target, at) => [
  [at + 1, 'before'] as [number, Moment],
  [at + 1, 'after'] as [number, Moment],
]);

test.each(deathsWhilePostponing)(
  'a sender that dies at write %i, %s it is made, while SES refuses for want of quota, sends one mail when there is some again',
  async (write, moment) => {
    // Prepare
    const digest = orderOf(`quota_${write}_${moment}`);
    line.refuse(QUOTA, QUOTA);
    line.cutAt(write, moment);
    await expect(sendNotice(digest, MORNING, means)).rejects.toThrow();
    line.mend();

    // Act: the message comes again after 16 minutes, refused once more; and again
    line.refuse(QUOTA);
    const outcomes = [
      await sendNotice(digest, QUARTER_LATER, means),
      await sendNotice(digest, HALF_HOUR_LATER, means),
      await sendNotice(digest, '2020-07-09T01:15:00Z', means),
    ];

    // Assess
    expect(outcomes).toEqual(['postponed', 'sent', 'settled-before']);
    expect(await mailEngine.mailsOf(digest.noticeId)).toHaveLength(1);
    const told = await means.toldTopics.toldAmong(digest.topics.map(({ topicId }) => topicId));
    expect(told.size).toBe(2);
  },
);

/** Taking the claim over; a mark for each of two topics is taken back; the end. */
const deathsWhileGivingUp = [1, 2, 3, 4].flatMap((write) => [
  [write, 'before'] as [number, Moment],
  [write, 'after'] as [number, Moment],
]);

test.each(deathsWhileGivingUp)(
  'a sender that dies at write %i, %s it is made, while it gives up a digest, leaves it to be given up whole',
  async (write, moment) => {
    // Prepare
    const digest = orderOf(`give_up_${write}_${moment}`);
    line.refuse(QUOTA);
    await sendNotice(digest, MORNING, means);
    line.cutAt(write, moment);
    await expect(sendNotice(digest, EVENING, means)).rejects.toThrow();
    line.mend();
    // What another digest has told since stays told.
    const [first] = digest.topics;
    const topicId = first?.topicId ?? '';
    const isFree = (await means.toldTopics.toldAmong([topicId])).size === 0;
    if (isFree) await means.toldTopics.markTold(topicId, 'digest_of_tomorrow', '2020-07-10');

    // Act
    await sendNotice(digest, '2020-07-09T11:15:00.000Z', means);

    // Assess
    expect(await means.notices.get(digest.noticeId)).toMatchObject({
      status: 'failed',
      statusReason: expect.stringContaining('Could not be sent on 2020-07-09'),
    });
    const told = await means.toldTopics.toldAmong(digest.topics.map((topic) => topic.topicId));
    expect([...told]).toEqual(isFree ? [[topicId, 'digest_of_tomorrow']] : []);
    expect(await mailEngine.mailsOf(digest.noticeId)).toEqual([]);
  },
);
