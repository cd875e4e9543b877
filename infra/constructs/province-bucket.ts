import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, CfnBucket, type LifecycleRule } from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { writeOncePrefixes } from '../../shared/runtime/bucket.ts';
import type { Settings } from '../settings.ts';
import { AccessLogBucket } from './access-log-bucket.ts';
import type { Handover, NagException } from './handover.ts';
import { keepHeadsFor, keepRules, keepWriteOnce, letSourceUpload } from './upload-rules.ts';

/** The bucket's prefixes that functions use. A function gets those that it names, never the whole bucket. */
export type Prefix =
  | 'snapshots/'
  | 'canonical/'
  | 'quarantine/'
  | 'rejected/'
  | 'receipts/'
  | 'states/'
  | 'activity/'
  | 'evidence/'
  | 'ledger/'
  | 'ledger/heads/'
  | 'ledger-reports/'
  | 'statements/'
  | 'registry/'
  | 'registry-reports/';

export interface PrefixAccess {
  readonly reads?: readonly Prefix[];
  readonly writes?: readonly Prefix[];
  /** Whether the function asks for objects that may be missing. */
  readonly asksForMissing?: boolean;
}

/** The province's one bucket: versioned, private, TLS only; raw files expire, verdicts' evidence is write-once. */
export class ProvinceBucket extends Construct {
  readonly bucket: Bucket;
  readonly #headMakers: IRole[] = [];

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      versioned: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN,
      serverAccessLogsBucket: new AccessLogBucket(this, 'AccessLog').bucket,
      lifecycleRules: lifecycleRules(settings.rawFileDays),
    });
    this.#sendEvents();
    keepWriteOnce(this.bucket, writeOncePrefixes);
    keepHeadsFor(this.bucket, this.#headMakers);
    keepRules(this.bucket);
    for (const source of settings.sources) letSourceUpload(this.bucket, source);
  }

  /** Hands over the bucket's name, and the right to read and to write objects under these prefixes. */
  allowing({ reads = [], writes = [], asksForMissing = false }: PrefixAccess): Handover {
    const statements = [this.#statement('s3:GetObject', reads), this.#statement('s3:PutObject', writes)];
    // Without the right to list, S3 answers for a missing object "access denied", not "no such key". A condition on
    // s3:prefix would not do: reading an object carries no prefix. Keys hold sources, days, units and digests only.
    const list = new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] });
    return {
      value: this.bucket.bucketName,
      statements: [...statements.flat(), ...(asksForMissing ? [list] : [])],
      nagExceptions: [...new Set([...reads, ...writes])].map((prefix) => this.#prefixException(prefix)),
    };
  }

  /** Lets `maker` make heads of months, which nobody else does. It must be allowed to write there as well. */
  letMakeHeads(maker: IRole): void {
    this.#headMakers.push(maker);
  }

  #statement(action: string, prefixes: readonly Prefix[]): PolicyStatement[] {
    const resources = prefixes.map((prefix) => this.bucket.arnForObjects(`${prefix}*`));
    return resources.length === 0 ? [] : [new PolicyStatement({ actions: [action], resources })];
  }

  #prefixException(prefix: Prefix): NagException {
    const bucketId = Stack.of(this).resolve(this.#resource().logicalId);
    return {
      id: `AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/${prefix}*]`,
      reason: `The objects under ${prefix} are named by source, day, unit or digest: only the prefix is known beforehand.`,
    };
  }

  /** Bucket's own `eventBridgeEnabled` would add a custom resource with a Lambda function; the property suffices. */
  #sendEvents(): void {
    this.#resource().notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  }

  #resource(): CfnBucket {
    const { defaultChild } = this.bucket.node;
    if (defaultChild instanceof CfnBucket) return defaultChild;
    throw new Error(`${this.node.path}: the bucket has no CloudFormation resource.`);
  }
}

/**
 * A state is needed while the next day, or a late one, is derived from it; a file of rejected rows while somebody mends
 * the export or objects to a verdict of the year. Months that were judged rest on canonical copies, which stay. A source
 * that pauses for longer begins anew: `STATE_EXPIRED` says how.
 */
const WORKING_PAPERS_DAYS = 400;

/**
 * Raw files hold applicants' personal data: after `rawFileDays` they are gone, older versions included. In a versioned
 * bucket expiry only hides an object; the hidden version goes a day later.
 */
function lifecycleRules(rawFileDays: number): LifecycleRule[] {
  return [
    { id: 'RawSnapshotsExpire', prefix: 'snapshots/', ...goneAfter(rawFileDays) },
    { id: 'QuarantinedFilesExpire', prefix: 'quarantine/', ...goneAfter(rawFileDays) },
    { id: 'StatesExpire', prefix: 'states/', ...goneAfter(WORKING_PAPERS_DAYS) },
    { id: 'RejectedRowsExpire', prefix: 'rejected/', ...goneAfter(WORKING_PAPERS_DAYS) },
    { id: 'NothingHalfUploadedStays', abortIncompleteMultipartUploadAfter: Duration.days(1) },
    { id: 'NoDeleteMarkersStay', expiredObjectDeleteMarker: true },
  ];
}

function goneAfter(days: number) {
  return { expiration: Duration.days(days - 1), noncurrentVersionExpiration: Duration.days(1) };
}
