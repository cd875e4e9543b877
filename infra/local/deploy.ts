import { CreateTableCommand, DynamoDBClient, ResourceInUseException } from '@aws-sdk/client-dynamodb';
import { BucketAlreadyOwnedByYou, CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import type { Synthesis } from '../synthesize.ts';
import type { TableName } from '../tables.ts';
import type { Engines } from './engines.ts';
import { type LocalFunction, loadFunction } from './lambda.ts';
import {
  LOCAL_ACCOUNT,
  LOCAL_REGION,
  type QueueResource,
  readWiring,
  type TableResource,
  templateSchema,
  type Wiring,
} from './template.ts';

/** table -> its physical name */
export type TableNames = Readonly<Record<TableName, string>>;

/** What of a stack runs on the embedded engines. */
export interface Deployment {
  readonly wiring: Wiring;
  readonly bucketName: string;
  /** By physical name, as event source mappings name them. */
  readonly functionsByPhysicalName: ReadonlyMap<string, LocalFunction>;
  /** By folder name, as people name them. */
  readonly functionsByName: ReadonlyMap<string, LocalFunction>;
  /** `Registry`, `Dossiers` ... -> the physical name, as the functions' environment gives it. */
  readonly tableNames: TableNames;
}

/**
 * Creates what a template describes on the engines: tables, bucket, queues, functions. Tables and objects that are
 * there already (a directory of kept data) are used as they are.
 *
 * @throws DomainError `TEMPLATE_UNREADABLE`, `NO_HANDLER`
 */
export async function deploy({ template, functions }: Synthesis, engines: Engines): Promise<Deployment> {
  const wiring = readWiring(templateSchema.parse(template), engines.queueUrlOf);
  await createTables(wiring.tables);
  await createBuckets(wiring.bucketNames);
  for (const queue of wiring.queues) createQueue(queue, engines);
  for (const name of wiring.topicNames) engines.aws.createTopic(name, { region: LOCAL_REGION });
  const functionsByPhysicalName = new Map<string, LocalFunction>();
  const functionsByName = new Map<string, LocalFunction>();
  for (const resource of wiring.functions) {
    const source = functions.get(resource.logicalId);
    if (source === undefined) {
      throw new DomainError('NO_HANDLER', `The stack names no bundle for its function ${resource.logicalId}.`);
    }
    const deployed = await loadFunction({
      ...source,
      handler: resource.Handler,
      environment: { ...resource.Environment.Variables, ...quietTelemetry() },
      timeoutSeconds: resource.Timeout,
    });
    functionsByPhysicalName.set(resource.FunctionName, deployed);
    functionsByName.set(source.name, deployed);
  }
  return {
    wiring,
    functionsByPhysicalName,
    functionsByName,
    bucketName: bucketNameOf(wiring),
    tableNames: tableNamesOf(wiring),
  };
}

/** Logs would run through the progress bar: they are off unless the caller sets LOG_LEVEL. */
function quietTelemetry(): Record<string, string> {
  return {
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'SILENT',
    METRICS: 'off',
  };
}

async function createTables(tables: readonly TableResource[]): Promise<void> {
  const client = new DynamoDBClient({});
  for (const table of tables) {
    const usedAttributes = new Set(
      [table.KeySchema, ...table.GlobalSecondaryIndexes.map((index) => index.KeySchema)].flatMap((keys) =>
        keys.map(({ AttributeName }) => AttributeName),
      ),
    );
    const creation = new CreateTableCommand({
      TableName: table.TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: table.KeySchema,
      AttributeDefinitions: table.AttributeDefinitions.filter(({ AttributeName }) => usedAttributes.has(AttributeName)),
      ...(table.GlobalSecondaryIndexes.length > 0 && { GlobalSecondaryIndexes: table.GlobalSecondaryIndexes }),
    });
    await unlessThere(client.send(creation), ResourceInUseException);
  }
  client.destroy();
}

async function createBuckets(bucketNames: readonly string[]): Promise<void> {
  const client = new S3Client({});
  for (const Bucket of bucketNames) {
    await unlessThere(client.send(new CreateBucketCommand({ Bucket })), BucketAlreadyOwnedByYou);
  }
  client.destroy();
}

async function unlessThere(
  creation: Promise<unknown>,
  alreadyThere: abstract new (...args: never[]) => Error,
): Promise<void> {
  try {
    await creation;
  } catch (error) {
    if (!(error instanceof alreadyThere)) throw error;
  }
}

function createQueue(queue: QueueResource, { aws }: Engines): void {
  aws.createQueue(queue.QueueName, {
    region: LOCAL_REGION,
    attributes: {
      VisibilityTimeout: String(queue.VisibilityTimeout),
      ...(queue.RedrivePolicy && { RedrivePolicy: JSON.stringify(queue.RedrivePolicy) }),
    },
  });
}

export function queueArnOf(queueName: string): string {
  return `arn:aws:sqs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${queueName}`;
}

export function queueNameOf(queueArn: string): string {
  return queueArn.slice(queueArn.lastIndexOf(':') + 1);
}

/** The bucket that the functions are given, not the one that keeps its access log. */
function bucketNameOf({ functions }: Wiring): string {
  const names = new Set(functions.flatMap(({ Environment }) => Environment.Variables.BUCKET ?? []));
  const [bucketName, ...others] = names;
  if (bucketName !== undefined && others.length === 0) return bucketName;
  throw new DomainError('TEMPLATE_UNREADABLE', `The functions must share one bucket, and are given ${names.size}.`);
}

/** From the variables `REGISTRY_TABLE`, `DOSSIERS_TABLE` ... that the functions are given. */
function tableNamesOf({ functions }: Wiring): TableNames {
  const variables = Object.assign({}, ...functions.map(({ Environment }) => Environment.Variables));
  const nameOf = (table: string) => z.string().parse(variables[`${table.toUpperCase()}_TABLE`]);
  return {
    Registry: nameOf('Registry'),
    Dossiers: nameOf('Dossiers'),
    Snapshots: nameOf('Snapshots'),
    Tallies: nameOf('Tallies'),
    Evaluations: nameOf('Evaluations'),
    Ledger: nameOf('Ledger'),
    Findings: nameOf('Findings'),
    Notices: nameOf('Notices'),
  };
}
