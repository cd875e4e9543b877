import { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ConfigurationSet, EmailIdentity, EmailSendingEvent, EventDestination, Identity } from 'aws-cdk-lib/aws-ses';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { physicalName } from './foundation.ts';
import type { Handover } from './handover.ts';

/** What the fate of a notice is read from. Opens and clicks are nobody's business. */
const fates = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.DELIVERY_DELAY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
];

/** The province's domain in SES, and the configuration set by which SES tells the fate of each mail. */
export class MailSender extends Construct {
  readonly configurationSetName: string;
  readonly #identity: EmailIdentity;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.configurationSetName = physicalName(settings, 'mail');
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: this.configurationSetName,
      reputationMetrics: true,
      // Which addresses are not mailed follows from the registry (shared/notice/address-aside.ts): SES's own list would
      // go on refusing one that was mended.
      disableSuppressionList: true,
    });
    configurationSet.addEventDestination('Fates', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: fates,
    });
    this.#identity = new EmailIdentity(this, 'Identity', { identity: Identity.domain(settings.senderDomain) });
  }

  /** Hands over the configuration set's name, and the right to send raw mails of the province's domain with it. */
  sending(): Handover {
    const configurationSetArn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.configurationSetName,
    });
    return {
      value: this.configurationSetName,
      statements: [
        new PolicyStatement({
          actions: ['ses:SendRawEmail'],
          resources: [this.#identity.emailIdentityArn, configurationSetArn],
        }),
      ],
    };
  }
}
