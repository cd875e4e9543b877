import { AnyPrincipal, ArnPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Settings } from '../settings.ts';

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
