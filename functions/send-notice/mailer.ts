import { setTimeout as wait } from 'node:timers/promises';
import { type SESClient, SESServiceException, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import type { OutgoingMail } from './build-mime.ts';

/** SES looked at this mail and will never take it, however often it is tried. */
export class MailRefused extends DomainError {
  override readonly name = 'MailRefused';

  constructor(noticeId: string, cause: SESServiceException) {
    super('MAIL_REFUSED', `SES refuses notice ${noticeId}: ${cause.name}: ${cause.message}`, { cause });
  }
}

/** What concerns the mail itself. All else (a paused account, a missing configuration set) an admin can mend. */
const REFUSALS = new Set(['MessageRejected', 'InvalidParameterValue']);
const THROTTLES = new Set(['Throttling', 'ThrottlingException']);
const THROTTLE_WAITS_MS = [1_000, 2_000, 4_000];

/** Hands mails to SES. */
export class Mailer {
  readonly #client: SESClient;
  readonly #configurationSet: string;

  /**
   * @param client must not try again by itself (`maxAttempts: 1`): a lost answer may stand for a mail that was taken,
   * and whether to send again is for the claim to say.
   */
  constructor(client: SESClient, configurationSet: string) {
    this.#client = client;
    this.#configurationSet = configurationSet;
  }

  /** Returns SES's MessageId. @throws MailRefused */
  async send(mail: OutgoingMail): Promise<string> {
    const command = await this.#command(mail);
    for (const waitMs of THROTTLE_WAITS_MS) {
      try {
        return await this.#sendOnce(command, mail.noticeId);
      } catch (error) {
        if (!isThrottled(error)) throw error;
        await wait(waitMs);
      }
    }
    return this.#sendOnce(command, mail.noticeId);
  }

  async #command(mail: OutgoingMail): Promise<SendRawEmailCommand> {
    const { buildMime, SENDER_NAME } = await import('./build-mime.ts');
    const encodedName = Buffer.from(SENDER_NAME).toString('base64');
    return new SendRawEmailCommand({
      Source: `=?UTF-8?B?${encodedName}?= <${mail.senderAddress}>`,
      Destinations: [...mail.recipients.to, ...mail.recipients.cc],
      RawMessage: { Data: await buildMime(mail) },
      Tags: [{ Name: 'noticeId', Value: mail.noticeId }],
      ConfigurationSetName: this.#configurationSet,
    });
  }

  async #sendOnce(command: SendRawEmailCommand, noticeId: string): Promise<string> {
    try {
      const { MessageId } = await this.#client.send(command);
      if (MessageId !== undefined) return MessageId;
      throw new DomainError('MAIL_WITHOUT_ID', `SES took notice ${noticeId} without giving it a MessageId.`);
    } catch (error) {
      if (error instanceof SESServiceException && REFUSALS.has(error.name)) throw new MailRefused(noticeId, error);
      throw error;
    }
  }
}

/** SES answered that it did not take the mail, because too many came in this second. */
function isThrottled(error: unknown): boolean {
  return error instanceof SESServiceException && THROTTLES.has(error.name);
}
