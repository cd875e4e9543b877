import { AnyPrincipal, ArnPrincipal, Effect, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Lazy } from 'aws-cdk-lib/core';
import { HEADS_PREFIX } from '../../shared/ledger/month-head.ts';
import type { Settings } from '../settings.ts';
import { deployingRoleArn } from './deploying-role.ts';

/**
 * The request would replace what is there: it lacks `If-None-Match: *`. The parts of a multipart upload cannot carry
 * that header and create no object; completing it can, and does. Source: Amazon S3 user guide, "Enforce conditional writes".
 */
const mayOverwrite = {
  Null: { 's3:if-none-match': 'true' },
  Bool: { 's3:ObjectCreationOperation': 'true' },
};

/** Under these prefixes nobody overwrites or deletes, whatever their role allows. Expiry by lifecycle is not asked. */
export function keepWriteOnce(bucket: Bucket, prefixes: readonly string[]): void {
  const resources = prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`));
  const denied = { effect: Effect.DENY, principals: [new AnyPrincipal()], resources };
  bucket.addToResourcePolicy(
    new PolicyStatement({
      ...denied,
      sid: 'NobodyDeletesEvidence',
      actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
    }),
  );
  bucket.addToResourcePolicy(
    new PolicyStatement({
      ...denied,
      sid: 'NobodyOverwritesEvidence',
      actions: ['s3:PutObject'],
      conditions: mayOverwrite,
    }),
  );
}

/**
 * Only these roles make heads of months: who writes the copies of entries may write under `ledger/`, but no head.
 *
 * @param makers read when the template is written: the functions come after the bucket
 */
export function keepHeadsFor(bucket: Bucket, makers: readonly IRole[]): void {
  bucket.addToResourcePolicy(
    new PolicyStatement({
      sid: 'OnlyAnnounceMonthMakesHeads',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`${HEADS_PREFIX}*`)],
      conditions: {
        ArnNotEquals: { 'aws:PrincipalArn': Lazy.list({ produce: () => makers.map((role) => role.roleArn) }) },
      },
    }),
  );
}

/** What keeps objects from being overwritten is changed by deployments alone, nor does anybody else let them expire. */
export function keepRules(bucket: Bucket): void {
  bucket.addToResourcePolicy(
    new PolicyStatement({
      sid: 'OnlyDeploymentsChangeTheRules',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: [
        's3:PutBucketPolicy',
        's3:DeleteBucketPolicy',
        's3:PutLifecycleConfiguration',
        's3:PutBucketVersioning',
      ],
      resources: [bucket.bucketArn],
      conditions: { ArnNotEquals: { 'aws:PrincipalArn': deployingRoleArn(bucket) } },
    }),
  );
}

/** A source creates files under its own prefix; it overwrites none, deletes none, and reaches nothing else. */
export function letSourceUpload(bucket: Bucket, { sourceId, uploaderPrincipalArn }: Settings['sources'][number]): void {
  if (uploaderPrincipalArn === undefined) return;
  const principals = [new ArnPrincipal(uploaderPrincipalArn)];
  const ownFiles = bucket.arnForObjects(`snapshots/${sourceId}/*`);
  const statements = [
    { effect: Effect.ALLOW, actions: ['s3:PutObject'], resources: [ownFiles] },
    { effect: Effect.DENY, actions: ['s3:PutObject'], resources: [ownFiles], conditions: mayOverwrite },
    { effect: Effect.DENY, actions: ['s3:PutObject'], notResources: [ownFiles] },
    {
      effect: Effect.DENY,
      actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
      resources: [bucket.arnForObjects('*')],
    },
  ];
  for (const statement of statements) bucket.addToResourcePolicy(new PolicyStatement({ ...statement, principals }));
}
