import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Engines, startEngines } from '../engines/engines.ts';
import { FaultLine } from '../engines/fault-line.ts';
import { type MailEngine, startMailEngine } from '../engines/mail-engine.ts';
import { functionEnvironment } from '../infra/function-environment.ts';

/** The engines, a wire to each of them for the functions, and clients that go past it. */
export interface WiredEngines {
  readonly engines: Engines;
  readonly mail: MailEngine;
  readonly line: FaultLine;
  readonly tables: DynamoDBDocumentClient;
  readonly s3: S3Client;
}

/** Starts the engines, and gives this process the environment of every function, with addresses on the wire. */
export async function wireEngines(): Promise<WiredEngines> {
  const engines = await startEngines();
  const mail = await startMailEngine();
  const line = new FaultLine();
  const { AWS_ENDPOINT_URL_DYNAMODB: tablesUrl = '', AWS_ENDPOINT_URL_S3: bucketUrl = '' } = process.env;
  const wireToQueues = await line.front(process.env.AWS_ENDPOINT_URL_SQS ?? '');
  const wireToTopics = await line.front(process.env.AWS_ENDPOINT_URL_SNS ?? '');
  const queueUrlOf = (name: string) => `${wireToQueues}${new URL(engines.createQueue(name)).pathname}`;
  Object.assign(process.env, functionEnvironment, tableVariables(engines), {
    METRICS: 'on',
    AWS_MAX_ATTEMPTS: '1',
    AWS_ENDPOINT_URL_DYNAMODB: await line.front(tablesUrl),
    AWS_ENDPOINT_URL_S3: await line.front(bucketUrl),
    AWS_ENDPOINT_URL_SES: await line.front(mail.url),
    AWS_ENDPOINT_URL_SNS: wireToTopics,
    ADMIN_TOPIC_ARN: engines.createTopic('admins'),
    BUCKET: engines.bucketName,
    INGEST_QUEUE_URL: queueUrlOf('ingest'),
    NOTICE_QUEUE_URL: queueUrlOf('notices'),
  });
  return {
    engines,
    mail,
    line,
    tables: DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: tablesUrl })),
    s3: new S3Client({ endpoint: bucketUrl, forcePathStyle: true }),
  };
}

function tableVariables({ tableNames }: Engines): Record<string, string> {
  return Object.fromEntries(Object.entries(tableNames).map(([table, name]) => [`${table.toUpperCase()}_TABLE`, name]));
}
