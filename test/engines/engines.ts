import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { startFauxqs } from 'fauxqs';
import { type TableDefinition, tableDefinitions } from '../../infra/tables.ts';

/** Real engines for one test file: DynamoDB with the product's tables, S3 with one bucket, SQS. Close them in afterAll. */
export interface Engines {
  /** table -> its physical name */
  readonly tableNames: Readonly<Record<keyof typeof tableDefinitions, string>>;
  readonly bucketName: string;
  createQueue(name: string): string;
  /** A topic whose messages go to a queue of the same name as they are. Returns its ARN. */
  createTopic(name: string): string;
  /** The bodies of the messages that wait in a queue. */
  waiting(name: string): unknown[];
  /** The messages that nobody gets yet, and for how many seconds from when they were sent. */
  delayed(name: string): { readonly message: unknown; readonly seconds: number }[];
  /** Forgets the messages that wait in a queue. */
  purge(name: string): void;
  close(): Promise<void>;
}

const tableNames = {
  Registry: 'Registry',
  Dossiers: 'Dossiers',
  Snapshots: 'Snapshots',
  Tallies: 'Tallies',
  Evaluations: 'Evaluations',
  Ledger: 'Ledger',
  Findings: 'Findings',
  Notices: 'Notices',
} as const;

/** Starts the engines and points this process' AWS SDK at them, by the variables that the SDK reads. */
export async function startEngines(): Promise<Engines> {
  const dynamodb = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  dynamodb.listen(0, '127.0.0.1');
  await once(dynamodb, 'listening');
  const aws = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
  const awsUrl = `http://127.0.0.1:${aws.port}`;
  Object.assign(process.env, {
    AWS_REGION: 'ap-southeast-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${(dynamodb.address() as AddressInfo).port}`,
    AWS_ENDPOINT_URL_S3: awsUrl,
    AWS_ENDPOINT_URL_SQS: awsUrl,
    AWS_ENDPOINT_URL_SNS: awsUrl,
  });
  const client = new DynamoDBClient({});
  for (const [table, definition] of Object.entries(tableDefinitions)) await createTable(client, table, definition);
  client.destroy();
  const bucketName = aws.createBucket('dung-hen-test').bucketName;
  return {
    tableNames,
    bucketName,
    createQueue: (name) => {
      aws.createQueue(name);
      // the engine's own URL puts a region before the address, which is no host name then
      return `${awsUrl}/000000000000/${name}`;
    },
    createTopic: (name) => {
      aws.createQueue(name);
      const { topicArn } = aws.createTopic(name);
      aws.subscribe({ topic: name, queue: name, attributes: { RawMessageDelivery: 'true' } });
      return topicArn;
    },
    waiting: (name) => (aws.inspectQueue(name)?.messages.ready ?? []).map(({ body }) => contentOf(body)),
    delayed: (name) =>
      (aws.inspectQueue(name)?.messages.delayed ?? []).map(({ body, delayUntil = 0, sentTimestamp }) => ({
        message: contentOf(body),
        seconds: Math.round((delayUntil - sentTimestamp) / 1000),
      })),
    purge: (name) => {
      aws.deleteQueue(name);
      aws.createQueue(name);
    },
    close: async () => {
      await aws.stop();
      await new Promise((resolve) => dynamodb.close(resolve));
    },
  };
}

/** What functions hand on is JSON; what people are written is text. */
function contentOf(body: string): unknown {
  return body.startsWith('{') ? JSON.parse(body) : body;
}

async function createTable(client: DynamoDBClient, tableName: string, definition: TableDefinition): Promise<void> {
  const keys = [definition.partitionKey, ...(definition.sortKey ? [definition.sortKey] : [])];
  const attributes = [...keys, ...definition.indexes.flatMap((index) => [index.partitionKey, index.sortKey])];
  const schemaOf = (names: readonly { name: string }[]) =>
    names.map(
      ({ name }, position) =>
        ({
          AttributeName: name,
          KeyType: position === 0 ? 'HASH' : 'RANGE',
        }) as const,
    );
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: schemaOf(keys),
      AttributeDefinitions: [...new Map(attributes.map(({ name, type }) => [name, type]))].map(([name, type]) => ({
        AttributeName: name,
        AttributeType: type,
      })),
      ...(definition.indexes.length > 0 && {
        GlobalSecondaryIndexes: definition.indexes.map((index) => ({
          IndexName: index.name,
          KeySchema: schemaOf([index.partitionKey, index.sortKey]),
          Projection: { ProjectionType: index.keysOnly ? ('KEYS_ONLY' as const) : ('ALL' as const) },
        })),
      }),
    }),
  );
}
