import { setTimeout as wait } from 'node:timers/promises';
import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import type { OutgoingMail } from './build-mime.ts';
import { type Refusal, readRefusal } from './read-refusal.ts';

/** SES did not take a mail, and said why. Another error than this leaves open whether it took it. */
export class MailRefused extends DomainError {
  override readonly name = 'MailRefused';
  readonly refusal: Refusal;

  constructor(noticeId: string, refusal: Refusal, cause: Error) {
    super('MAIL_REFUSED', `SES refuses notice ${noticeId}: ${cause.name}: ${cause.message}`, { cause });
    this.refusal = refusal;
  }
}

const THROTTLE_WAITS_MS = [1_000, 2_000, 4_000];

/** Hands mails to SES. */
export class Mailer {
  readonly #client: SESClient;
  readonly #configurationSet: string;
  readonly #intervalMs: number;
  #nextAtMs = 0;

  /**
   * @param client must not try again by itself (`maxAttempts: 1`): a lost answer may stand for a mail that was taken,
   * and whether to send again is for the claim to say.
   * @param intervalMs the least time between two mails of this process
   */
  constructor(client: SESClient, configurationSet: string, intervalMs = 0) {
    this.#client = client;
    this.#configurationSet = configurationSet;
    this.#intervalMs = intervalMs;
  }

  /** Returns SES's MessageId. @throws MailRefused */
  async send(mail: OutgoingMail): Promise<string> {
    const command = await this.#command(mail);
    for (const waitMs of THROTTLE_WAITS_MS) {
      try {
        return await this.#sendOnce(command, mail.noticeId);
      } catch (error) {
        const isTooFast = error instanceof MailRefused && error.refusal === 'rate';
        if (!isTooFast) throw error;
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
    await this.#keepPace();
    try {
      const { MessageId } = await this.#client.send(command);
      if (MessageId !== undefined) return MessageId;
      throw new DomainError('MAIL_WITHOUT_ID', `SES took notice ${noticeId} without giving it a MessageId.`);
    } catch (error) {
      const refusal = readRefusal(error);
      if (refusal !== null && error instanceof Error) throw new MailRefused(noticeId, refusal, error);
      throw error;
    }
  }

  /** So many processes send side by side (infra), each at its pace, that all together stay within the account's rate. */
  async #keepPace(): Promise<void> {
    const waitMs = this.#nextAtMs - performance.now();
    if (waitMs > 0) await wait(waitMs);
    this.#nextAtMs = performance.now() + this.#intervalMs;
  }
}
