import { type BusEvent, busEvent } from './event-bus.ts';
import type { AcceptedMail } from './mail-engine.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './template.ts';

/**
 * What SES tells of a mail that it took: that it was sent, and that it was delivered, or bounced for the addresses that
 * do not exist. Shapes: SES developer guide, "Examples of event data".
 */
export function mailEvents(mail: AcceptedMail, time: string, bouncingAddresses: ReadonlySet<string>): BusEvent[] {
  const recipients = [...mail.to, ...mail.cc];
  const bounced = recipients.filter((address) => bouncingAddresses.has(address));
  const delivered = recipients.filter((address) => !bouncingAddresses.has(address));
  const event = (detailType: string, detail: Record<string, unknown>) =>
    busEvent('aws.ses', detailType, time, [configurationSetArn(mail)], { ...detail, mail: mailOf(mail, time) });
  return [
    event('Email Sent', { eventType: 'Send', send: {} }),
    ...(delivered.length > 0 ? [event('Email Delivered', deliveryOf(delivered, time))] : []),
    ...(bounced.length > 0 ? [event('Email Bounced', bounceOf(mail, bounced, time))] : []),
  ];
}

function configurationSetArn({ configurationSet }: AcceptedMail): string {
  return `arn:aws:ses:${LOCAL_REGION}:${LOCAL_ACCOUNT}:configuration-set/${configurationSet ?? 'none'}`;
}

function mailOf(mail: AcceptedMail, time: string): Record<string, unknown> {
  const tags = Object.entries(mail.tags).map(([name, value]) => [name, [value]]);
  const sets = mail.configurationSet === null ? {} : { 'ses:configuration-set': [mail.configurationSet] };
  return {
    timestamp: time,
    source: mail.source,
    sendingAccountId: LOCAL_ACCOUNT,
    messageId: mail.messageId,
    destination: [...mail.to, ...mail.cc],
    headersTruncated: false,
    headers: [],
    commonHeaders: { from: [mail.source], to: mail.to, messageId: mail.messageId, subject: mail.subject },
    tags: { ...sets, ...Object.fromEntries(tags) },
  };
}

function deliveryOf(recipients: readonly string[], time: string): Record<string, unknown> {
  return {
    eventType: 'Delivery',
    delivery: {
      timestamp: time,
      processingTimeMillis: 1000,
      recipients,
      smtpResponse: '250 2.6.0 Message received',
      reportingMTA: 'mta.example',
    },
  };
}

function bounceOf(mail: AcceptedMail, recipients: readonly string[], time: string): Record<string, unknown> {
  return {
    eventType: 'Bounce',
    bounce: {
      bounceType: 'Permanent',
      bounceSubType: 'General',
      bouncedRecipients: recipients.map((emailAddress) => ({
        emailAddress,
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: 'smtp; 550 5.1.1 user unknown',
      })),
      timestamp: time,
      feedbackId: `${mail.messageId}-bounce`,
      reportingMTA: 'dsn; mta.example',
    },
  };
}
