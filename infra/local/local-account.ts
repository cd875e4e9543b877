import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { dayAt } from '../../shared/calendar/zone.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { type Deployment, queueArnOf, queueNameOf } from './deploy.ts';
import type { Engines } from './engines.ts';
import { type BusEvent, inSeconds, objectCreated, targetsOf } from './event-bus.ts';
import type { Feed, FeedAction, FeedObject } from './feed.ts';
import type { KeptRun } from './kept-run.ts';
import type { AcceptedMail } from './mail-engine.ts';
import { mailEvents } from './mail-events.ts';
import type { Mailbox } from './mailbox.ts';
import { QueueReader } from './queue-reader.ts';
import type { EventSourceMapping, Schedule } from './template.ts';

/**
 * The services between the functions, on a simulated clock: S3 and SES events go by the template's rules to the
 * queues, messages go by its event source mappings to the functions. A step is over when all that follows from it is
 * done: every queue is empty and the fate of every mail is told.
 */
export class LocalAccount {
  readonly #engines: Engines;
  readonly #deployment: Deployment;
  readonly #mailbox: Mailbox;
  readonly #feed: Feed;
  readonly #run: KeptRun;
  readonly #objects = new S3Client({});
  readonly #readers: readonly QueueReader[];
  readonly #untoldMails: AcceptedMail[] = [];
  #now = '';

  constructor(engines: Engines, deployment: Deployment, mailbox: Mailbox, feed: Feed, run: KeptRun) {
    this.#engines = engines;
    this.#deployment = deployment;
    this.#mailbox = mailbox;
    this.#feed = feed;
    this.#run = run;
    this.#readers = readersOf(engines, deployment);
    engines.mail.onMail((mail) => this.#untoldMails.push(mail));
  }

  /** A source or an admin puts a file into the bucket. What functions write raises no event: no rule asks for it. */
  async put({ at, key, body }: FeedObject): Promise<void> {
    this.#setClock(at);
    const { bucketName } = this.#deployment;
    const bytes = Buffer.from(body);
    await this.#objects.send(new PutObjectCommand({ Bucket: bucketName, Key: key, Body: bytes }));
    this.#publish(objectCreated(bucketName, key, bytes, at));
    await this.#settle();
  }

  async fire(schedule: Schedule, at: string): Promise<void> {
    this.#setClock(at);
    const input = schedule.Target.Input.replaceAll('<aws.scheduler.scheduled-time>', inSeconds(at));
    this.#engines.aws.sendMessage(queueNameOf(schedule.Target.Arn), input);
    await this.#settle();
  }

  /** An admin invokes a function, as the feed says; what fails is told at the end. */
  async act(action: FeedAction): Promise<void> {
    try {
      await this.order(action);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'NO_FUNCTION') throw error;
      this.#bury(action.functionName, JSON.stringify(action.event), error);
    }
  }

  /**
   * An admin invokes a function and waits for its answer, and for all that follows from it.
   *
   * @throws DomainError `NO_FUNCTION`; what the function throws
   */
  async order({ at, functionName, event }: Omit<FeedAction, 'kind'>): Promise<unknown> {
    const action = this.#deployment.functionsByName.get(functionName);
    if (action === undefined) {
      const names = [...this.#deployment.functionsByName.keys()].join(', ');
      throw new DomainError('NO_FUNCTION', `The stack has no function ${functionName}; it has ${names}.`);
    }
    this.#setClock(at);
    try {
      return await action.invoke(event);
    } finally {
      await this.#settle();
    }
  }

  /** What the functions' clock shows until the step is over: shared/runtime/clock.ts */
  #setClock(at: string): void {
    this.#now = at;
    process.env.SIMULATED_NOW = at;
  }

  #publish(event: BusEvent): void {
    for (const queueArn of targetsOf(this.#deployment.wiring.rules, event)) {
      this.#engines.aws.sendMessage(queueNameOf(queueArn), JSON.stringify(event));
    }
  }

  async #settle(): Promise<void> {
    try {
      await this.#handleAll();
    } finally {
      delete process.env.SIMULATED_NOW;
    }
  }

  async #handleAll(): Promise<void> {
    for (let isBusy = true; isBusy; ) {
      isBusy = false;
      for (const reader of this.#readers) {
        while (reader.isWaiting) {
          isBusy = true;
          for (const { body, error } of await reader.handleNext()) this.#bury(reader.functionName, body, error);
        }
      }
      for (const mail of this.#untoldMails.splice(0)) {
        isBusy = true;
        this.#tellFateOf(mail);
      }
    }
  }

  #tellFateOf(mail: AcceptedMail): void {
    const { bouncingAddresses, timeZone } = this.#feed;
    const isBounced = [...mail.to, ...mail.cc].some((address) => bouncingAddresses.has(address));
    this.#mailbox.add(mail, dayAt(Date.parse(this.#now), timeZone), isBounced ? 'bounced' : 'delivered');
    for (const event of mailEvents(mail, this.#now, bouncingAddresses)) this.#publish(event);
  }

  #bury(functionName: string, message: string, error: unknown): void {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#run.bury({ functionName, at: this.#now, message, error: words });
  }
}

function readersOf(engines: Engines, { wiring, functionsByPhysicalName }: Deployment): QueueReader[] {
  const client = new SQSClient({});
  return wiring.eventSourceMappings.map((mapping: EventSourceMapping) => {
    const queue = wiring.queues.find(({ QueueName }) => queueArnOf(QueueName) === mapping.EventSourceArn);
    const target = functionsByPhysicalName.get(mapping.FunctionName);
    if (queue === undefined || target === undefined) {
      throw new DomainError(
        'TEMPLATE_UNREADABLE',
        `The template maps ${mapping.EventSourceArn} to ${mapping.FunctionName}; one of them is not in it.`,
      );
    }
    return new QueueReader(client, engines.aws, {
      queueName: queue.QueueName,
      queueUrl: engines.queueUrlOf(queue.QueueName),
      mapping,
      target,
      ...(queue.RedrivePolicy && { maxReceiveCount: queue.RedrivePolicy.maxReceiveCount }),
    });
  });
}
