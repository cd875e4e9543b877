import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { DomainFunction } from './domain-function.ts';
import { type Foundation, physicalName } from './foundation.ts';
import type { Handover } from './handover.ts';

export interface WorkQueueProps {
  /** Part of the queue's physical name. */
  readonly name: string;
  /** How long a message that a function holds, or died with, stays away from others. */
  readonly visibilityMinutes: number;
}

export interface Feeding {
  /** At most so many messages at a time, at least 2. */
  readonly atMost?: number;
}

/** How often a message is tried before an admin must look at it. */
const TRIES = 5;

/**
 * Work for one function, message by message. Its dead-letter queue gets what the function could not do, and what
 * EventBridge or the Scheduler could not deliver; an alarm stands on it.
 */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly #visibilityMinutes: number;

  constructor(scope: Construct, id: string, foundation: Foundation, { name, visibilityMinutes }: WorkQueueProps) {
    super(scope, id);
    this.#visibilityMinutes = visibilityMinutes;
    const common = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    };
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...common,
      queueName: physicalName(foundation.settings, `${name}-dead-letters`),
    });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      queueName: physicalName(foundation.settings, name),
      visibilityTimeout: Duration.minutes(visibilityMinutes),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: TRIES },
    });
    foundation.alarms.onDeadLetters(this.deadLetters, name);
  }

  /** Hands over the queue's URL, and the right to send to it. */
  sending(): Handover {
    return {
      value: this.queue.queueUrl,
      statements: [new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] })],
    };
  }

  /** Lets the function take the messages, one at a time. @throws Error when a message would come back while at work. */
  feed(worker: DomainFunction<z.ZodRawShape>, { atMost }: Feeding = {}): void {
    if (worker.timeoutMinutes >= this.#visibilityMinutes) {
      throw new Error(
        `${this.node.path}: a message comes back after ${this.#visibilityMinutes} minutes, but ${worker.name} may work on it for ${worker.timeoutMinutes}.`,
      );
    }
    const source = { batchSize: 1, ...(atMost !== undefined && { maxConcurrency: atMost }) };
    worker.lambda.addEventSource(new SqsEventSource(this.queue, source));
  }
}
