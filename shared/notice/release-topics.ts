import type { DigestOrder } from './notice.ts';
import type { ToldTopicStore } from './told-topic-store.ts';

/**
 * Takes back that a digest's topics were told, for one of which it is certain that it reached nobody: the next
 * morning's digest tells them. Those of a digest to deputies were told by the one that it replaces. What another digest
 * has told since stays told.
 */
export async function releaseTopics(
  { noticeId, replaces, topics }: Pick<DigestOrder, 'noticeId' | 'replaces' | 'topics'>,
  toldTopics: ToldTopicStore,
): Promise<void> {
  for (const { topicId } of topics) await toldTopics.release(topicId, replaces ?? noticeId);
}
