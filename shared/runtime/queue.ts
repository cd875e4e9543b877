import type { SQSClient } from '@aws-sdk/client-sqs';

/** SQS holds a message back no longer than a quarter of an hour. */
export const MOST_DELAY_SECONDS = 900;

/** A queue to which a function hands on work. The client is loaded with the first message: many runs hand on none. */
export class Queue {
  readonly #url: string;
  #client: SQSClient | undefined;

  constructor(url: string, client?: SQSClient) {
    this.#url = url;
    this.#client = client;
  }

  /** @param delaySeconds how long nobody gets the message, at most MOST_DELAY_SECONDS */
  async send(message: unknown, delaySeconds = 0): Promise<void> {
    const { SendMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs');
    this.#client ??= new SQSClient({});
    await this.#client.send(
      new SendMessageCommand({
        QueueUrl: this.#url,
        MessageBody: JSON.stringify(message),
        ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
      }),
    );
  }
}
