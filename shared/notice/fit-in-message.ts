import type { DigestOrder } from './notice.ts';

/** A queue takes messages of 256 KiB, attributes included; a claim of the same size fits a table's item (400 KB). */
export const MOST_MESSAGE_BYTES = 200_000;

/**
 * The order with as many of its topics, from the first on, as a message holds, and with the units that they are of.
 * What is left out was not told, and so comes the next morning. The first topic is always kept.
 */
export function fitInMessage(order: DigestOrder): DigestOrder {
  let bytes = bytesOf({ ...order, topics: [] });
  const topics = order.topics.filter((topic, position) => {
    bytes += bytesOf(topic) + 1;
    return position === 0 || bytes <= MOST_MESSAGE_BYTES;
  });
  const told = new Set(topics.map(({ unitId }) => unitId));
  return { ...order, topics, unitIds: order.unitIds.filter((unitId) => told.has(unitId)) };
}

function bytesOf(data: unknown): number {
  return Buffer.byteLength(JSON.stringify(data));
}
