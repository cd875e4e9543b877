import type { AddressFate, MailFate } from '../../shared/notice/mail-fate.ts';
import type { MailEventDetail } from './mail-event.ts';

/** What an event says, in one line, and what befell whom. */
export interface Reading {
  readonly heard: string;
  readonly fates: readonly MailFate[];
}

/**
 * Reads an event. SES tells of each recipient apart. A bounce that is not permanent (a full mailbox, a server that does
 * not answer) is SES's last word on that mail too: it has given up. A delay is not: SES goes on trying.
 */
export function interpretEvent(detail: MailEventDetail): Reading {
  switch (detail.eventType) {
    case 'Send':
      return { heard: 'Send', fates: [] };
    case 'Delivery': {
      const { recipients } = detail.delivery;
      const heard = `Delivery: ${recipients.join(', ')}`;
      return { heard, fates: fatesOf(recipients, 'delivered', 'Delivery') };
    }
    case 'Bounce':
      return readBounce(detail);
    case 'Complaint': {
      const addresses = detail.complaint.complainedRecipients.map(({ emailAddress }) => emailAddress);
      const reason = `Complaint ${detail.complaint.complaintFeedbackType ?? 'of no type'}: ${addresses.join(', ')}`;
      return { heard: reason, fates: fatesOf(addresses, 'complained', reason) };
    }
    case 'Reject': {
      const reason = `Reject: ${detail.reject.reason}`;
      return { heard: reason, fates: fatesOf(detail.mail.destination, 'rejected', reason) };
    }
    case 'DeliveryDelay':
      return { heard: `DeliveryDelay ${detail.deliveryDelay.delayType}`, fates: [] };
    default:
      return { heard: detail.eventType, fates: [] };
  }
}

type BounceDetail = Extract<MailEventDetail, { eventType: 'Bounce' }>;

function readBounce({ bounce }: BounceDetail): Reading {
  const kind = `Bounce ${bounce.bounceType}/${bounce.bounceSubType}`;
  const fate: AddressFate = bounce.bounceType === 'Permanent' ? 'bounced' : 'gave-up';
  const fates = bounce.bouncedRecipients.map(({ emailAddress, status, diagnosticCode }) => ({
    address: emailAddress.toLowerCase(),
    fate,
    reason: `${kind}: ${diagnosticCode ?? status ?? 'no reason given'}`,
  }));
  return { heard: `${kind}: ${bounce.bouncedRecipients.map(({ emailAddress }) => emailAddress).join(', ')}`, fates };
}

function fatesOf(addresses: readonly string[], fate: AddressFate, reason: string): MailFate[] {
  return addresses.map((address) => ({ address: address.toLowerCase(), fate, reason }));
}
