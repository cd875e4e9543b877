import type { Topic } from './notice.ts';

/** The order in which a digest tells its topics, most urgent first: deductions, overdue reports, reports by due date, announcements. */
export function compareUrgency(a: Topic, b: Topic): number {
  return rankOf(a) - rankOf(b) || compareText(dateOf(a), dateOf(b)) || compareText(a.topicId, b.topicId);
}

function rankOf(topic: Topic): number {
  if (topic.kind === 'deduction' || topic.kind === 'deduction-lifted') return 0;
  if (topic.kind === 'announcement') return 3;
  return topic.milestone < 0 ? 1 : 2;
}

function dateOf(topic: Topic): string {
  return topic.kind === 'assignment' ? topic.dueOn : topic.month;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
