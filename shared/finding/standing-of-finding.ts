import { type DismissalRule, isUnderRule } from './dismissal-rule.ts';
import type { Finding, FindingMove, FindingState } from './finding.ts';
import { lastMoveOf, SYSTEM_ACTOR } from './move-finding.ts';

/** What has become of a finding: by what people did, or by a standing rule. Derived whenever it is read, never stored. */
export interface FindingStanding {
  readonly state: FindingState;
  /** What was made of it, the earliest first. */
  readonly history: readonly FindingMove[];
  /** The standing rule that dismisses it, null where none does. */
  readonly rule: DismissalRule | null;
}

/** A finding as a reader sees it. */
export type StandingFinding = Finding & { readonly standing: FindingStanding };

/**
 * The state that holds: a rule dismisses what nobody has looked at. What a person said of this very finding goes before
 * any rule, also that it stays open.
 *
 * @param rules in any order; of several that fit, the one ordered first is named
 */
export function standingOfFinding(finding: Finding, rules: readonly DismissalRule[]): FindingStanding {
  const { state, history = [] } = finding;
  const rule = isLeftToRules(finding) ? firstRuleFor(finding, rules) : null;
  return { state: rule === null ? state : 'dismissed', history, rule };
}

/** Each finding with what has become of it. */
export function withStanding(findings: readonly Finding[], rules: readonly DismissalRule[]): StandingFinding[] {
  return findings.map((finding) => ({ ...finding, standing: standingOfFinding(finding, rules) }));
}

function isLeftToRules(finding: Finding): boolean {
  const lastActor = lastMoveOf(finding)?.actor ?? SYSTEM_ACTOR;
  return finding.state === 'open' && lastActor === SYSTEM_ACTOR;
}

function firstRuleFor(finding: Finding, rules: readonly DismissalRule[]): DismissalRule | null {
  const fitting = rules.filter((rule) => isUnderRule(finding, rule));
  const [first] = fitting.toSorted(
    (one, other) => one.orderedAt.localeCompare(other.orderedAt) || one.ruleId.localeCompare(other.ruleId),
  );
  return first ?? null;
}
