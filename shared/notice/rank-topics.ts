import type { Topic } from './notice.ts';

/** The order in which a digest tells its topics, most urgent first: deductions, overdue reports, reports by due date. */
export function compareUrgency(a: Topic, b: Topic): number {
  return rankOf(a) - rankOf(b) || compareText(dateOf(a), dateOf(b)) || compareText(a.topicId, b.topicId);
}

function rankOf(topic: Topic): number {
  if (topic.kind === 'deduction') return 0;
  return topic.milestone < 0 ? 1 : 2;
}

function dateOf(topic: Topic): string {
  return topic.kind === 'deduction' ? topic.month : topic.dueOn;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
