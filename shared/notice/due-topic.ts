import type { Topic } from './notice.ts';

/** A topic that is due, with the ids of topics that make it stale once they are told. */
export interface DueTopic {
  readonly topic: Topic;
  readonly supersededBy: readonly string[];
  /** Only worth telling where one of these was told before; absent: in any case. */
  readonly onlyAfter?: readonly string[];
}

/** topicId -> the noticeId of the digest that told it */
export type ToldTopics = ReadonlyMap<string, string>;

/** Every id that must be looked up to know which topics are still to be told. */
export function idsToLookUp(dueTopics: readonly DueTopic[]): string[] {
  return dueTopics.flatMap(({ topic, supersededBy, onlyAfter = [] }) => [topic.topicId, ...supersededBy, ...onlyAfter]);
}

/**
 * Whether a digest has to tell a topic: no other digest told it, and nothing that was told overtakes it. What this
 * very digest told stays in it, so that a morning that is planned again orders the same digest: were it left out, a
 * claim that is taken over from a sender that died would go out without it.
 *
 * @param noticeId the digest, or null where there is nobody to send it to
 */
export function isToBeTold(
  { topic, supersededBy, onlyAfter }: DueTopic,
  noticeId: string | null,
  told: ToldTopics,
): boolean {
  const toldBy = told.get(topic.topicId);
  const isToldByAnother = toldBy !== undefined && toldBy !== noticeId;
  const isOfInterest = onlyAfter === undefined || onlyAfter.some((topicId) => told.has(topicId));
  return isOfInterest && !isToldByAnother && !supersededBy.some((topicId) => told.has(topicId));
}
