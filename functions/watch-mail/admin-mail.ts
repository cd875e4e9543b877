import type { SNSClient } from '@aws-sdk/client-sns';

export interface AdminMail {
  /** ASCII, at most 100 characters: SNS takes no other. */
  readonly subject: string;
  /** Plain text. */
  readonly message: string;
}

/** The admins' topic. The client is loaded with the first mail: on most days there is none. */
export class AdminTopic {
  readonly #topicArn: string;
  #client: SNSClient | undefined;

  constructor(topicArn: string, client?: SNSClient) {
    this.#topicArn = topicArn;
    this.#client = client;
  }

  async tell({ subject, message }: AdminMail): Promise<void> {
    const { PublishCommand, SNSClient } = await import('@aws-sdk/client-sns');
    this.#client ??= new SNSClient({});
    await this.#client.send(new PublishCommand({ TopicArn: this.#topicArn, Subject: subject, Message: message }));
  }
}
