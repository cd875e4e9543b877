import type { Rule } from '../policy/rule.ts';
import { lateAcceptance } from './late-acceptance.ts';
import { overdueShare } from './overdue-share.ts';
import type { RuleDefinition } from './rule-definition.ts';

const definitions: Readonly<Record<Rule, RuleDefinition>> = {
  'overdue-share': overdueShare,
  'late-acceptance': lateAcceptance,
};

export function definitionOf(rule: Rule): RuleDefinition {
  return definitions[rule];
}
