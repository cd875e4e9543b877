import type { DigestOrder, Topic } from './notice.ts';

/** A queue takes messages of 256 KiB, attributes included; a claim of the same size fits a table's item (400 KB). */
export const MOST_MESSAGE_BYTES = 200_000;
/** For the count of what is left out. */
const BYTES_OF_COUNT = 20;

/**
 * The order with as many of its topics, from the first on, as a message holds, and with the units that they are of. The
 * first topic is always kept, and lists of late reports before the others: they are of their day alone, while what else
 * is left out was not told, and so comes the next morning.
 */
export function fitInMessage(order: DigestOrder): DigestOrder {
  const kept = topicsThatFit(order);
  const topics = order.topics.filter((topic) => kept.has(topic));
  const leftOut = order.topics.length - topics.length;
  if (leftOut === 0) return order;
  const told = new Set(topics.map(({ unitId }) => unitId));
  return { ...order, topics, unitIds: order.unitIds.filter((unitId) => told.has(unitId)), leftOut };
}

function topicsThatFit(order: DigestOrder): Set<Topic> {
  const [first, ...rest] = order.topics;
  const isList = ({ kind }: Topic) => kind === 'late-reports';
  const kept = new Set(first === undefined ? [] : [first]);
  let bytes = bytesOf({ ...order, topics: [...kept] }) + BYTES_OF_COUNT;
  for (const topic of [...rest.filter(isList), ...rest.filter((one) => !isList(one))]) {
    bytes += bytesOf(topic) + 1;
    if (bytes > MOST_MESSAGE_BYTES) break;
    kept.add(topic);
  }
  return kept;
}

function bytesOf(data: unknown): number {
  return Buffer.byteLength(JSON.stringify(data));
}
