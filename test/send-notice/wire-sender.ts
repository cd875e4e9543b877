import type { SendMeans } from '../../functions/send-notice/send-notice.ts';
import type { DigestOrder } from '../../shared/notice/notice.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { FaultLine } from '../engines/fault-line.ts';
import { type MailEngine, startMailEngine } from '../engines/mail-engine.ts';
import { assignment, deduction, order } from '../notice/sample-orders.ts';
import { connectMeans } from './send-order.ts';

/** A sender on real engines, with a wire before each of them that can be cut. */
export interface WiredSender {
  readonly line: FaultLine;
  readonly engines: Engines;
  readonly mailEngine: MailEngine;
  readonly means: SendMeans;
  close(): Promise<void>;
}

const evidenceKey = 'evidence/2020-06/so-xay-dung/r1.csv';

export async function wireSender(): Promise<WiredSender> {
  const line = new FaultLine();
  const engines = await startEngines();
  const mailEngine = await startMailEngine();
  const { AWS_ENDPOINT_URL_DYNAMODB: tablesUrl = '', AWS_ENDPOINT_URL_S3: bucketUrl = '' } = process.env;
  const wireToQueues = await line.front(process.env.AWS_ENDPOINT_URL_SQS ?? '');
  Object.assign(process.env, {
    AWS_MAX_ATTEMPTS: '1',
    AWS_ENDPOINT_URL_SQS: wireToQueues,
    AWS_ENDPOINT_URL_DYNAMODB: await line.front(tablesUrl),
    AWS_ENDPOINT_URL_S3: await line.front(bucketUrl),
    AWS_ENDPOINT_URL_SES: await line.front(mailEngine.url),
  });
  const queueUrl = `${wireToQueues}${new URL(engines.createQueue('notices')).pathname}`;
  const means = connectMeans(engines, queueUrl);
  await (await means.openBucket()).write(evidenceKey, 'Mã hồ sơ\r\n', 'text/csv');
  const close = async () => {
    line.close();
    await mailEngine.close();
    await engines.close();
  };
  return { line, engines, mailEngine, means, close };
}

/** A digest of 09/07/2020, a Thursday: two topics of its own, one with evidence. */
export function orderOf(noticeId: string, changes: Partial<DigestOrder> = {}): DigestOrder {
  const topics = [deduction({ topicId: `${noticeId}#1`, evidenceKey }), assignment({ topicId: `${noticeId}#2` })];
  return order({ noticeId, topics, ...changes });
}
