import { SESClient } from '@aws-sdk/client-ses';
import { Mailer } from '../../functions/send-notice/mailer.ts';
import type { SendMeans } from '../../functions/send-notice/send-notice.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { NoticeStore } from '../../shared/notice/notice-store.ts';
import { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { Queue } from '../../shared/runtime/queue.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import type { Engines } from '../engines/engines.ts';
import { letterhead } from '../notice/sample-orders.ts';

/** The means of a sender whose clients go to wherever the environment points now. */
export function connectMeans({ tableNames, bucketName }: Engines, noticeQueueUrl: string): SendMeans {
  const tables = connectTables();
  return {
    notices: new NoticeStore(tables, tableNames.Notices),
    toldTopics: new ToldTopicStore(tables, tableNames.Notices),
    findings: new FindingStore(tables, tableNames.Findings),
    noticeQueue: new Queue(noticeQueueUrl),
    openBucket: async () => new Bucket(bucketName),
    mailer: new Mailer(new SESClient({ maxAttempts: 1 }), 'dung-hen'),
    letterhead,
    senderAddress: 'dung-hen@angiang.example',
    scope: { allowList: '*', sinkAddress: 'sink@simulator.example' },
    // Whom the registry names is tried in safety-recipients.test.ts.
    registeredOn: async () => ({ get: () => ({ has: () => true }) }),
    hours: { timeZone: 'Asia/Ho_Chi_Minh', from: '07:00', until: '18:00' },
  };
}
