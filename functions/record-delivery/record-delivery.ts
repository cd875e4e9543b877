import type { NoticeStore } from '../../shared/notice/notice-store.ts';
import { reportUnreachable, type UnreachableStores } from '../../shared/notice/report-unreachable.ts';
import { interpretEvent } from './interpret-event.ts';
import type { MailEvent } from './mail-event.ts';

export interface DeliveryStores extends UnreachableStores {
  readonly notices: NoticeStore;
}

/** `moved`: the notice went forward. `kept`: it was as far already, or the event moves nothing. */
export type DeliveryOutcome = 'moved' | 'kept' | 'not-ours';

/**
 * Records what SES says of a notice's mail, which the mail's tag names: so an event is at home even if it comes before
 * the MessageId was stored. Each write may be made again and in any order; the status comes last, so that a bounce whose
 * handling died half-way is handled again in full.
 */
export async function recordDelivery(
  { detail, time }: MailEvent,
  { notices, ...unreachableStores }: DeliveryStores,
): Promise<DeliveryOutcome> {
  const noticeId = detail.mail.tags.noticeId?.[0];
  const notice = noticeId === undefined ? null : await notices.get(noticeId);
  if (notice === null) return 'not-ours';
  const { heard, step, unreachable } = interpretEvent(detail, notice.to);
  await notices.note(notice.noticeId, `${time} ${heard}`, detail.mail.timestamp);
  await reportUnreachable(notice, unreachable, time, unreachableStores);
  const isMoved = step !== null && (await notices.moveForward(notice.noticeId, step));
  return isMoved ? 'moved' : 'kept';
}
