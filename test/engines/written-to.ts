import type { IncomingMessage } from 'node:http';
import * as z from 'zod';

const readsOfDynamoDB = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'DescribeTable', 'ListTables']);
const readsOfSqs = new Set(['ReceiveMessage', 'GetQueueUrl', 'GetQueueAttributes', 'ListQueues']);

const tableSchema = z.object({ TableName: z.string() });
const batchSchema = z.object({ RequestItems: z.record(z.string(), z.unknown()) });
const queueSchema = z.object({ QueueUrl: z.string() });

/**
 * To where a call to AWS writes: a table, a prefix of the bucket (`states/`), a queue, a topic, or `mail`; null for what only reads.
 * What is not known as a read counts as a write.
 */
export function writtenTo({ method, url = '', headers }: IncomingMessage, body: Buffer): string | null {
  const [service = '', operation = ''] = String(headers['x-amz-target'] ?? '').split('.');
  if (service.startsWith('DynamoDB')) return readsOfDynamoDB.has(operation) ? null : tableOf(body);
  if (service === 'AmazonSQS') return readsOfSqs.has(operation) ? null : queueOf(body);
  if (String(headers['content-type']).startsWith('application/x-www-form-urlencoded')) return queriedOf(body);
  if (method === 'GET' || method === 'HEAD') return null;
  const [, _bucket, prefix = ''] = new URL(url, 'http://s3').pathname.split('/');
  return `${decodeURIComponent(prefix)}/`;
}

/** SES and SNS speak the same protocol. */
function queriedOf(body: Buffer): string {
  const topicArn = new URLSearchParams(body.toString()).get('TopicArn');
  return topicArn === null ? 'mail' : topicArn.slice(topicArn.lastIndexOf(':') + 1);
}

function tableOf(body: Buffer): string {
  const request: unknown = JSON.parse(body.toString());
  const batch = batchSchema.safeParse(request);
  return batch.success ? Object.keys(batch.data.RequestItems).join() : tableSchema.parse(request).TableName;
}

function queueOf(body: Buffer): string {
  const { QueueUrl } = queueSchema.parse(JSON.parse(body.toString()));
  return QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1);
}
