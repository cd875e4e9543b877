import type { FindingStore } from '../finding/finding-store.ts';
import { MOST_DELAY_SECONDS, type Queue } from '../runtime/queue.ts';
import { logger, raise } from '../runtime/telemetry.ts';
import { describeUnreachableAddress, type UnreachableAddress } from './describe-unreachable-address.ts';
import { fallbackOrder } from './fallback-order.ts';
import { type DigestOrder, digestOrderSchema } from './notice.ts';
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

/** Why a digest reached none of its addressees: all were put aside, SES gave up trying for now, or it refused the mail. */
export type Loss = 'aside' | 'gave-up' | 'refused';

/**
 * Hands a digest that reached none of its addressees to the deputies. Where there are none, its topics count as not told:
 * at once where its addresses were put aside, so that they are told as soon as the registry names somebody who can be
 * reached; where SES gave up for now, by the order itself, which send-notice looks at again when news of a delivery has
 * had its time. Done again it changes nothing: send-notice claims the fallback once. So do it before the notice moves
 * forward, never after.
 */
export async function replaceDigest(
  order: DigestOrder,
  loss: Loss,
  { noticeQueue, toldTopics }: Pick<UnreachableStores, 'noticeQueue' | 'toldTopics'>,
): Promise<void> {
  const fallback = fallbackOrder(order);
  if (loss === 'gave-up') await noticeQueue.send(fallback ?? digestOrderSchema.parse(order), MOST_DELAY_SECONDS);
  else if (fallback !== null) await noticeQueue.send(fallback);
  else if (loss === 'aside') await releaseTopics(order, toldTopics);
}
