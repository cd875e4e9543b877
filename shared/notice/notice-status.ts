import type { NoticeStatus } from './notice.ts';

/**
 * How far each status is along. SES's events come in any order: a notice only ever moves to a higher rank, so that every
 * order ends in the same status. A bounce is highest: a delivery of the copy, or a complaint, must not hide it.
 */
const ranked: readonly NoticeStatus[] = ['claimed', 'accepted', 'failed', 'delivered', 'complained', 'bounced'];

/** The statuses from which a notice moves forward to `status`. */
export function statusesBefore(status: NoticeStatus): NoticeStatus[] {
  return ranked.slice(0, ranked.indexOf(status));
}
