import type { AddressAsideStore } from '../../shared/notice/address-aside-store.ts';
import {
  type AddressFate,
  fateOf,
  isReached,
  isSameAddress,
  type MailFate,
  statusByFates,
} from '../../shared/notice/mail-fate.ts';
import type { Notice } from '../../shared/notice/notice.ts';
import type { NoticeStore } from '../../shared/notice/notice-store.ts';
import {
  type Loss,
  replaceDigest,
  reportUnreachable,
  type UnreachableStores,
} from '../../shared/notice/report-unreachable.ts';
import { interpretEvent } from './interpret-event.ts';
import type { MailEvent } from './mail-event.ts';

export interface DeliveryStores extends UnreachableStores {
  readonly notices: NoticeStore;
  readonly asides: AddressAsideStore;
}

const losses: readonly AddressFate[] = ['gave-up', 'rejected', 'bounced'];

/** `moved`: the notice went forward. `kept`: it was as far already, or the event moves nothing. */
export type DeliveryOutcome = 'moved' | 'kept' | 'not-ours';

/**
 * Records what SES says of a notice's mail, which the mail's tag names: so an event is at home even if it comes before
 * the MessageId was stored. What befell each address is added to a set, and all else follows from the whole set, so that
 * events may come doubled and in any order. The status comes last, so that a bounce whose handling died half-way is
 * handled again in full.
 */
export async function recordDelivery({ detail, time }: MailEvent, stores: DeliveryStores): Promise<DeliveryOutcome> {
  const noticeId = detail.mail.tags.noticeId?.[0];
  if (noticeId === undefined) return 'not-ours';
  const { heard, fates } = interpretEvent(detail);
  const { timestamp, messageId } = detail.mail;
  const notice = await stores.notices.note(noticeId, { line: `${time} ${heard}`, fates, acceptedAt: timestamp });
  if (notice === null) return 'not-ours';
  const at = new Date(time).toISOString();
  await putAside(notice, fates, at, stores.asides);
  await answerLosses(notice, fates, at, stores);
  const status = statusByFates(notice.sentTo ?? notice.to, notice.fates);
  const isMoved = await stores.notices.moveForward(noticeId, { status, messageId, reason: null });
  return isMoved ? 'moved' : 'kept';
}

/** What bounced for good, or complained, is mailed no more, for none of the digest's units. */
async function putAside(notice: Notice, fates: readonly MailFate[], since: string, asides: AddressAsideStore) {
  for (const { address, fate, reason } of fates) {
    if (fate !== 'bounced' && fate !== 'complained') continue;
    for (const unitId of notice.unitIds) {
      await asides.putAside({ address, unitId, since, reason, noticeId: notice.noticeId });
    }
  }
}

/** Findings for what is lost for good, and the deputies, where the event leaves nobody who has the digest. */
async function answerLosses(notice: Notice, fates: readonly MailFate[], at: string, stores: DeliveryStores) {
  const addressees = notice.sentTo ?? notice.to;
  const isAddressee = (address: string) => addressees.some((known) => isSameAddress(known, address));
  const unreachable = fates
    .filter(({ address, fate }) => fate === 'bounced' || (fate === 'rejected' && isAddressee(address)))
    .map(({ address, reason }) => ({ address, isAddressee: isAddressee(address), reason }));
  await reportUnreachable(notice, unreachable, at, stores);
  const isAddresseeLost = fates.some(({ address, fate }) => isAddressee(address) && losses.includes(fate));
  if (!isAddresseeLost || addressees.some((address) => isReached(address, notice.fates))) return;
  const known = addressees.map((address) => fateOf(address, notice.fates));
  const lossOfAll: Loss = known.every((fate) => fate === 'bounced') ? 'aside' : 'refused';
  await replaceDigest(notice, known.includes('gave-up') ? 'gave-up' : lossOfAll, stores);
}
