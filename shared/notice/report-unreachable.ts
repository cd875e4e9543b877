import type { FindingStore } from '../finding/finding-store.ts';
import type { Queue } from '../runtime/queue.ts';
import { logger, raise } from '../runtime/telemetry.ts';
import { describeUnreachableAddress, type UnreachableAddress } from './describe-unreachable-address.ts';
import { fallbackOrder } from './fallback-order.ts';
import type { DigestOrder } from './notice.ts';

export interface UnreachableStores {
  readonly findings: FindingStore;
  readonly noticeQueue: Queue;
}

/**
 * What follows when a digest cannot reach addresses: a finding for each of its units, and, where its addressee is among
 * them, an alarm and the same digest to the deputies. Done again it changes nothing: findings are kept once, and
 * send-notice claims the fallback once. So do it before the notice is moved forward, never after.
 */
export async function reportUnreachable(
  order: DigestOrder,
  unreachable: readonly UnreachableAddress[],
  noticedAt: string,
  { findings, noticeQueue }: UnreachableStores,
): Promise<void> {
  for (const address of unreachable) {
    for (const unitId of order.unitIds) {
      await findings.notice(describeUnreachableAddress(order, unitId, address, noticedAt));
    }
  }
  const addressees = unreachable.filter(({ isAddressee }) => isAddressee);
  if (addressees.length === 0) return;
  const fallback = fallbackOrder(order);
  if (fallback !== null) await noticeQueue.send(fallback);
  raise('UnitUnreachable');
  logger.warn('A digest cannot reach its addressee', {
    noticeId: order.noticeId,
    fallback: fallback?.noticeId ?? 'there are no deputies',
    unreachable: addressees,
  });
}
