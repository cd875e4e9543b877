import type { Topic } from './notice.ts';

/** The order in which a digest tells its topics, most urgent first: deductions, overdue reports, those of others, reports by due date, announcements. */
export function compareUrgency(a: Topic, b: Topic): number {
  return rankOf(a) - rankOf(b) || compareText(dateOf(a), dateOf(b)) || compareText(a.topicId, b.topicId);
}

function rankOf(topic: Topic): number {
  if (topic.kind === 'deduction' || topic.kind === 'deduction-lifted') return 0;
  if (topic.kind === 'escalation') return 2;
  if (topic.kind === 'late-reports') return 3;
  if (topic.kind === 'announcement') return 5;
  return topic.milestone < 0 ? 1 : 4;
}

function dateOf(topic: Topic): string {
  if (topic.kind === 'late-reports') return topic.day;
  return topic.kind === 'assignment' || topic.kind === 'escalation' ? topic.dueOn : topic.month;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
