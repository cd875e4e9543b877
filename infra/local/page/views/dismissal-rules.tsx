import { type DismissalRule, lastDayOfRule } from '../../../../shared/finding/dismissal-rule.ts';
import { formatCount, formatDay } from '../../../../shared/report/format-vietnamese.ts';
import { findingKindWords } from '../../../../shared/report/words.ts';
import { Scroll } from './layout.tsx';
import { paths } from './paths.ts';

interface DismissalRulesProps {
  readonly rules: readonly DismissalRule[];
  /** ruleId -> how many findings it dismisses */
  readonly dismissed: ReadonlyMap<string, number>;
  readonly nameOf: (unitId: string) => string | null;
}

/** The standing rules: what they let go by, on whose word, until when, and how often they did. */
export function DismissalRules({ rules, dismissed, nameOf }: DismissalRulesProps) {
  if (rules.length === 0) return null;
  const caption = `${formatCount(rules.length)} quy tắc, mới nhất ở trên. Quy tắc không sửa phát hiện nào; hết thời hạn hoặc bị dừng thì các phát hiện của những ngày sau lại phải xem xét.`;
  return (
    <>
      <h2 id="quy-tac">Quy tắc bỏ qua</h2>
      <Scroll label="Quy tắc bỏ qua">
        <table className="cards">
          <caption>
            <span>{caption}</span>
          </caption>
          <thead>
            <tr>
              <th scope="col">Quy tắc</th>
              <th scope="col">Bỏ qua</th>
              <th scope="col">Áp dụng</th>
              <th scope="col">Người lập, lý do</th>
              <th scope="col" className="n">
                Đã bỏ qua
              </th>
            </tr>
          </thead>
          <tbody>
            {rules
              .toSorted((one, other) => other.orderedAt.localeCompare(one.orderedAt))
              .map((rule) => (
                <Row key={rule.ruleId} rule={rule} count={dismissed.get(rule.ruleId) ?? 0} nameOf={nameOf} />
              ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

interface RowProps extends Pick<DismissalRulesProps, 'nameOf'> {
  readonly rule: DismissalRule;
  readonly count: number;
}

function Row({ rule, count, nameOf }: RowProps) {
  const { ruleId, kinds, unitId, procedureCode, validFrom, actor, reason, reference, end } = rule;
  return (
    <tr>
      <td data-label="Quy tắc">{ruleId}</td>
      <td className="sentence">
        {kinds.map((kind) => findingKindWords[kind]).join('; ')}
        {unitId !== null && (
          <>
            {' '}
            của <a href={paths.unit(unitId)}>{nameOf(unitId) ?? unitId}</a>
          </>
        )}
        {procedureCode !== null && `, thủ tục ${procedureCode}`}
      </td>
      <td data-label="Áp dụng">
        {formatDay(validFrom)} – {formatDay(lastDayOfRule(rule))}
        {end !== null && (
          <small>
            {' '}
            dừng sớm, {end.actor}: {end.reason}
          </small>
        )}
      </td>
      <td data-label="Người lập, lý do">
        {actor}: {reason} ({reference})
      </td>
      <td className="n" data-label="Đã bỏ qua">
        {formatCount(count)}
      </td>
    </tr>
  );
}
