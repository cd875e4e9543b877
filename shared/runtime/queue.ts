import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

/** A queue to which a function hands on work. */
export class Queue {
  readonly #url: string;
  readonly #client: SQSClient;

  constructor(url: string, client: SQSClient = new SQSClient({})) {
    this.#url = url;
    this.#client = client;
  }

  async send(message: unknown): Promise<void> {
    await this.#client.send(
      new SendMessageCommand({
        QueueUrl: this.#url,
        MessageBody: JSON.stringify(message),
      }),
    );
  }
}
