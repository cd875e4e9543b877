import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import * as z from 'zod';
import type { Engines } from '../engines/engines.ts';

export interface EnginesApart extends Pick<Engines, 'tableNames' | 'bucketName'> {
  readonly queueUrl: string;
  close(): Promise<void>;
}

const startedSchema = z.object({
  tableNames: z.object({
    Registry: z.string(),
    Dossiers: z.string(),
    Snapshots: z.string(),
    Tallies: z.string(),
    Evaluations: z.string(),
    Ledger: z.string(),
    Findings: z.string(),
    Notices: z.string(),
  }),
  bucketName: z.string(),
  queueUrl: z.url(),
  dynamodbUrl: z.url(),
  s3Url: z.url(),
});

/**
 * Starts the engines in a process of their own, and points this process' AWS SDK, and that of every process that it
 * starts, at them. They may run on any core that is free.
 */
export async function startEnginesApart(): Promise<EnginesApart> {
  const engines = fork(new URL('./engine-process.ts', import.meta.url));
  const { dynamodbUrl, s3Url, ...names } = startedSchema.parse(await firstMessage(engines));
  Object.assign(process.env, {
    AWS_REGION: 'ap-southeast-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: dynamodbUrl,
    AWS_ENDPOINT_URL_S3: s3Url,
    AWS_ENDPOINT_URL_SQS: s3Url,
  });
  return {
    ...names,
    close: async () => {
      const ended = once(engines, 'exit');
      engines.kill();
      await ended;
    },
  };
}

async function firstMessage(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The engines ended with ${code} before they had started.`);
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  return message;
}
