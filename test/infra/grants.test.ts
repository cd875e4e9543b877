import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { type FunctionName, functionNames } from '../../infra/bundle.ts';
import type { Synthesis, Template } from '../../infra/synthesize.ts';
import { nameOf, type Properties, resourcesOf, synthesized } from './synthesized.ts';

let synthesis: Synthesis;
let template: Template;
beforeAll(async () => {
  synthesis = await synthesized();
  template = synthesis.template;
});

/** What a function may do besides writing its log and taking its queue's messages. */
const grants: Readonly<Record<FunctionName, readonly string[]>> = {
  'import-registry': [
    'dynamodb:PutItem Registry',
    'dynamodb:Query Evaluations/index/byMonth',
    'dynamodb:Query Registry',
    's3:GetObject registry/*',
    's3:PutObject registry-reports/*',
  ],
  'ingest-snapshot': [
    'dynamodb:DeleteItem Dossiers',
    'dynamodb:PutItem Dossiers',
    'dynamodb:UpdateItem Dossiers',
    'dynamodb:GetItem Findings',
    'dynamodb:PutItem Findings',
    'dynamodb:Query Findings',
    'dynamodb:UpdateItem Findings',
    'dynamodb:GetItem Snapshots',
    'dynamodb:PutItem Snapshots',
    'dynamodb:Query Snapshots',
    'dynamodb:PutItem Tallies',
    'dynamodb:Query Registry',
    's3:GetObject quarantine/*',
    's3:GetObject snapshots/*',
    's3:GetObject states/*',
    's3:ListBucket (the bucket)',
    's3:PutObject activity/*',
    's3:PutObject canonical/*',
    's3:PutObject quarantine/*',
    's3:PutObject receipts/*',
    's3:PutObject rejected/*',
    's3:PutObject states/*',
    'sqs:SendMessage ingest',
  ],
  'release-snapshot': ['dynamodb:GetItem Snapshots', 'sqs:SendMessage ingest'],
  'watch-snapshots': [
    'dynamodb:GetItem Findings',
    'dynamodb:PutItem Findings',
    'dynamodb:Query Findings',
    'dynamodb:UpdateItem Findings',
    'dynamodb:Query Registry',
    'dynamodb:Query Snapshots',
  ],
  'review-finding': ['dynamodb:GetItem Findings', 'dynamodb:Query Registry', 'dynamodb:UpdateItem Findings'],
  'dismiss-findings': ['dynamodb:PutItem Registry', 'dynamodb:Query Registry'],
  'review-month': [
    'dynamodb:GetItem Findings',
    'dynamodb:PutItem Findings',
    'dynamodb:UpdateItem Findings',
    'dynamodb:PutItem Registry',
    'dynamodb:Query Evaluations/index/byMonth',
    'dynamodb:Query Registry',
    'dynamodb:Query Snapshots',
    's3:GetObject activity/*',
    's3:GetObject canonical/*',
    's3:GetObject evidence/*',
    's3:ListBucket (the bucket)',
    's3:PutObject evidence/*',
  ],
  'evaluate-month': [
    'dynamodb:BatchGetItem Tallies',
    'dynamodb:GetItem Evaluations',
    'dynamodb:PutItem Evaluations',
    'dynamodb:Query Evaluations/index/byMonth',
    'dynamodb:GetItem Findings',
    'dynamodb:PutItem Findings',
    'dynamodb:Query Findings',
    'dynamodb:UpdateItem Findings',
    'dynamodb:PutItem Ledger',
    'dynamodb:Query Ledger',
    'dynamodb:Query Registry',
    'dynamodb:Query Snapshots',
    's3:GetObject canonical/*',
    's3:GetObject evidence/*',
    's3:GetObject ledger/*',
    's3:PutObject evidence/*',
    's3:PutObject ledger/*',
  ],
  'approve-month': [
    'dynamodb:PutItem Ledger',
    'dynamodb:PutItem Registry',
    'dynamodb:Query Evaluations',
    'dynamodb:Query Evaluations/index/byMonth',
    'dynamodb:Query Ledger',
    'dynamodb:Query Registry',
    's3:GetObject ledger/*',
    's3:PutObject ledger/*',
  ],
  'reevaluate-month': [
    'dynamodb:GetItem Findings',
    'dynamodb:UpdateItem Findings',
    'dynamodb:GetItem Evaluations',
    'dynamodb:GetItem Snapshots',
    'dynamodb:PutItem Evaluations',
    'dynamodb:PutItem Ledger',
    'dynamodb:PutItem Registry',
    'dynamodb:Query Evaluations/index/byMonth',
    'dynamodb:Query Ledger',
    'dynamodb:Query Registry',
    'dynamodb:Query Snapshots',
    's3:GetObject canonical/*',
    's3:GetObject evidence/*',
    's3:GetObject ledger/*',
    's3:ListBucket (the bucket)',
    's3:PutObject evidence/*',
    's3:PutObject ledger/*',
  ],
  'replay-month': [
    'dynamodb:Query Evaluations/index/byMonth',
    'dynamodb:Query Registry',
    's3:GetObject canonical/*',
    's3:GetObject evidence/*',
    's3:GetObject ledger/heads/*',
    's3:ListBucket (the bucket)',
  ],
  'record-explanation': [
    'dynamodb:GetItem Findings',
    'dynamodb:UpdateItem Findings',
    'dynamodb:GetItem Registry',
    'dynamodb:PutItem Registry',
    'dynamodb:Query Registry',
    'dynamodb:PutItem Ledger',
    'dynamodb:Query Ledger',
    's3:GetObject ledger/*',
    's3:PutObject ledger/*',
  ],
  'decide-deduction': [
    'dynamodb:GetItem Findings',
    'dynamodb:UpdateItem Findings',
    'dynamodb:PutItem Ledger',
    'dynamodb:Query Evaluations',
    'dynamodb:Query Ledger',
    'dynamodb:Query Registry',
    's3:GetObject ledger/*',
    's3:PutObject ledger/*',
  ],
  'settle-deductions': [
    'dynamodb:BatchGetItem Notices',
    'dynamodb:GetItem Notices',
    'dynamodb:GetItem Findings',
    'dynamodb:PutItem Findings',
    'dynamodb:UpdateItem Findings',
    'dynamodb:PutItem Ledger',
    'dynamodb:Query Ledger',
    'dynamodb:Query Registry',
    'dynamodb:Scan Ledger', // what is open, of whatever year: nothing in the ledger can be marked as closed
    's3:GetObject ledger/*',
    's3:PutObject ledger/*',
  ],
  'announce-month': [
    'dynamodb:PutItem Registry',
    'dynamodb:Query Evaluations/index/byMonth',
    'dynamodb:Query Ledger',
    'dynamodb:Query Registry',
    'dynamodb:Query Snapshots',
    's3:GetObject ledger/heads/*',
    's3:ListBucket (the bucket)',
    's3:PutObject ledger/heads/*',
  ],
  'verify-ledger': [
    'dynamodb:GetItem Findings',
    'dynamodb:PutItem Findings',
    'dynamodb:UpdateItem Findings',
    'dynamodb:Query Evaluations/index/byMonth',
    'dynamodb:Query Ledger',
    'dynamodb:Query Registry',
    'dynamodb:Scan Ledger', // an account that should not be there is found in no other way
    's3:GetObject canonical/*',
    's3:GetObject evidence/*',
    's3:GetObject ledger/*',
    's3:ListBucket (the bucket)',
    's3:PutObject ledger-reports/*',
  ],
  'write-statement': [
    'dynamodb:GetItem Evaluations',
    'dynamodb:Query Ledger',
    'dynamodb:Query Registry',
    's3:PutObject statements/*',
  ],
  'plan-notices': [
    'dynamodb:BatchGetItem Notices',
    'dynamodb:GetItem Evaluations',
    'dynamodb:GetItem Findings',
    'dynamodb:PutItem Findings',
    'dynamodb:Query Findings',
    'dynamodb:UpdateItem Findings',
    'dynamodb:Query Evaluations/index/byMonth',
    'dynamodb:Query Ledger',
    'dynamodb:Query Registry',
    'dynamodb:Scan Ledger', // what is open, of whatever year
    'sqs:SendMessage notices',
  ],
  'send-notice': [
    'dynamodb:DeleteItem Notices',
    'dynamodb:GetItem Notices',
    'dynamodb:GetItem Findings',
    'dynamodb:PutItem Findings',
    'dynamodb:UpdateItem Findings',
    'dynamodb:PutItem Notices',
    'dynamodb:UpdateItem Notices',
    'dynamodb:Query Registry',
    's3:GetObject evidence/*',
    'ses:SendRawEmail configuration-set/DungHen-production-mail',
    'ses:SendRawEmail identity/angiang.example',
    'sqs:SendMessage notices',
  ],
  'record-delivery': [
    'dynamodb:DeleteItem Notices',
    'dynamodb:GetItem Findings',
    'dynamodb:PutItem Findings',
    'dynamodb:UpdateItem Findings',
    'dynamodb:PutItem Registry',
    'dynamodb:UpdateItem Notices',
    'sqs:SendMessage notices',
  ],
  'mute-notices': ['dynamodb:PutItem Registry', 'dynamodb:Query Registry'],
  'record-report': ['dynamodb:GetItem Registry', 'dynamodb:PutItem Registry', 'dynamodb:Query Registry'],
  'extend-assignment': ['dynamodb:GetItem Registry', 'dynamodb:PutItem Registry', 'dynamodb:Query Registry'],
  'reopen-assignment': ['dynamodb:GetItem Registry', 'dynamodb:PutItem Registry', 'dynamodb:Query Registry'],
  'watch-mail': [
    'dynamodb:GetItem Notices',
    'dynamodb:PutItem Notices',
    'dynamodb:Query Findings',
    'dynamodb:Query Notices/index/byWait',
    'dynamodb:Query Registry',
    'sns:Publish (the admins)',
  ],
  'restore-address': ['dynamodb:PutItem Registry', 'dynamodb:Query Registry'],
};

test.each(functionNames)('%s may do what its use case needs, and no more', (name) => {
  expect(grantsOf(name)).toEqual([...grants[name]].sort());
});

test('what a function may do to some items of a table is said by their keys', () => {
  // Act
  const limited = functionNames.flatMap((name) =>
    policyStatementsOf(roleOf(name)).flatMap(({ Action, Condition }) =>
      Condition === undefined ? [] : [[name, Action, Condition['ForAllValues:StringLike']['dynamodb:LeadingKeys']]],
    ),
  );

  // Assess
  expect(limited).toEqual([
    [
      'import-registry',
      'dynamodb:PutItem',
      ['unit', 'unit-code', 'unit-lineage', 'unit-source', 'policy', 'assignment', 'calendar', 'bound', 'source'],
    ],
    ['review-finding', 'dynamodb:Query', ['dismissal-rule', 'dismissal-rule-end']],
    ['dismiss-findings', 'dynamodb:PutItem', ['dismissal-rule', 'dismissal-rule-end']],
    ['review-month', 'dynamodb:PutItem', ['explanation-request']],
    ['approve-month', 'dynamodb:PutItem', ['approval']],
    ['reevaluate-month', 'dynamodb:PutItem', ['policy']],
    ['announce-month', 'dynamodb:PutItem', ['announcement']],
    ['record-explanation', 'dynamodb:PutItem', ['received-report']],
    ['send-notice', 'dynamodb:Query', ['unit']],
    ['send-notice', 'dynamodb:DeleteItem', ['told#*']],
    ['record-delivery', 'dynamodb:PutItem', ['address-aside']],
    ['record-delivery', 'dynamodb:DeleteItem', ['told#*']],
    ['watch-mail', 'dynamodb:PutItem', ['admins#*']],
    ['restore-address', 'dynamodb:PutItem', ['address-restored']],
    ['mute-notices', 'dynamodb:Query', ['unit', 'mute']],
    ['mute-notices', 'dynamodb:PutItem', ['mute']],
    ['record-report', 'dynamodb:PutItem', ['received-report']],
    ['extend-assignment', 'dynamodb:PutItem', ['assignment-extension']],
    ['reopen-assignment', 'dynamodb:PutItem', ['reopened-report']],
  ]);
});

test('whoever puts into the registry says which kinds', () => {
  // Act
  const unlimited = functionNames.filter((name) =>
    policyStatementsOf(roleOf(name)).some(
      ({ Action, Resource, Condition }) =>
        Condition === undefined &&
        [Action].flat().includes('dynamodb:PutItem') &&
        [Resource].flat().map(readable).includes('Registry'),
    ),
  );

  // Assess
  expect(unlimited).toEqual([]);
});

test('a function takes only the messages of its own queue', () => {
  // Act
  const takenBy = functionNames.flatMap((name) =>
    statementsOf(roleOf(name))
      .filter(([action]) => action === 'sqs:ReceiveMessage')
      .map(([, resource]) => `${name} <- ${resource}`),
  );

  // Assess
  expect(takenBy).toEqual([
    'import-registry <- registry',
    'ingest-snapshot <- ingest',
    'watch-snapshots <- watch',
    'evaluate-month <- evaluate',
    'review-month <- review',
    'announce-month <- announce',
    'verify-ledger <- verify',
    'settle-deductions <- settle',
    'plan-notices <- plan',
    'send-notice <- notices',
    'record-delivery <- deliveries',
    'watch-mail <- watch-mail',
  ]);
});

test('no role may do everything, or something to everything', () => {
  // Act
  const statements = resourcesOf(template, 'AWS::IAM::Policy').flatMap(([, policy]) => policy.PolicyDocument.Statement);
  const roles = resourcesOf(template, 'AWS::IAM::Role').map(([, role]) => role);

  // Assess
  expect(statements.length).toBeGreaterThan(functionNames.length);
  for (const { Action, Resource, NotAction, NotResource } of statements) {
    expect([Action].flat().filter((action: string) => action.includes('*'))).toEqual([]);
    expect([Resource].flat()).not.toContain('*');
    expect([NotAction, NotResource]).toEqual([undefined, undefined]);
  }
  expect(roles.filter((role) => role.ManagedPolicyArns ?? role.Policies)).toEqual([]);
});

test('cdk-nag finds nothing that no exception explains', () => {
  // Act: synthesis would have stopped at a finding, and its report would name it
  const report = JSON.parse(readFileSync(join(synthesis.directory, 'validation-report.json'), 'utf8'));

  // Assess
  expect(report.pluginReports).toEqual([]);
});

test('the only wildcards are prefixes of the bucket, and each is explained', () => {
  // Act
  const explained = resourcesOf(template, 'AWS::IAM::Policy').flatMap(([, , resource]) => {
    const metadata = resource.Metadata as { cdk_nag?: { rules_to_suppress: { id: string; reason: string }[] } };
    return metadata?.cdk_nag?.rules_to_suppress ?? [];
  });

  // Assess
  expect(explained.length).toBeGreaterThan(0);
  for (const { id, reason } of explained) {
    expect(id).toMatch(/^AwsSolutions-IAM5\[Resource::<Bucket[0-9A-F]+\.Arn>\/[a-z/-]+\/\*\]$/);
    expect(reason).toMatch(/^.{40,}$/);
  }
});

function roleOf(name: FunctionName): string {
  const [, lambda = {}] =
    resourcesOf(template, 'AWS::Lambda::Function').find(([, { FunctionName }]) => FunctionName.endsWith(`-${name}`)) ??
    [];
  return lambda.Role['Fn::GetAtt'][0];
}

function policyStatementsOf(role: string): Properties[] {
  return resourcesOf(template, 'AWS::IAM::Policy')
    .filter(([, { Roles }]) => Roles.some(({ Ref }: Properties) => Ref === role))
    .flatMap(([, { PolicyDocument }]) => PolicyDocument.Statement as Properties[]);
}

/** [action, resource] of all that a role may do. */
function statementsOf(role: string): [string, string][] {
  return policyStatementsOf(role).flatMap(({ Action, Resource }) =>
    [Action].flat().flatMap((action) => [Resource].flat().map((resource) => [action, readable(resource)])),
  ) as [string, string][];
}

function grantsOf(name: FunctionName): string[] {
  const ofEveryFunction = /^logs:(CreateLogStream|PutLogEvents)$/;
  const ofEveryWorker = /^sqs:(ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueueAttributes|GetQueueUrl)$/;
  return statementsOf(roleOf(name))
    .filter(([action]) => !ofEveryFunction.test(action) && !ofEveryWorker.test(action))
    .map(([action, resource]) => `${action} ${resource}`)
    .sort();
}

/** A resource's name as an admin knows it: a table, a table's index, a queue, a prefix of the bucket, an SES identity. */
function readable(resource: Properties): string {
  const join: Properties[] | undefined = resource['Fn::Join']?.[1];
  if (join === undefined)
    return nameOf(template, resource)
      .replace(/^Bucket[0-9A-F]+$/, '(the bucket)')
      .replace(/^AlarmsTopic[0-9A-F]+$/, '(the admins)');
  const [first = {}] = join;
  const words = join.map((part) => (typeof part === 'string' ? part : nameOf(template, part)));
  if (typeof first === 'string') return words.join('').split(':').at(-1) ?? '';
  const tail = words.slice(1).join('');
  return first['Fn::GetAtt'][0].startsWith('Bucket') ? tail.slice(1) : `${nameOf(template, first)}${tail}`;
}
