import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import * as z from 'zod';
import { type MailEngine, startMailEngine } from './mail-engine.ts';
import { onLoopback } from './on-loopback.ts';
import { LOCAL_REGION } from './template.ts';

/** DynamoDB, S3, SQS and SES inside this process, each reachable from this machine alone. */
export interface Engines {
  readonly aws: FauxqsServer;
  readonly mail: MailEngine;
  queueUrlOf(queueName: string): string;
  close(): Promise<void>;
}

/**
 * Starts the engines and points this process' AWS SDK at them, by the variables that the SDK reads.
 *
 * @param dataDirectory where tables and objects are kept; absent: in memory. Queues are always in memory: every step
 * leaves them empty.
 */
export async function startEngines(dataDirectory?: string): Promise<Engines> {
  const within = (folder: string) => (dataDirectory === undefined ? undefined : join(dataDirectory, folder));
  const [database, aws, mail] = await Promise.all([
    startDatabase(within('tables')),
    startObjectsAndQueues(within('objects')),
    startMailEngine(),
  ]);
  const awsUrl = `http://127.0.0.1:${aws.port}`;
  Object.assign(process.env, {
    AWS_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: database.url,
    AWS_ENDPOINT_URL_S3: awsUrl,
    AWS_ENDPOINT_URL_SQS: awsUrl,
    AWS_ENDPOINT_URL_SNS: awsUrl,
    AWS_ENDPOINT_URL_SES: mail.url,
  });
  return {
    aws,
    mail,
    queueUrlOf: (queueName) => `${awsUrl}/000000000000/${queueName}`,
    close: async () => {
      await Promise.all([database.close(), aws.stop(), mail.close()]);
    },
  };
}

interface Engine {
  readonly url: string;
  close(): Promise<void>;
}

async function startDatabase(path: string | undefined): Promise<Engine> {
  const worker = new Worker(new URL('./dynalite-worker.ts', import.meta.url), {
    workerData: { ...(path !== undefined && { path }) },
  });
  const [message] = await once(worker, 'message');
  const { port } = z.object({ port: z.number() }).parse(message);
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const exited = once(worker, 'exit');
      worker.postMessage('close');
      await exited;
    },
  };
}

function startObjectsAndQueues(s3StorageDir: string | undefined): Promise<FauxqsServer> {
  return onLoopback(() =>
    startFauxqs({
      port: 0,
      host: '127.0.0.1',
      defaultRegion: LOCAL_REGION,
      logger: false,
      ...(s3StorageDir !== undefined && { s3StorageDir }),
    }),
  );
}
