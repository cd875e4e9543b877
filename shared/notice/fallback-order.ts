import { type DigestOrder, digestOrderSchema } from './notice.ts';

/**
 * The order by which a digest that could not reach its head goes to the deputies instead, or null where there are none
 * (a fallback has none itself: it ends there). Its id is a function of the digest's, so that it is claimed once.
 */
export function fallbackOrder(order: DigestOrder): DigestOrder | null {
  if (order.deputies.length === 0) return null;
  return digestOrderSchema.parse({
    ...order,
    noticeId: fallbackIdOf(order.noticeId),
    to: order.deputies,
    cc: [],
    deputies: [],
    replaces: order.noticeId,
  });
}

/** The id of the digest that replaces one that did not reach anybody. */
export function fallbackIdOf(noticeId: string): string {
  return `${noticeId}_deputies`;
}
