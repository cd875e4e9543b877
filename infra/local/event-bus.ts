import { createHash, randomUUID } from 'node:crypto';
import { matchesPattern } from './match-event-pattern.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION, type Rule } from './template.ts';

/** An event as EventBridge carries it. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The targets of every rule whose pattern an event fits. */
export function targetsOf(rules: readonly Rule[], event: BusEvent): string[] {
  return rules.filter(({ pattern }) => matchesPattern(pattern, event)).flatMap(({ targetArns }) => targetArns);
}

export function busEvent(
  source: string,
  detailType: string,
  time: string,
  resources: readonly string[],
  detail: Readonly<Record<string, unknown>>,
): BusEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source,
    account: LOCAL_ACCOUNT,
    time: inSeconds(time),
    region: LOCAL_REGION,
    resources,
    detail,
  };
}

/** S3's event for a new object (EventBridge writes the key as it is, not URL-encoded). */
export function objectCreated(bucketName: string, key: string, body: Buffer, time: string): BusEvent {
  return busEvent('aws.s3', 'Object Created', time, [`arn:aws:s3:::${bucketName}`], {
    version: '0',
    bucket: { name: bucketName },
    object: { key, size: body.length, etag: createHash('md5').update(body).digest('hex'), sequencer: '0' },
    'request-id': randomUUID(),
    requester: LOCAL_ACCOUNT,
    'source-ip-address': '127.0.0.1',
    reason: 'PutObject',
  });
}

/** EventBridge and Scheduler write times in whole seconds: `2020-06-15T17:30:00Z`. */
export function inSeconds(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
