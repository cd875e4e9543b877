import type { Topic } from './notice.ts';

/**
 * The order in which a digest tells its topics, most urgent first: what takes points, overdue reports, those of others,
 * reports by due date, undecided months, what was noticed; then what asks for nothing: points given back, announcements,
 * the table of a week.
 */
export function compareUrgency(a: Topic, b: Topic): number {
  return rankOf(a) - rankOf(b) || compareText(dateOf(a), dateOf(b)) || compareText(a.topicId, b.topicId);
}

const ranks = {
  deduction: 0,
  assignment: 4,
  escalation: 2,
  'late-reports': 3,
  undecided: 5,
  findings: 6,
  'deduction-lifted': 7,
  announcement: 8,
  'findings-week': 9,
} as const satisfies Record<Topic['kind'], number>;
const OVERDUE_REPORT = 1;
/** Of the unit that leads: its list, which has the same report in a line, comes first. */
const ESCALATION_IN_LIST = 3.5;

function rankOf(topic: Topic): number {
  if (topic.kind === 'assignment' && topic.milestone < 0) return OVERDUE_REPORT;
  if (topic.kind === 'escalation' && topic.toldAs === 'lead') return ESCALATION_IN_LIST;
  return ranks[topic.kind];
}

/** Of proposals the last day for explaining oneself: the one that ends first comes first. */
function dateOf(topic: Topic): string {
  if (topic.kind === 'late-reports') return topic.day;
  if (topic.kind === 'findings-week') return topic.firstDay;
  if (topic.kind === 'findings') return topic.day ?? topic.month ?? '';
  if (topic.kind === 'deduction') return topic.explainBy ?? topic.month;
  return topic.kind === 'assignment' || topic.kind === 'escalation' ? topic.dueOn : topic.month;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
