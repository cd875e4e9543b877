import type { Day } from '../calendar/day.ts';
import { dayOfDigest } from './digest-id.ts';
import type { Topic } from './notice.ts';

/** A topic that is due, with the ids of topics that make it stale once they are told. */
export interface DueTopic {
  readonly topic: Topic;
  readonly supersededBy: readonly string[];
  /** Only worth telling where one of these was told before; absent: in any case. */
  readonly onlyAfter?: readonly string[];
  /** Not worth telling where this topic was told by a digest of a day before that one. */
  readonly staleIfTold?: { readonly topicId: string; readonly before: Day };
}

/** topicId -> the noticeId of the digest that told it */
export type ToldTopics = ReadonlyMap<string, string>;

/** Every id that must be looked up to know which topics are still to be told. */
export function idsToLookUp(dueTopics: readonly DueTopic[]): string[] {
  return dueTopics.flatMap(({ topic, supersededBy, onlyAfter = [], staleIfTold }) => [
    topic.topicId,
    ...supersededBy,
    ...onlyAfter,
    ...(staleIfTold === undefined ? [] : [staleIfTold.topicId]),
  ]);
}

/**
 * Whether a digest has to tell a topic: no other digest told it, and nothing that was told overtakes it. What this
 * very digest told stays in it, so that a morning that is planned again orders the same digest: were it left out, a
 * claim that is taken over from a sender that died would go out without it.
 *
 * @param noticeId the digest, or null where there is nobody to send it to
 */
export function isToBeTold(
  { topic, supersededBy, onlyAfter, staleIfTold }: DueTopic,
  noticeId: string | null,
  told: ToldTopics,
): boolean {
  const toldBy = told.get(topic.topicId);
  const isToldByAnother = toldBy !== undefined && toldBy !== noticeId;
  const isOfInterest = onlyAfter === undefined || onlyAfter.some((topicId) => told.has(topicId));
  const isStale = supersededBy.some((topicId) => told.has(topicId)) || wasToldInTime(staleIfTold, told);
  return isOfInterest && !isToldByAnother && !isStale;
}

function wasToldInTime(staleIfTold: DueTopic['staleIfTold'], told: ToldTopics): boolean {
  const toldBy = staleIfTold && told.get(staleIfTold.topicId);
  const toldOn = toldBy === undefined ? null : dayOfDigest(toldBy);
  return staleIfTold !== undefined && toldOn !== null && toldOn < staleIfTold.before;
}
