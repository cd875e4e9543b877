import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type SendMeans, sendNotice } from '../../functions/send-notice/send-notice.ts';
import type { DigestOrder } from '../../shared/notice/notice.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { FaultLine, type Moment } from '../engines/fault-line.ts';
import { type MailEngine, startMailEngine } from '../engines/mail-engine.ts';
import { assignment, deduction, order } from '../notice/sample-orders.ts';
import { connectMeans } from './send-order.ts';

const MORNING = '2020-07-09T00:30:00.000Z';
const MINUTE_LATER = '2020-07-09T00:31:00.000Z';
const QUARTER_LATER = '2020-07-09T00:45:00.000Z';
const HALF_HOUR_LATER = '2020-07-09T01:00:00.000Z';

/** The claim; a mark for each of two topics; SES; settling. */
const WRITES = ['Notices', 'Notices', 'Notices', 'mail', 'Notices'];
const SES_WRITE = 4;

const line = new FaultLine();
let engines: Engines;
let mailEngine: MailEngine;
let means: SendMeans;

beforeAll(async () => {
  engines = await startEngines();
  mailEngine = await startMailEngine();
  const { AWS_ENDPOINT_URL_DYNAMODB: tablesUrl = '', AWS_ENDPOINT_URL_S3: bucketUrl = '' } = process.env;
  Object.assign(process.env, {
    AWS_MAX_ATTEMPTS: '1',
    AWS_ENDPOINT_URL_DYNAMODB: await line.front(tablesUrl),
    AWS_ENDPOINT_URL_S3: await line.front(bucketUrl),
    AWS_ENDPOINT_URL_SES: await line.front(mailEngine.url),
  });
  means = connectMeans(engines, engines.createQueue('notices'));
  await (await means.openBucket()).write('evidence/2020-06/so-xay-dung/r1.csv', 'Mã hồ sơ\r\n', 'text/csv');
});
beforeEach(() => {
  line.mend();
  line.refuse();
});
afterAll(async () => {
  line.close();
  await mailEngine.close();
  await engines.close();
});

function orderOf(noticeId: string): DigestOrder {
  const evidenceKey = 'evidence/2020-06/so-xay-dung/r1.csv';
  const topics = [deduction({ topicId: `${noticeId}#1`, evidenceKey }), assignment({ topicId: `${noticeId}#2` })];
  return order({ noticeId, topics });
}

test('sending a digest of two topics with evidence takes five writes', async () => {
  line.takeWrites();
  await sendNotice(orderOf('clean'), MORNING, means);
  expect(line.takeWrites()).toEqual(WRITES);
});

const deaths = [1, 2, 3, 4, 5].flatMap((write) => [
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
  expect(mail?.subject).toBe('[Đúng Hẹn] 1 báo cáo đến hạn 14/07, 1 đơn vị bị trừ điểm');
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

test('an account whose sending is paused leaves the order to be tried again', async () => {
  // Prepare
  const digest = orderOf('paused');
  line.refuse('AccountSendingPausedException');

  // Act
  await expect(sendNotice(digest, MORNING, means)).rejects.toThrow('AccountSendingPaused');
  const outcome = await sendNotice(digest, QUARTER_LATER, means);

  // Assess
  expect(outcome).toBe('sent');
  expect(await means.notices.get('paused')).toMatchObject({ status: 'accepted' });
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
