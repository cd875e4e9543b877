import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findAcceptance } from '../../shared/notice/find-acceptance.ts';
import type { DigestOrder } from '../../shared/notice/notice.ts';
import { NoticeStore } from '../../shared/notice/notice-store.ts';
import { subjectOf } from '../../shared/notice/summarise-digest.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { type MailEngine, startMailEngine } from '../engines/mail-engine.ts';
import { assignment, deduction, letterhead, order } from '../notice/sample-orders.ts';
import { lambdaContext, sqsEvent } from '../notice/sqs-event.ts';
import { unit } from '../notice-planning/facts.ts';
import { registerUnits } from '../notice-planning/register-units.ts';

let engines: Engines;
let mailEngine: MailEngine;
let send: (digest: DigestOrder) => Promise<void>;

beforeAll(async () => {
  engines = await startEngines();
  mailEngine = await startMailEngine();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SES: mailEngine.url,
    REGISTRY_TABLE: engines.tableNames.Registry,
    NOTICES_TABLE: engines.tableNames.Notices,
    FINDINGS_TABLE: engines.tableNames.Findings,
    NOTICE_QUEUE_URL: engines.createQueue('notices'),
    BUCKET: engines.bucketName,
    PROVINCE_NAME: letterhead.provinceName,
    SENDER_ADDRESS: 'dung-hen@angiang.example',
    CONTACT: letterhead.contact,
    CONFIGURATION_SET: 'dung-hen',
    MAIL_ALLOW_LIST: 'giam-doc@so-xay-dung.example; pho@so-xay-dung.example',
    MAIL_SINK_ADDRESS: 'sink@simulator.example',
    TIME_ZONE: 'Asia/Ho_Chi_Minh',
    MAIL_FROM: '07:00',
    MAIL_UNTIL: '18:00',
    MAIL_INTERVAL_MS: '0',
    SIMULATED_NOW: '2020-07-09T00:30:00.000Z', // 07:30
  });
  const [headEmail, ...ccEmails] = [
    'giam-doc@so-xay-dung.example',
    'pho@so-xay-dung.example',
    'van-thu@so-xay-dung.example',
    'chu-tich@angiang.example',
  ];
  const named = unit('so-xay-dung', { headEmail, ccEmails });
  await registerUnits(connectTables(), engines.tableNames.Registry, [named]);
  const { handler } = await import('../../functions/send-notice/handler.ts');
  send = async (digest) => void (await handler(sqsEvent(digest), lambdaContext));
});
afterAll(async () => {
  await mailEngine.close();
  await engines.close();
});

test('a digest of a deduction and a reminder arrives whole, with its evidence, once', async () => {
  // Prepare
  const evidenceKey = 'evidence/2020-06/so-xay-dung/r1-0123.csv';
  const csv = Buffer.from('\ufeffNhóm,Mã hồ sơ\r\nQuá hạn,H01.07-200601-0001\r\n');
  await new Bucket(engines.bucketName).write(evidenceKey, csv, 'text/csv');
  const digest = order({
    cc: ['PHO@so-xay-dung.example', 'van-thu@so-xay-dung.example'],
    topics: [deduction({ evidenceKey }), assignment()],
  });

  // Act
  await send(digest);
  await send(digest);

  // Assess
  const mails = await mailEngine.mailsOf(digest.noticeId);
  expect(mails).toMatchObject([
    {
      from: '"Đúng Hẹn" <dung-hen@angiang.example>',
      destination: { to: ['giam-doc@so-xay-dung.example'], cc: ['PHO@so-xay-dung.example'] },
      subject: subjectOf(digest),
      attachments: expect.arrayContaining([
        {
          filename: 'ho-so-qua-han-so-xay-dung-2020-06.csv',
          contentType: 'text/csv',
          content: csv.toString('base64'),
        },
      ]),
    },
  ]);
  expect(mails[0]?.body.text).toContain('12 / 430 = 2,79%, lớn hơn mức 2%');
  expect(mails[0]?.body.html).toContain(
    'Đính kèm thư này: ho-so-qua-han-so-xay-dung-2020-06.xlsx (cùng nội dung: ho-so-qua-han-so-xay-dung-2020-06.csv)',
  );
  const notice = await new NoticeStore(connectTables(), engines.tableNames.Notices).get(digest.noticeId);
  expect(notice).toMatchObject({ ...digest, status: 'accepted', messageId: mails[0]?.messageId, statusReason: null });
});

test('a stage sends to its sink what is meant for somebody who is not on its list, and counts nobody as told', async () => {
  // Act
  const recipients = { to: ['chu-tich@angiang.example'], cc: ['pho@so-xay-dung.example'] };
  await send(order({ noticeId: 'to_sink', ...recipients, topics: [deduction({ topicId: 'to_sink' })] }));

  // Assess
  const [mail] = await mailEngine.mailsOf('to_sink');
  expect(mail?.destination).toEqual({ to: ['sink@simulator.example'], cc: ['pho@so-xay-dung.example'] });
  const notice = await new NoticeStore(connectTables(), engines.tableNames.Notices).get('to_sink');
  expect(notice).toMatchObject({ status: 'accepted', sentTo: ['sink@simulator.example'] });
  expect(findAcceptance(notice, null)).toBeNull();
});

test('a deduction whose evidence is missing is not told without it', async () => {
  const digest = order({
    noticeId: 'no_evidence',
    topics: [deduction({ topicId: 'no_evidence', evidenceKey: 'evidence/missing.csv' })],
  });
  await expect(send(digest)).rejects.toMatchObject({ code: 'OBJECT_MISSING' });
  expect(await mailEngine.mailsOf('no_evidence')).toEqual([]);
});

test('a message that is no order is refused', async () => {
  const { handler } = await import('../../functions/send-notice/handler.ts');
  const withoutRecipients = { ...order(), to: [] };
  await expect(handler(sqsEvent(withoutRecipients), lambdaContext)).rejects.toMatchObject({
    code: 'UNREADABLE_MESSAGE',
  });
});
