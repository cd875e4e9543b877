import { describeAnnouncement } from './describe-announcement.ts';
import { describeAssignment } from './describe-assignment.ts';
import { describeDeduction } from './describe-deduction.ts';
import { describeEscalation } from './describe-escalation.ts';
import { describeFindings } from './describe-findings.ts';
import { describeFindingsWeek } from './describe-findings-week.ts';
import { describeLateReports } from './describe-late-reports.ts';
import { describeLifted } from './describe-lifted.ts';
import { describeUndecided } from './describe-undecided.ts';
import type { Evidence } from './evidence.ts';
import type { Matter } from './letter.ts';
import type { DigestOrder, Topic } from './notice.ts';

/** What a letter says of a topic. */
export function describeTopic(
  topic: Topic,
  { day, replaces }: Pick<DigestOrder, 'day' | 'replaces'>,
  evidence: readonly Evidence[],
): Matter {
  switch (topic.kind) {
    case 'assignment':
      return describeAssignment(topic, day);
    case 'escalation':
      return describeEscalation(topic, day);
    case 'late-reports':
      return describeLateReports(topic);
    case 'findings':
      return describeFindings(topic);
    case 'findings-week':
      return describeFindingsWeek(topic);
    case 'announcement':
      return describeAnnouncement(topic);
    case 'deduction-lifted':
      return describeLifted(topic);
    case 'undecided':
      return describeUndecided(topic, listOf(topic.evidenceKey, evidence));
    case 'deduction':
      return describeDeduction(topic, listOf(topic.evidenceKey, evidence), replaces !== null);
  }
}

function listOf(evidenceKey: string | null, evidence: readonly Evidence[]): Evidence | null {
  return evidence.find(({ key }) => key === evidenceKey) ?? null;
}
