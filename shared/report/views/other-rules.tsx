import { ruleWords } from '../rule-words.ts';
import type { UnitMonth } from '../unit-month.ts';
import { verdictWords } from '../words.ts';

/** What other rules came to, in a line each; nothing where there is one rule. */
export function OtherRules({ month: { besides = [] } }: { readonly month: UnitMonth }) {
  return besides.map(({ rule, verdict, draft }) => (
    <span key={rule} className="besides">
      {ruleWords[rule].name}: {verdict === null ? 'đang mở' : verdictWords[verdict].toLowerCase()}
      {draft === 'only' && ' (dự thảo)'}
    </span>
  ));
}
