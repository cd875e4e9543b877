import { dayAt } from '../../shared/calendar/zone.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import type { Acceptance } from '../../shared/ledger/settle-deduction.ts';
import { deductionTopicId, successorTopicId } from '../../shared/notice/deduction-topic-id.ts';
import { fallbackIdOf } from '../../shared/notice/fallback-order.ts';
import { type AcceptedNotice, findAcceptance } from '../../shared/notice/find-acceptance.ts';
import type { NoticeStore } from '../../shared/notice/notice-store.ts';
import type { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import type { Lineage } from '../../shared/unit/lineage.ts';

export interface NoticeStores {
  readonly toldTopics: ToldTopicStore;
  readonly notices: NoticeStore;
}

const READS_AT_ONCE = 16;

/**
 * topic id of a proposal -> the mail by which its unit, or one of those that it went into, was told; of those that the
 * mail system has. Of several the first: who else is told later begins no new time for explaining.
 *
 * @param failures takes up what is wrong with a notice: it holds up no other
 */
export async function findAcceptances(
  proposals: readonly LedgerEntry[],
  lineage: Lineage,
  timeZone: string,
  { toldTopics, notices }: NoticeStores,
  failures: unknown[],
): Promise<ReadonlyMap<string, Acceptance>> {
  const idsOf = new Map(proposals.map((proposal) => [deductionTopicId(proposal), topicIdsOf(proposal, lineage)]));
  const told = await toldTopics.toldAmong([...idsOf.values()].flat());
  const noticeIds = [...new Set(told.values())];
  const accepted = await inParallel(noticeIds, READS_AT_ONCE, async (noticeId) => {
    try {
      const notice = await notices.get(noticeId);
      return [noticeId, findAcceptance(notice, await notices.get(fallbackIdOf(noticeId)))] as const;
    } catch (failure) {
      failures.push(failure);
      return [noticeId, null] as const;
    }
  });
  const byNotice = new Map(accepted);
  const acceptances = new Map<string, Acceptance>();
  for (const [topicId, ids] of idsOf) {
    const found = earliest(ids.flatMap((id) => byNotice.get(told.get(id) ?? '') ?? []));
    if (found !== null)
      acceptances.set(topicId, { noticeId: found.noticeId, on: dayAt(Date.parse(found.at), timeZone) });
  }
  return acceptances;
}

/** Its own id first, then those under which it is told to the units that its unit went into. */
function topicIdsOf(proposal: LedgerEntry, lineage: Lineage): string[] {
  const topicId = deductionTopicId(proposal);
  return [topicId, ...lineage.descendantsOf(proposal.unitId).map((unitId) => successorTopicId(topicId, unitId))];
}

function earliest(accepted: readonly AcceptedNotice[]): AcceptedNotice | null {
  return accepted.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))[0] ?? null;
}
