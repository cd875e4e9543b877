import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mailEventSchema } from '../../functions/record-delivery/mail-event.ts';
import { recordDelivery } from '../../functions/record-delivery/record-delivery.ts';
import type { SendMeans } from '../../functions/send-notice/send-notice.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { order } from '../notice/sample-orders.ts';
import { FaultLine, type Moment } from '../send-notice/fault-line.ts';
import { connectMeans } from '../send-notice/send-order.ts';
import { bounced } from './sample-events.ts';

const line = new FaultLine();
let engines: Engines;
let means: SendMeans;

beforeAll(async () => {
  engines = await startEngines();
  const { AWS_ENDPOINT_URL_DYNAMODB: tablesUrl = '', AWS_ENDPOINT_URL_SQS: queuesUrl = '' } = process.env;
  const queueUrl = new URL(engines.createQueue('notices'));
  const wireToQueues = await line.front(queuesUrl);
  Object.assign(process.env, {
    AWS_MAX_ATTEMPTS: '1',
    AWS_ENDPOINT_URL_DYNAMODB: await line.front(tablesUrl),
    AWS_ENDPOINT_URL_SQS: wireToQueues,
  });
  means = connectMeans(engines, `${wireToQueues}${queueUrl.pathname}`);
});
afterAll(async () => {
  line.close();
  await engines.close();
});

/** Reading the notice; its trail; the finding; the fallback; the status. */
const CALLS = 5;
const deaths = [1, 2, 3, 4, 5].flatMap((call) => [
  [call, 'before'] as [number, Moment],
  [call, 'after'] as [number, Moment],
]);

async function claimed(noticeId: string) {
  const digest = order({ noticeId, unitIds: [`unit-of-${noticeId}`] });
  await means.notices.claim({ ...digest, subject: 'x', claimedAt: '2020-07-09T00:30:00.000Z' });
  return mailEventSchema.parse(bounced(noticeId));
}

test('recording a bounce takes five calls', async () => {
  const event = await claimed('clean');
  line.mend();
  await recordDelivery(event, means);
  expect(line.calls).toBe(CALLS);
});

test.each(deaths)(
  'a bounce whose recording dies at call %i, %s it is carried out, is recorded in full',
  async (call, moment) => {
    // Prepare
    const noticeId = `dies_${call}_${moment}`;
    const event = await claimed(noticeId);
    line.cutAt(call, moment);
    await expect(recordDelivery(event, means)).rejects.toThrow();
    line.mend();

    // Act
    await recordDelivery(event, means);

    // Assess
    expect(await means.notices.get(noticeId)).toMatchObject({ status: 'bounced', trail: [expect.any(String)] });
    expect(await means.findings.ofUnit(`unit-of-${noticeId}`)).toHaveLength(1);
    const fallbacks = engines
      .waiting('notices')
      .filter((message) => JSON.stringify(message).includes(`"${noticeId}_deputies"`));
    // Ordered once or twice: whoever takes it up claims it once.
    expect(fallbacks.length).toBe(call > 4 || (call === 4 && moment === 'after') ? 2 : 1);
  },
);
