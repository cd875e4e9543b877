import { type DismissalRule, lastDayOfRule } from '../../../../shared/finding/dismissal-rule.ts';
import type { FindingMove } from '../../../../shared/finding/finding.ts';
import type { FindingStanding } from '../../../../shared/finding/standing-of-finding.ts';
import { formatDay, formatInstant } from '../../../../shared/report/format-vietnamese.ts';
import { findingStateWords } from '../../../../shared/report/words.ts';

interface FindingCourseProps {
  readonly standing: FindingStanding;
  readonly timeZone: string;
}

/** What was made of a finding: each word of somebody, the earliest first, and the rule that dismisses it. */
export function FindingCourse({ standing: { history, rule }, timeZone }: FindingCourseProps) {
  if (history.length === 0 && rule === null) return null;
  return (
    <ol className="course" aria-label="Đã xử lý">
      {history.map((move) => (
        <li key={`${move.at} ${move.state} ${move.actor}`}>
          <MoveWords move={move} timeZone={timeZone} />
        </li>
      ))}
      {rule !== null && (
        <li>
          <RuleWords rule={rule} />
        </li>
      )}
    </ol>
  );
}

function MoveWords({ move: { state, actor, reason, reference, at }, timeZone }: MoveWordsProps) {
  return (
    <>
      <strong>{state === 'open' ? 'Mở lại' : findingStateWords[state]}</strong> {formatInstant(at, timeZone)}, {actor}:{' '}
      {reason}
      {reference !== null && ` (${reference})`}
    </>
  );
}

interface MoveWordsProps {
  readonly move: FindingMove;
  readonly timeZone: string;
}

function RuleWords({ rule }: { readonly rule: DismissalRule }) {
  const { ruleId, actor, reason, reference, validFrom } = rule;
  return (
    <>
      <strong>Bỏ qua theo quy tắc</strong> {ruleId}, áp dụng từ {formatDay(validFrom)} đến{' '}
      {formatDay(lastDayOfRule(rule))}, {actor}: {reason} ({reference})
    </>
  );
}
