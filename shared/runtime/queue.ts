import type { SQSClient } from '@aws-sdk/client-sqs';

/** A queue to which a function hands on work. The client is loaded with the first message: many runs hand on none. */
export class Queue {
  readonly #url: string;
  #client: SQSClient | undefined;

  constructor(url: string, client?: SQSClient) {
    this.#url = url;
    this.#client = client;
  }

  async send(message: unknown): Promise<void> {
    const { SendMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs');
    this.#client ??= new SQSClient({});
    await this.#client.send(
      new SendMessageCommand({
        QueueUrl: this.#url,
        MessageBody: JSON.stringify(message),
      }),
    );
  }
}
