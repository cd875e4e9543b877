import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Prefix, ProvinceBucket } from './province-bucket.ts';
import type { WorkQueue } from './work-queue.ts';

/** Every object created under a prefix becomes a message of the queue. */
export class ObjectRule extends Construct {
  constructor(scope: Construct, id: string, bucket: ProvinceBucket, prefix: Prefix, queue: WorkQueue) {
    super(scope, id);
    toQueue(this, queue, `A file under ${prefix} goes to its queue`, {
      source: ['aws.s3'],
      detailType: ['Object Created'],
      detail: { bucket: { name: [bucket.bucket.bucketName] }, object: { key: [{ prefix }] } },
    });
  }
}

/** What SES tells of mails that were sent with a configuration set becomes messages of the queue. */
export class MailEventRule extends Construct {
  constructor(scope: Construct, id: string, configurationSetName: string, queue: WorkQueue) {
    super(scope, id);
    toQueue(this, queue, 'The fate of our mails goes to its queue', {
      source: ['aws.ses'],
      detail: { mail: { tags: { 'ses:configuration-set': [configurationSetName] } } },
    });
  }
}

function toQueue(scope: Construct, queue: WorkQueue, description: string, eventPattern: EventPattern): void {
  const target = new SqsQueue(queue.queue, { deadLetterQueue: queue.deadLetters });
  new Rule(scope, 'Rule', { description, eventPattern, targets: [target] });
}
