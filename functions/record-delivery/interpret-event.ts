import type { UnreachableAddress } from '../../shared/notice/describe-unreachable-address.ts';
import type { NoticeStep } from '../../shared/notice/notice-store.ts';
import type { MailEventDetail } from './mail-event.ts';

/** What an event means for its notice. */
export interface Reading {
  /** What was heard, in one line. */
  readonly heard: string;
  /** Where the notice moves, or null where the event is only kept. */
  readonly step: NoticeStep | null;
  readonly unreachable: readonly UnreachableAddress[];
}

/**
 * Reads an event. SES tells of each recipient apart: what befalls the addressees moves the notice, what befalls the
 * recipients of a copy does not. Transient bounces (a full mailbox, an out-of-office reply) are only kept.
 *
 * @param addressees those to whom the notice is addressed
 */
export function interpretEvent(detail: MailEventDetail, addressees: readonly string[]): Reading {
  const isAddressee = (address: string) => addressees.some((known) => isSameAddress(known, address));
  const { messageId } = detail.mail;
  switch (detail.eventType) {
    case 'Send':
      return moved('Send', { status: 'accepted', messageId, reason: null });
    case 'Delivery': {
      const { recipients } = detail.delivery;
      const heard = `Delivery: ${recipients.join(', ')}`;
      return recipients.some(isAddressee)
        ? moved(heard, { status: 'delivered', messageId, reason: null })
        : kept(heard);
    }
    case 'Bounce':
      return readBounce(detail, isAddressee);
    case 'Complaint': {
      const addresses = detail.complaint.complainedRecipients.map(({ emailAddress }) => emailAddress);
      const reason = `Complaint ${detail.complaint.complaintFeedbackType ?? 'of no type'}: ${addresses.join(', ')}`;
      return addresses.some(isAddressee) ? moved(reason, { status: 'complained', messageId, reason }) : kept(reason);
    }
    case 'Reject': {
      const reason = `Reject: ${detail.reject.reason}`;
      const unreachable = addressees.map((address) => ({ address, isAddressee: true, reason }));
      return { heard: reason, step: { status: 'failed', messageId, reason }, unreachable };
    }
    case 'DeliveryDelay':
      return kept(`DeliveryDelay ${detail.deliveryDelay.delayType}`);
    default:
      return kept(detail.eventType);
  }
}

type BounceDetail = Extract<MailEventDetail, { eventType: 'Bounce' }>;

function readBounce({ bounce, mail }: BounceDetail, isAddressee: (address: string) => boolean): Reading {
  const kind = `Bounce ${bounce.bounceType}/${bounce.bounceSubType}`;
  const bounced = bounce.bouncedRecipients.map(({ emailAddress, status, diagnosticCode }) => ({
    address: emailAddress,
    isAddressee: isAddressee(emailAddress),
    reason: `${kind}: ${diagnosticCode ?? status ?? 'no reason given'}`,
  }));
  const heard = `${kind}: ${bounced.map(({ address }) => address).join(', ')}`;
  if (bounce.bounceType !== 'Permanent') return kept(heard);
  const [first] = bounced.filter((one) => one.isAddressee);
  const step = first && ({ status: 'bounced', messageId: mail.messageId, reason: first.reason } as const);
  return { heard, step: step ?? null, unreachable: bounced };
}

function moved(heard: string, step: NoticeStep): Reading {
  return { heard, step, unreachable: [] };
}

function kept(heard: string): Reading {
  return { heard, step: null, unreachable: [] };
}

function isSameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
