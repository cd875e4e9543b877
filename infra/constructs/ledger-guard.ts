import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Lazy, Stack } from 'aws-cdk-lib/core';
import { deployingRoleArn } from './deploying-role.ts';

/** Whatever could change or remove an entry, whoever asks: a correction is a new entry (DESIGN, invariant 5). */
const rewriting = [
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLUpdate',
  'dynamodb:PartiQLDelete',
  'dynamodb:UpdateTimeToLive',
];

/**
 * Makes a ledger append-only by the table's own policy: nobody of the account rewrites it, whatever their role allows,
 * only the writers append, and only a deployment changes this policy. The table is named by its physical name, since a policy cannot ask for the ARN of the
 * table that it is a part of.
 */
export function guardLedger(table: Table, physicalName: string, writers: readonly IRole[]): void {
  const tableArn = Stack.of(table).formatArn({ service: 'dynamodb', resource: 'table', resourceName: physicalName });
  const denied = { effect: Effect.DENY, principals: [new AnyPrincipal()], resources: [tableArn] };
  table.addToResourcePolicy(new PolicyStatement({ ...denied, sid: 'NobodyRewritesTheLedger', actions: rewriting }));
  table.addToResourcePolicy(
    new PolicyStatement({
      ...denied,
      sid: 'OnlyItsWritersAppend',
      actions: ['dynamodb:PutItem'],
      // Read when the template is written: the functions come after the tables.
      conditions: {
        ArnNotEquals: { 'aws:PrincipalArn': Lazy.list({ produce: () => writers.map((role) => role.roleArn) }) },
      },
    }),
  );
  table.addToResourcePolicy(
    new PolicyStatement({
      ...denied,
      sid: 'OnlyDeploymentsChangeThis',
      actions: ['dynamodb:PutResourcePolicy', 'dynamodb:DeleteResourcePolicy'],
      conditions: { ArnNotEquals: { 'aws:PrincipalArn': deployingRoleArn(table) } },
    }),
  );
}
