import type { FindingStore } from '../finding/finding-store.ts';
import type { Queue } from '../runtime/queue.ts';
import { logger, raise } from '../runtime/telemetry.ts';
import { describeUnreachableAddress, type UnreachableAddress } from './describe-unreachable-address.ts';
import { fallbackOrder } from './fallback-order.ts';
import type { DigestOrder } from './notice.ts';
import { releaseTopics } from './release-topics.ts';
import type { ToldTopicStore } from './told-topic-store.ts';

export interface UnreachableStores {
  readonly findings: FindingStore;
  readonly noticeQueue: Queue;
  readonly toldTopics: ToldTopicStore;
}

/**
 * Keeps a finding for each unit of a digest and each address that it could not reach, and raises an alarm where its
 * addressees are among them. Done again it changes nothing.
 */
export async function reportUnreachable(
  order: DigestOrder,
  unreachable: readonly UnreachableAddress[],
  noticedAt: string,
  { findings }: Pick<UnreachableStores, 'findings'>,
): Promise<void> {
  for (const address of unreachable) {
    for (const unitId of order.unitIds) {
      await findings.notice(describeUnreachableAddress(order, unitId, address, noticedAt));
    }
  }
  const addressees = unreachable.filter(({ isAddressee }) => isAddressee);
  if (addressees.length === 0) return;
  raise('UnitUnreachable');
  logger.warn('A digest cannot reach an addressee', { noticeId: order.noticeId, unreachable: addressees });
}

/**
 * Hands a digest that reached none of its addressees to the deputies. Where there are none, and its addresses were put
 * aside, its topics count as not told: they are told as soon as the registry names somebody who can be reached. Done
 * again it changes nothing: send-notice claims the fallback once. So do it before the notice moves forward, never after.
 *
 * @param delaySeconds how long news that it did arrive may take
 */
export async function replaceDigest(
  order: DigestOrder,
  { delaySeconds = 0, isAside }: { readonly delaySeconds?: number; readonly isAside: boolean },
  { noticeQueue, toldTopics }: Pick<UnreachableStores, 'noticeQueue' | 'toldTopics'>,
): Promise<void> {
  const fallback = fallbackOrder(order);
  if (fallback !== null) await noticeQueue.send(fallback, delaySeconds);
  else if (isAside) await releaseTopics(order, toldTopics);
}
