import { beforeAll, expect, test } from '@jest/globals';
import { functionNames } from '../../infra/bundle.ts';
import type { Synthesis, Template } from '../../infra/synthesize.ts';
import { alarmedMetrics } from '../../shared/runtime/telemetry.ts';
import { nameOf, type Properties, resourcesOf, synthesized } from './synthesized.ts';

let synthesis: Synthesis;
let template: Template;
beforeAll(async () => {
  synthesis = await synthesized();
  template = synthesis.template;
});

test('the daily work starts in the order of the flow, at local times of the province', () => {
  // Act
  const schedules = resourcesOf(template, 'AWS::Scheduler::Schedule').map(([, schedule]) => [
    schedule.ScheduleExpression,
    schedule.ScheduleExpressionTimezone,
    nameOf(template, schedule.Target.Arn),
  ]);

  // Assess
  expect(schedules.sort()).toEqual([
    ['cron(0 17 * * ? *)', 'Asia/Ho_Chi_Minh', 'settle'],
    ['cron(0 5 ? * SUN *)', 'Asia/Ho_Chi_Minh', 'verify'],
    ['cron(0 6 * * ? *)', 'Asia/Ho_Chi_Minh', 'evaluate'],
    ['cron(0 7 * * ? *)', 'Asia/Ho_Chi_Minh', 'watch'],
    ['cron(20 6 * * ? *)', 'Asia/Ho_Chi_Minh', 'review'],
    ['cron(30 7 * * ? *)', 'Asia/Ho_Chi_Minh', 'plan'],
    ['cron(30 8 * * ? *)', 'Asia/Ho_Chi_Minh', 'watch-mail'],
    ['cron(45 6 * * ? *)', 'Asia/Ho_Chi_Minh', 'announce'],
  ]);
});

test('a schedule fires to the minute, hands over the time for which it was set, and loses nothing undelivered', () => {
  const schedules = resourcesOf(template, 'AWS::Scheduler::Schedule').map(([, schedule]) => schedule);

  expect(schedules).toHaveLength(8);
  for (const { FlexibleTimeWindow, State, Target } of schedules) {
    expect({ FlexibleTimeWindow, State }).toEqual({ FlexibleTimeWindow: { Mode: 'OFF' }, State: 'ENABLED' });
    expect(Target.Input).toBe('{"scheduledAt":"<aws.scheduler.scheduled-time>"}');
    expect(nameOf(template, Target.DeadLetterConfig.Arn)).toBe(`${nameOf(template, Target.Arn)}-dead-letters`);
  }
});

test('another province works in its own time zone, at its own times', async () => {
  // Act
  const other = await synthesized('production', { timeZone: 'UTC', evaluateAt: '23:05' });

  // Assess
  const schedules = resourcesOf(other.template, 'AWS::Scheduler::Schedule').map(([, schedule]) => schedule);
  expect(schedules.map((schedule) => schedule.ScheduleExpressionTimezone)).toEqual(Array(8).fill('UTC'));
  expect(schedules.map((schedule) => schedule.ScheduleExpression)).toContain('cron(5 23 * * ? *)');
});

test('what is dropped or told goes to the queue of the function that takes it', () => {
  // Act
  const rules = resourcesOf(template, 'AWS::Events::Rule').map(([, { EventPattern, Targets }]) => ({
    source: EventPattern.source[0],
    types: EventPattern['detail-type'],
    prefix: EventPattern.detail.object?.key[0].prefix,
    configurationSet: EventPattern.detail.mail?.tags['ses:configuration-set'][0],
    queue: nameOf(template, Targets[0].Arn),
    deadLetters: nameOf(template, Targets[0].DeadLetterConfig.Arn),
  }));

  // Assess
  const created = { source: 'aws.s3', types: ['Object Created'], configurationSet: undefined };
  expect(rules.sort((a, b) => a.queue.localeCompare(b.queue))).toEqual([
    {
      source: 'aws.ses',
      types: undefined,
      prefix: undefined,
      configurationSet: 'DungHen-production-mail',
      queue: 'deliveries',
      deadLetters: 'deliveries-dead-letters',
    },
    { ...created, prefix: 'snapshots/', queue: 'ingest', deadLetters: 'ingest-dead-letters' },
    { ...created, prefix: 'registry/', queue: 'registry', deadLetters: 'registry-dead-letters' },
  ]);
});

test('SES tells the fate of each mail sent with the configuration set', () => {
  const [[, destination] = ['', {} as Properties]] = resourcesOf(
    template,
    'AWS::SES::ConfigurationSetEventDestination',
  );

  expect(destination.EventDestination).toMatchObject({
    Enabled: true,
    MatchingEventTypes: ['send', 'delivery', 'deliveryDelay', 'bounce', 'complaint', 'reject'],
  });
  expect(JSON.stringify(destination.EventDestination.EventBridgeDestination)).toContain(':event-bus/default');
});

test('only the registry says which addresses are not mailed, not a list that SES keeps besides', () => {
  const [[, set] = ['', {} as Properties]] = resourcesOf(template, 'AWS::SES::ConfigurationSet');
  expect(set.SuppressionOptions).toEqual({ SuppressedReasons: [] });
});

test('four senders share the rate of the account, within the hours that the province sets', async () => {
  // Act
  const slow = await synthesized('production', { mailsPerSecond: 1, mailFrom: '08:00', mailUntil: '17:30' });
  const [sender, mapping] = [slow.template].flatMap((stage) => [
    resourcesOf(stage, 'AWS::Lambda::Function').find(([, { FunctionName }]) => /send-notice/.test(FunctionName))?.[1],
    resourcesOf(stage, 'AWS::Lambda::EventSourceMapping').find(([, { EventSourceArn }]) =>
      /notices/.test(nameOf(stage, EventSourceArn)),
    )?.[1],
  ]);

  // Assess: 1 mail a second by 4 senders is one in 4 seconds from each
  expect(sender?.Environment.Variables).toMatchObject({
    MAIL_INTERVAL_MS: '4000',
    MAIL_FROM: '08:00',
    MAIL_UNTIL: '17:30',
    TIME_ZONE: 'Asia/Ho_Chi_Minh',
    MAIL_SINK_ADDRESS: 'success@simulator.amazonses.com',
  });
  expect(mapping?.ScalingConfig).toEqual({ MaximumConcurrency: 4 });
});

test('each queue feeds one function, message by message', () => {
  // Act
  const mappings = resourcesOf(template, 'AWS::Lambda::EventSourceMapping').map(([, mapping]) => [
    nameOf(template, mapping.EventSourceArn),
    nameOf(template, mapping.FunctionName),
    mapping.BatchSize,
  ]);

  // Assess
  expect(mappings.sort()).toEqual([
    ['announce', 'announce-month', 1],
    ['deliveries', 'record-delivery', 1],
    ['evaluate', 'evaluate-month', 1],
    ['ingest', 'ingest-snapshot', 1],
    ['notices', 'send-notice', 1],
    ['plan', 'plan-notices', 1],
    ['registry', 'import-registry', 1],
    ['review', 'review-month', 1],
    ['settle', 'settle-deductions', 1],
    ['verify', 'verify-ledger', 1],
    ['watch', 'watch-snapshots', 1],
    ['watch-mail', 'watch-mail', 1],
  ]);
});

test('a message is never worked on twice at a time, and is tried five times before it is set aside for 14 days', () => {
  // Prepare
  const queues = new Map(resourcesOf(template, 'AWS::SQS::Queue').map(([id, properties]) => [id, properties]));
  const functions = new Map(resourcesOf(template, 'AWS::Lambda::Function').map(([id, properties]) => [id, properties]));

  for (const [, mapping] of resourcesOf(template, 'AWS::Lambda::EventSourceMapping')) {
    // Act
    const queue = queues.get(mapping.EventSourceArn['Fn::GetAtt'][0]) ?? {};
    const worker = functions.get(mapping.FunctionName.Ref) ?? {};
    const deadLetters = queues.get(queue.RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'][0]) ?? {};

    // Assess
    expect(queue.VisibilityTimeout).toBeGreaterThan(worker.Timeout);
    expect(queue.RedrivePolicy.maxReceiveCount).toBe(5);
    expect([queue.MessageRetentionPeriod, deadLetters.MessageRetentionPeriod]).toEqual([14 * 86_400, 14 * 86_400]);
  }
});

test('a snapshot may take its 15 minutes, and a claimed notice is tried again only when its claim is abandoned', () => {
  const visibilitySeconds = Object.fromEntries(
    resourcesOf(template, 'AWS::SQS::Queue').map(([id, queue]) => [
      nameOf(template, { Ref: id }),
      queue.VisibilityTimeout,
    ]),
  );

  expect(visibilitySeconds).toMatchObject({ ingest: 90 * 60, notices: 16 * 60 });
});

test('every queue is encrypted and takes nothing without TLS', () => {
  // Act
  const queues = resourcesOf(template, 'AWS::SQS::Queue');
  const guarded = resourcesOf(template, 'AWS::SQS::QueuePolicy').flatMap(([, { Queues, PolicyDocument }]) =>
    PolicyDocument.Statement.some(
      (statement: Properties) =>
        statement.Effect === 'Deny' && statement.Condition?.Bool?.['aws:SecureTransport'] === 'false',
    )
      ? [Queues[0].Ref]
      : [],
  );

  // Assess
  expect(queues).toHaveLength(24);
  expect(queues.every(([, { SqsManagedSseEnabled }]) => SqsManagedSseEnabled)).toBe(true);
  expect(guarded.sort()).toEqual(queues.map(([id]) => id).sort());
});

test('each function runs on Node.js 24 and arm64, explains itself, and is found by local mode with its code', () => {
  // Act
  const functions = resourcesOf(template, 'AWS::Lambda::Function');

  // Assess
  expect([...synthesis.functions.values()].map(({ name }) => name).sort()).toEqual([...functionNames].sort());
  for (const [, { Runtime, Architectures, Handler, Description }, { Metadata }] of functions) {
    expect([Runtime, Architectures, Handler]).toEqual(['nodejs24.x', ['arm64'], 'index.handler']);
    expect(Description).toMatch(/^.{30,256}$/);
    expect(Metadata).toHaveProperty('aws:asset:path');
  }
});

test('an admin is told where to put files and which functions to call', () => {
  const outputs = Object.entries(template.Outputs).map(([name, { Value }]) => [name, nameOf(template, Value)]);

  expect(outputs).toEqual([
    ['BucketName', expect.stringMatching(/^Bucket[0-9A-F]+$/)],
    ['IngestQueueUrl', 'ingest'],
    ['NoticeQueueUrl', 'notices'],
    ['ReleaseSnapshotFunction', 'release-snapshot'],
    ['ReviewFindingFunction', 'review-finding'],
    ['DismissFindingsFunction', 'dismiss-findings'],
    ['ApproveMonthFunction', 'approve-month'],
    ['ReevaluateMonthFunction', 'reevaluate-month'],
    ['ReplayMonthFunction', 'replay-month'],
    ['RecordExplanationFunction', 'record-explanation'],
    ['DecideDeductionFunction', 'decide-deduction'],
    ['VerifyLedgerFunction', 'verify-ledger'],
    ['WriteStatementFunction', 'write-statement'],
    ['RecordReportFunction', 'record-report'],
    ['ExtendAssignmentFunction', 'extend-assignment'],
    ['ReopenAssignmentFunction', 'reopen-assignment'],
    ['MuteNoticesFunction', 'mute-notices'],
    ['RestoreAddressFunction', 'restore-address'],
  ]);
});

test('ingest has one whole processor, room for a large snapshot, and the longest time there is', () => {
  const [, ingest = {}] =
    resourcesOf(template, 'AWS::Lambda::Function').find(([, { FunctionName }]) => /ingest-/.test(FunctionName)) ?? [];

  expect(ingest).toMatchObject({ MemorySize: 1769, Timeout: 900, EphemeralStorage: { Size: 4096 } });
});

test('staging mails only to its allow list, production to anybody', async () => {
  // Act
  const allowLists = [template, (await synthesized('staging')).template].map(
    (stage) =>
      resourcesOf(stage, 'AWS::Lambda::Function').find(([, { FunctionName }]) => /send-notice/.test(FunctionName))?.[1]
        .Environment.Variables.MAIL_ALLOW_LIST,
  );

  // Assess
  expect(allowLists).toEqual(['*', 'quan-tri@angiang.example']);
});

test('an alarm stands on every dead-letter queue, every function and every metric of the domain, and tells the admins', () => {
  // Act
  const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, alarm]) => alarm);
  const watched = alarms.map(({ Namespace, MetricName, Dimensions }) => {
    const [dimension] = Dimensions;
    return [Namespace, MetricName, dimension.Name, nameOf(template, dimension.Value)].join(' ');
  });

  // Assess
  const deadLetterQueues = [
    'announce',
    'deliveries',
    'evaluate',
    'ingest',
    'notices',
    'plan',
    'registry',
    'review',
    'settle',
    'verify',
    'watch',
    'watch-mail',
  ];
  expect(watched.sort()).toEqual(
    [
      ...deadLetterQueues.map((name) => `AWS/SQS ApproximateNumberOfMessagesVisible QueueName ${name}-dead-letters`),
      ...functionNames.map((name) => `AWS/Lambda Errors FunctionName ${name}`),
      ...alarmedMetrics.map((metric) => `DungHen ${metric} service dung-hen`),
    ].sort(),
  );
  const [[topicId] = ['']] = resourcesOf(template, 'AWS::SNS::Topic');
  for (const alarm of alarms) {
    expect(alarm).toMatchObject({
      AlarmActions: [{ Ref: topicId }],
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      TreatMissingData: 'notBreaching',
    });
    expect(alarm.AlarmDescription).toMatch(/^.{40,}/);
  }
});

test('the admins hear of alarms by e-mail, and only alarms of this account speak, over TLS', () => {
  // Act
  const subscriptions = resourcesOf(template, 'AWS::SNS::Subscription').map(([, { Protocol, Endpoint }]) => [
    Protocol,
    Endpoint,
  ]);
  const [[, policy] = ['', {} as Properties]] = resourcesOf(template, 'AWS::SNS::TopicPolicy');

  // Assess
  expect(subscriptions).toEqual([['email', 'quan-tri@angiang.example']]);
  expect(policy.PolicyDocument.Statement).toMatchObject([
    { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    {
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    },
  ]);
});
