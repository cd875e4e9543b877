import { dayAt } from '../../shared/calendar/zone.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import type { Acceptance } from '../../shared/ledger/settle-deduction.ts';
import { deductionTopicId } from '../../shared/notice/deduction-topic-id.ts';
import { fallbackIdOf } from '../../shared/notice/fallback-order.ts';
import { findAcceptance } from '../../shared/notice/find-acceptance.ts';
import type { NoticeStore } from '../../shared/notice/notice-store.ts';
import type { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';

export interface NoticeStores {
  readonly toldTopics: ToldTopicStore;
  readonly notices: NoticeStore;
}

const READS_AT_ONCE = 16;

/** topic id of a proposal -> the mail by which its unit was told; of those that the mail system has. */
export async function findAcceptances(
  proposals: readonly LedgerEntry[],
  timeZone: string,
  { toldTopics, notices }: NoticeStores,
): Promise<ReadonlyMap<string, Acceptance>> {
  const told = await toldTopics.toldAmong(proposals.map(deductionTopicId));
  const noticeIds = [...new Set(told.values())];
  const accepted = await inParallel(noticeIds, READS_AT_ONCE, async (noticeId) => {
    const notice = await notices.get(noticeId);
    return [noticeId, findAcceptance(notice, await notices.get(fallbackIdOf(noticeId)))] as const;
  });
  const byNotice = new Map(accepted);
  const acceptances = new Map<string, Acceptance>();
  for (const [topicId, noticeId] of told) {
    const found = byNotice.get(noticeId) ?? null;
    if (found !== null)
      acceptances.set(topicId, { noticeId: found.noticeId, on: dayAt(Date.parse(found.at), timeZone) });
  }
  return acceptances;
}
