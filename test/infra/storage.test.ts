import { beforeAll, expect, test } from '@jest/globals';
import { functionNames } from '../../infra/bundle.ts';
import type { Template } from '../../infra/synthesize.ts';
import { tableDefinitions } from '../../infra/tables.ts';
import { type Properties, resourcesOf, synthesized } from './synthesized.ts';

const uploaderPrincipalArn = 'arn:aws:iam::111122223333:role/portal-export';
let template: Template;
beforeAll(async () => {
  template = (await synthesized('production', { sources: [{ sourceId: 'portal', uploaderPrincipalArn }] })).template;
});

test('every table is on demand, recoverable to the second, protected against deletion, and named for what it holds', () => {
  // Act
  const tables = resourcesOf(template, 'AWS::DynamoDB::Table').map(([, properties]) => properties);

  // Assess
  expect(tables.map(({ TableName }) => TableName).sort()).toEqual(
    Object.keys(tableDefinitions)
      .map((name) => `DungHen-production-${name}`)
      .sort(),
  );
  for (const table of tables) {
    expect(table).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  }
});

test('an admin reads domain words as keys, and the indexes project whole items', () => {
  // Act
  const [, evaluations = {}] =
    resourcesOf(template, 'AWS::DynamoDB::Table').find(([, { TableName }]) => TableName.endsWith('-Evaluations')) ?? [];

  // Assess
  expect(evaluations.KeySchema).toEqual([
    { AttributeName: 'unitId', KeyType: 'HASH' },
    { AttributeName: 'monthRevision', KeyType: 'RANGE' },
  ]);
  expect(evaluations.GlobalSecondaryIndexes).toEqual([
    {
      IndexName: 'byMonth',
      KeySchema: [
        { AttributeName: 'month', KeyType: 'HASH' },
        { AttributeName: 'unitId', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ]);
});

test('the index of digests that wait for something holds keys alone', () => {
  const [, notices = {}] =
    resourcesOf(template, 'AWS::DynamoDB::Table').find(([, { TableName }]) => TableName.endsWith('-Notices')) ?? [];

  expect(notices.GlobalSecondaryIndexes).toEqual([
    {
      IndexName: 'byWait',
      KeySchema: [
        { AttributeName: 'waitsFor', KeyType: 'HASH' },
        { AttributeName: 'waitsSince', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ]);
});

test('what is kept outlives the stack and every replacement', () => {
  // Prepare
  const keeping = ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::Logs::LogGroup'];

  // Act
  const kept = keeping.flatMap((type) => resourcesOf(template, type)).map(([, , resource]) => resource);

  // Assess
  expect(kept).toHaveLength(8 + 2 + functionNames.length);
  for (const resource of kept) {
    expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  }
});

/** Functions by which a deduction begins, changes, or is decided on. */
const ledgerWriters = [
  'approve-month',
  'decide-deduction',
  'evaluate-month',
  'record-explanation',
  'reevaluate-month',
  'settle-deductions',
];

test('nobody rewrites the ledger, and only its writers append to it', () => {
  // Act
  const [[ledgerId, ledger] = ['', {} as Properties], ...others] = resourcesOf(template, 'AWS::DynamoDB::Table').filter(
    ([, { ResourcePolicy }]) => ResourcePolicy !== undefined,
  );
  const [rewriting, appending, unguarding, ...more] = ledger.ResourcePolicy.PolicyDocument.Statement;

  // Assess
  expect([ledger.TableName, others, more]).toEqual(['DungHen-production-Ledger', [], []]);
  expect(rewriting).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' } });
  expect(rewriting).not.toHaveProperty('Condition');
  expect(rewriting.Action.sort()).toEqual([
    'dynamodb:BatchWriteItem',
    'dynamodb:DeleteItem',
    'dynamodb:PartiQLDelete',
    'dynamodb:PartiQLInsert',
    'dynamodb:PartiQLUpdate',
    'dynamodb:UpdateItem',
    'dynamodb:UpdateTimeToLive',
  ]);
  expect(appending).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' }, Action: 'dynamodb:PutItem' });
  const roles = appending.Condition.ArnNotEquals['aws:PrincipalArn'].map((arn: Properties) => arn['Fn::GetAtt'][0]);
  const writers = resourcesOf(template, 'AWS::Lambda::Function')
    .filter(([, { Role }]) => roles.includes(Role['Fn::GetAtt'][0]))
    .map(([, { FunctionName }]) => FunctionName.replace('DungHen-production-', ''));
  expect(writers.toSorted()).toEqual(ledgerWriters);
  expect(unguarding).toMatchObject({
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: ['dynamodb:DeleteResourcePolicy', 'dynamodb:PutResourcePolicy'],
  });
  expect(exceptedBy(unguarding)).toBe(DEPLOYING_ROLE);
  for (const { Resource } of [rewriting, appending, unguarding]) {
    expect(JSON.stringify(Resource)).toContain(':table/DungHen-production-Ledger');
    expect(JSON.stringify(Resource)).not.toContain(ledgerId);
  }
});

test('only announce-month makes heads of months', () => {
  // Act
  const statement = bucketStatements().find(({ Sid }) => Sid === 'OnlyAnnounceMonthMakesHeads');

  // Assess
  expect(statement).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:PutObject' });
  expect(statement?.Resource['Fn::Join'][1].at(-1)).toBe('/ledger/heads/*');
  const [, announceMonth = {}] =
    resourcesOf(template, 'AWS::Lambda::Function').find(([, { FunctionName }]) =>
      FunctionName.endsWith('-announce-month'),
    ) ?? [];
  expect([statement?.Condition.ArnNotEquals['aws:PrincipalArn']].flat()).toEqual([announceMonth.Role]);
});

test('nobody but a deployment changes the policy of the bucket, or what expires in it', () => {
  // Act
  const statement = bucketStatements().find(({ Sid }) => Sid === 'OnlyDeploymentsChangeTheRules');

  // Assess
  expect(statement).toMatchObject({
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: ['s3:DeleteBucketPolicy', 's3:PutBucketPolicy', 's3:PutBucketVersioning', 's3:PutLifecycleConfiguration'],
  });
  expect(exceptedBy(statement ?? {})).toBe(DEPLOYING_ROLE);
});

test('CloudFormation can create the ledger: no resource waits for itself', () => {
  // Prepare
  const ids = Object.keys(template.Resources);
  const waitsFor = new Map(
    ids.map((id) => [id, referencesIn(template.Resources[id]).filter((to) => ids.includes(to))]),
  );

  // Act
  const created = new Set<string>();
  let before = -1;
  while (created.size > before) {
    before = created.size;
    for (const id of ids) if (waitsFor.get(id)?.every((to) => created.has(to))) created.add(id);
  }

  // Assess
  expect(ids.filter((id) => !created.has(id))).toEqual([]);
});

test('the bucket is versioned, private, logged, and tells EventBridge what is created', () => {
  expect(provinceBucket()).toMatchObject({
    VersioningConfiguration: { Status: 'Enabled' },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    LoggingConfiguration: { DestinationBucketName: { Ref: expect.stringContaining('AccessLog') } },
  });
});

test('raw and quarantined files are gone after 30 days, states and rejected rows after 400; nothing else expires', () => {
  // Act
  const rules: Properties[] = provinceBucket().LifecycleConfiguration.Rules;
  const expiring = rules.filter((rule) => rule.ExpirationInDays || rule.NoncurrentVersionExpiration);

  // Assess: older versions go with the file
  const days = expiring.map((rule) => [
    rule.Prefix,
    rule.ExpirationInDays + rule.NoncurrentVersionExpiration.NoncurrentDays,
  ]);
  expect(days).toEqual([
    ['snapshots/', 30],
    ['quarantine/', 30],
    ['states/', 400],
    ['rejected/', 400],
  ]);
});

test('nobody comes to the bucket without TLS', () => {
  expect(bucketStatements()).toContainEqual(
    expect.objectContaining({
      Effect: 'Deny',
      Action: 's3:*',
      Principal: { AWS: '*' },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  );
});

test('evidence, ledger copies and canonical copies are deleted and overwritten by nobody', () => {
  // Act
  const everybody = bucketStatements().filter(({ Sid }) => /Evidence$/.test(Sid));

  // Assess
  expect(everybody.map(readable)).toEqual([
    'Deny * s3:DeleteObject s3:DeleteObjectVersion on ledger/* evidence/* canonical/*',
    'Deny * s3:PutObject on ledger/* evidence/* canonical/* unless it creates',
  ]);
});

test('a source creates files under its own prefix, overwrites and deletes none, and reaches no other', () => {
  // Act
  const ofSource = bucketStatements().filter(({ Principal }) => Principal.AWS === uploaderPrincipalArn);

  // Assess
  expect(ofSource.map(readable)).toEqual([
    `Allow ${uploaderPrincipalArn} s3:PutObject on snapshots/portal/*`,
    `Deny ${uploaderPrincipalArn} s3:PutObject on snapshots/portal/* unless it creates`,
    `Deny ${uploaderPrincipalArn} s3:PutObject except on snapshots/portal/*`,
    `Deny ${uploaderPrincipalArn} s3:DeleteObject s3:DeleteObjectVersion on *`,
  ]);
});

/** The role with which CloudFormation deploys, as `cdk bootstrap` makes it. */
const DEPLOYING_ROLE =
  'arn:AWS::Partition:iam::AWS::AccountId:role/cdk-hnb659fds-cfn-exec-role-AWS::AccountId-ap-southeast-1';

function exceptedBy({ Condition }: Properties): string {
  const parts: (string | Properties)[] = Condition.ArnNotEquals['aws:PrincipalArn']['Fn::Join'][1];
  return parts.map((part) => (typeof part === 'string' ? part : part.Ref)).join('');
}

/** The bucket that is not the access log of another. */
function provinceBucket(): Properties {
  const [, bucket = {}] =
    resourcesOf(template, 'AWS::S3::Bucket').find(([, properties]) => properties.VersioningConfiguration) ?? [];
  return bucket;
}

function bucketStatements(): Properties[] {
  const policies = resourcesOf(template, 'AWS::S3::BucketPolicy').map(([, { Bucket, PolicyDocument }]) => ({
    isOfLog: /AccessLog/.test(Bucket.Ref),
    statements: PolicyDocument.Statement as Properties[],
  }));
  return policies.find(({ isOfLog }) => !isOfLog)?.statements ?? [];
}

/** A statement of the bucket's policy as a sentence. */
function readable({ Effect, Principal, Action, Resource, NotResource, Condition }: Properties): string {
  const unconditional = { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } };
  const resources = [Resource ?? NotResource].flat().map((resource) => resource['Fn::Join'][1].at(-1).slice(1));
  const where = `${NotResource ? 'except on' : 'on'} ${resources.sort().reverse().join(' ')}`;
  if (Condition !== undefined) expect(Condition).toEqual(unconditional);
  return `${Effect} ${Principal.AWS} ${[Action].flat().join(' ')} ${where}${Condition ? ' unless it creates' : ''}`;
}

/** Logical ids to which a part of the template refers. */
function referencesIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(referencesIn);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => {
    if (key === 'Ref' && typeof value === 'string') return [value];
    if (key === 'Fn::GetAtt' && Array.isArray(value)) return [String(value[0])];
    if (key === 'DependsOn') return [value].flat().map(String);
    return referencesIn(value);
  });
}
