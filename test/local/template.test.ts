import { expect, test } from '@jest/globals';
import { readWiring, templateSchema } from '../../infra/local/template.ts';

const queueUrlOf = (name: string) => `http://127.0.0.1:9/000000000000/${name}`;

function wiringOf(resources: Record<string, unknown>) {
  return readWiring(templateSchema.parse({ Resources: resources }), queueUrlOf);
}

const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'ingest', VisibilityTimeout: 5400 } };
const deadLetters = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'ingest-dead-letters' } };

test("a function's environment names tables, bucket and queue as they are reached on this machine", () => {
  // Prepare
  const variables = {
    TABLE: { Ref: 'Dossiers' },
    BUCKET: { Ref: 'ProvinceBucket1A2B' },
    QUEUE_URL: { Ref: 'Ingest' },
    TOPIC_ARN: { Ref: 'AdminTopic' },
    TEXT: { 'Fn::Join': ['-', ['stage', { Ref: 'AWS::Region' }]] },
    SUBSTITUTED: { 'Fn::Sub': `arn:\${AWS::Partition}:sqs:\${Ingest.QueueName}:\${!literal}` },
  };

  // Act
  const { functions } = wiringOf({
    Ingest: queue,
    Dossiers: {
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: { TableName: 'stage-Dossiers', KeySchema: [], AttributeDefinitions: [] },
    },
    AdminTopic: { Type: 'AWS::SNS::Topic', Properties: {} },
    ProvinceBucket1A2B: { Type: 'AWS::S3::Bucket', Properties: {} },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: { FunctionName: 'ingest', Handler: 'index.handler', Environment: { Variables: variables } },
    },
  });

  // Assess
  expect(functions[0]?.Environment.Variables).toEqual({
    TABLE: 'stage-Dossiers',
    BUCKET: 'provincebucket1a2b',
    QUEUE_URL: 'http://127.0.0.1:9/000000000000/ingest',
    TOPIC_ARN: 'arn:aws:sns:ap-southeast-1:000000000000:AdminTopic',
    TEXT: 'stage-ap-southeast-1',
    SUBSTITUTED: `arn:aws:sqs:ingest:\${literal}`,
  });
});

test('queues know their dead-letter queue, rules and schedules their targets, by the same ARN', () => {
  const arn = 'arn:aws:sqs:ap-southeast-1:000000000000:ingest';
  const target = { Id: 'Target0', Arn: { 'Fn::GetAtt': ['Ingest', 'Arn'] } };
  const RedrivePolicy = { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 5 };

  const { queues, rules, schedules } = wiringOf({
    Ingest: { ...queue, Properties: { ...queue.Properties, RedrivePolicy } },
    Dead: deadLetters,
    Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['aws.s3'] }, Targets: [target] } },
    Off: { Type: 'AWS::Events::Rule', Properties: { State: 'DISABLED', EventPattern: {}, Targets: [target] } },
    Schedule: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ScheduleExpression: 'cron(0 6 * * ? *)',
        ScheduleExpressionTimezone: 'Asia/Ho_Chi_Minh',
        Target: { Arn: { 'Fn::GetAtt': ['Ingest', 'Arn'] }, Input: '{"scheduledAt":"<aws.scheduler.scheduled-time>"}' },
      },
    },
  });

  expect(queues[0]?.RedrivePolicy).toEqual({ deadLetterTargetArn: `${arn}-dead-letters`, maxReceiveCount: 5 });
  expect(rules).toEqual([{ pattern: { source: ['aws.s3'] }, targetArns: [arn] }]);
  expect(schedules[0]?.Target.Arn).toBe(arn);
});

test('what the local mode cannot read is named, not passed over', () => {
  const reshaping = { Id: 'Target0', Arn: { 'Fn::GetAtt': ['Ingest', 'Arn'] }, InputTransformer: {} };
  const rule = { Type: 'AWS::Events::Rule', Properties: { EventPattern: {}, Targets: [reshaping] } };
  expect(() => wiringOf({ Ingest: queue, Reshaping: rule })).toThrow(/cannot read Reshaping \(AWS::Events::Rule\)/);
  expect(() => wiringOf({ Ingest: { ...queue, Properties: { QueueName: { 'Fn::ImportValue': 'x' } } } })).toThrow(
    /does not know Fn::ImportValue/,
  );
});
