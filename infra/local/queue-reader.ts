import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { FauxqsServer } from 'fauxqs';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import type { LocalFunction } from './lambda.ts';
import { failedMessageIds, queueEventOf } from './queue-event.ts';
import type { EventSourceMapping } from './template.ts';

/** A message that a function could not handle, as often as it was tried. */
export interface UnhandledMessage {
  readonly body: string;
  readonly error: unknown;
}

export interface QueueReaderOptions {
  readonly queueName: string;
  readonly queueUrl: string;
  readonly mapping: EventSourceMapping;
  readonly target: LocalFunction;
  /** How often a message is tried before it goes to the dead-letter queue; absent: the queue has none. */
  readonly maxReceiveCount?: number;
}

/** So often is a message tried whose queue has no dead-letter queue; on AWS it would come back for days. */
const TRIES_WITHOUT_DEAD_LETTER_QUEUE = 5;

/**
 * An event source mapping: hands a queue's messages to a function. A message that failed is at once visible again, so
 * that no simulated day waits for a real time-out, until the queue's redrive policy moves it to the dead-letter queue.
 */
export class QueueReader {
  readonly #queues: SQSClient;
  readonly #aws: FauxqsServer;
  readonly #options: QueueReaderOptions;

  constructor(queues: SQSClient, aws: FauxqsServer, options: QueueReaderOptions) {
    this.#queues = queues;
    this.#aws = aws;
    this.#options = options;
  }

  get functionName(): string {
    return this.#options.target.name;
  }

  /** Asks the engine in this process: polling every queue after every step would cost more than the work. */
  get isWaiting(): boolean {
    const messages = this.#aws.inspectQueue(this.#options.queueName)?.messages;
    return messages !== undefined && messages.ready.length > 0;
  }

  /** Handles one batch. Returns the messages that were tried for the last time, in vain. */
  async handleNext(): Promise<UnhandledMessage[]> {
    const messages = await this.#receive();
    if (messages.length === 0) return [];
    const failures = await this.#invoke(messages);
    await Promise.all(messages.map((message) => this.#settle(message, failures.has(message.MessageId ?? ''))));
    return messages
      .filter((message) => this.#isLastTry(message))
      .flatMap((message) => {
        const error = failures.get(message.MessageId ?? '');
        return error === undefined ? [] : [{ body: message.Body ?? '', error }];
      });
  }

  async #receive(): Promise<Message[]> {
    const { Messages = [] } = await this.#queues.send(
      new ReceiveMessageCommand({
        QueueUrl: this.#options.queueUrl,
        MaxNumberOfMessages: Math.min(this.#options.mapping.BatchSize, 10),
        WaitTimeSeconds: 0,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    return Messages;
  }

  /** message id -> why it could not be handled */
  async #invoke(messages: readonly Message[]): Promise<ReadonlyMap<string, unknown>> {
    const { target, mapping } = this.#options;
    try {
      const answer = await target.invoke(queueEventOf(messages, mapping.EventSourceArn));
      if (!mapping.FunctionResponseTypes.includes('ReportBatchItemFailures')) return new Map();
      const reported = `${target.name} reported the message as failed.`;
      return new Map([...failedMessageIds(answer)].map((id) => [id, new DomainError('MESSAGE_FAILED', reported)]));
    } catch (error) {
      return new Map(messages.map(({ MessageId = '' }) => [MessageId, error]));
    }
  }

  async #settle({ ReceiptHandle }: Message, isFailed: boolean): Promise<void> {
    const handle = { QueueUrl: this.#options.queueUrl, ReceiptHandle };
    if (!isFailed) await this.#queues.send(new DeleteMessageCommand(handle));
    else await this.#queues.send(new ChangeMessageVisibilityCommand({ ...handle, VisibilityTimeout: 0 }));
  }

  #isLastTry({ Attributes }: Message): boolean {
    const tries = Number(Attributes?.ApproximateReceiveCount);
    const { maxReceiveCount, queueName } = this.#options;
    if (maxReceiveCount !== undefined) return tries >= maxReceiveCount;
    if (tries < TRIES_WITHOUT_DEAD_LETTER_QUEUE) return false;
    throw new DomainError(
      'NO_DEAD_LETTER_QUEUE',
      `A message of ${queueName} failed ${tries} times and the queue has no dead-letter queue.`,
    );
  }
}
