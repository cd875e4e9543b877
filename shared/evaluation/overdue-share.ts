import type { Policy } from '../policy/policy.ts';
import { OVERDUE_SHARE_RULE } from '../policy/rule.ts';
import type { RuleDefinition } from './rule-definition.ts';
import { UnitMonthCounter } from './unit-month-counter.ts';

const ratios: Readonly<Record<Policy['basis'], string>> = {
  handled: '(resolved overdue + in process overdue) / (received + carried over)',
  'fell-due': 'fell due and completed late or still open / fell due',
  resolved: 'resolved overdue / resolved',
};

/** Dispatch 664/UBND-TH of 23/06/2020, item 4: units whose share of overdue dossiers exceeds the allowed one. */
export const overdueShare: RuleDefinition = {
  rule: OVERDUE_SHARE_RULE,
  namesEveryUnit: true,
  counterOf: (unit, isAfterEnd, zone) => new UnitMonthCounter(unit, isAfterEnd, zone),
  formulaOf: ({ basis }) =>
    `overdue = ${ratios[basis]}; exceeded if overdue x threshold denominator > denominator x threshold numerator, with all unknown dossiers taken for on time`,
};
