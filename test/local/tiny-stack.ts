import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Synthesis } from '../../infra/synthesize.ts';

const tableNames = [
  'Registry',
  'Dossiers',
  'Snapshots',
  'Tallies',
  'Evaluations',
  'Ledger',
  'Findings',
  'Notices',
] as const;

/** A stack of one bucket and two functions: what the local services do between functions, without the product's. */
export function tinyStack(directory: string, sources: { worker: string; fates: string }): Synthesis {
  const functions = new Map(
    Object.entries(sources).map(([name, source]) => {
      const bundle = join(directory, name);
      mkdirSync(bundle, { recursive: true });
      writeFileSync(join(bundle, 'index.mjs'), source);
      // The names are the product's; here only the logical ids matter.
      const known = name === 'worker' ? 'ingest-snapshot' : 'record-delivery';
      return [`${name}Function`, { name: known, directory: bundle }] as const;
    }),
  );
  return { stackName: 'tiny', directory, functions, template: { Resources: resources(), Outputs: {} } };
}

function resources() {
  const tables = Object.fromEntries(tableNames.map((name) => [`${name}Table`, table(name)]));
  return {
    ...tables,
    Bucket: { Type: 'AWS::S3::Bucket', Properties: {} },
    ...queueAndFunction('worker', { source: ['aws.s3'], detail: { object: { key: [{ prefix: 'in/' }] } } }),
    ...queueAndFunction('fates', { source: ['aws.ses'] }),
    Daily: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ScheduleExpression: 'cron(0 6 * * ? *)',
        ScheduleExpressionTimezone: 'Asia/Ho_Chi_Minh',
        Target: { Arn: arnOf('workerQueue'), Input: '{"scheduledAt":"<aws.scheduler.scheduled-time>"}' },
      },
    },
  };
}

function table(name: string) {
  return {
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: {
      TableName: `tiny-${name}`,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    },
  };
}

function queueAndFunction(name: string, EventPattern: unknown) {
  const tables = Object.fromEntries(
    tableNames.map((table) => [`${table.toUpperCase()}_TABLE`, { Ref: `${table}Table` }]),
  );
  return {
    [`${name}DeadLetters`]: { Type: 'AWS::SQS::Queue', Properties: { QueueName: `${name}-dead-letters` } },
    [`${name}Queue`]: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        QueueName: name,
        VisibilityTimeout: 5400,
        RedrivePolicy: { deadLetterTargetArn: arnOf(`${name}DeadLetters`), maxReceiveCount: 3 },
      },
    },
    [`${name}Function`]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Handler: 'index.handler',
        Environment: { Variables: { ...tables, BUCKET: { Ref: 'Bucket' }, NAME: name } },
      },
    },
    [`${name}Mapping`]: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: arnOf(`${name}Queue`), FunctionName: { Ref: `${name}Function` }, BatchSize: 1 },
    },
    [`${name}Rule`]: {
      Type: 'AWS::Events::Rule',
      Properties: { EventPattern, Targets: [{ Id: 'Target0', Arn: arnOf(`${name}Queue`) }] },
    },
  };
}

function arnOf(logicalId: string) {
  return { 'Fn::GetAtt': [logicalId, 'Arn'] };
}
