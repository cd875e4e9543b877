import type { Topic } from './notice.ts';

/** A topic that is due, with the ids of topics that make it stale once they are told. */
export interface DueTopic {
  readonly topic: Topic;
  readonly supersededBy: readonly string[];
}

/** Every id that must be looked up to know which topics are still to be told. */
export function idsToLookUp(dueTopics: readonly DueTopic[]): string[] {
  return dueTopics.flatMap(({ topic, supersededBy }) => [topic.topicId, ...supersededBy]);
}

/** The topics that were not told yet, nor overtaken by what was told. */
export function untoldTopics(dueTopics: readonly DueTopic[], told: ReadonlySet<string>): Topic[] {
  return dueTopics
    .filter(({ topic, supersededBy }) => ![topic.topicId, ...supersededBy].some((topicId) => told.has(topicId)))
    .map(({ topic }) => topic);
}
