import type { Finding } from '../finding/finding.ts';
import type { Due } from './list-dues.ts';

/** The finding that a unit has yet to explain; null where it owes no explanation. */
export function unansweredFindingOf({ instance, standing }: Due): string | null {
  return standing.report === null ? (instance.assignment.explains?.findingId ?? null) : null;
}

/** Whether a request to explain a finding has lapsed: people, or the system, closed the finding. */
export function isLapsed(finding: Pick<Finding, 'state'> | null): boolean {
  return finding?.state === 'dismissed' || finding?.state === 'resolved';
}
