import type { Evaluation } from '../../../../shared/evaluation/evaluation.ts';
import { formatPoints, formatThreshold } from '../../../../shared/report/format-vietnamese.ts';
import { ruleWords } from '../../../../shared/report/rule-words.ts';
import type { UnitMonth } from '../../../../shared/report/unit-month.ts';
import { Rate } from '../../../../shared/report/views/rate.tsx';
import { VerdictMark } from '../../../../shared/report/views/verdict-mark.tsx';
import { paths } from './paths.ts';

/** What one of several rules came to. */
export interface RuleResult {
  readonly month: UnitMonth;
  /** Taken off now for the month by this rule. */
  readonly takenHundredths: number;
}

interface RulesTableProps {
  readonly results: readonly RuleResult[];
  readonly shown: Evaluation;
}

/** The rules by which a unit's month is judged, each with its verdict; the rest of the page is about one of them. */
export function RulesTable({ results, shown }: RulesTableProps) {
  return (
    <table className="cards">
      <caption>Tháng này đơn vị được xét theo {results.length} tiêu chí. Chọn tiêu chí để xem chi tiết.</caption>
      <thead>
        <tr>
          <th scope="col">Tiêu chí</th>
          <th scope="col" className="n">
            Tỷ lệ
          </th>
          <th scope="col" className="n">
            Ngưỡng
          </th>
          <th scope="col">Kết luận</th>
          <th scope="col" className="n">
            Điểm trừ
          </th>
        </tr>
      </thead>
      <tbody>
        {results.map(({ month, takenHundredths }) => (
          <tr key={month.rule} className={month.verdict ?? 'open'}>
            <th scope="row" className="whole">
              <a
                href={paths.unitMonth(month.unitId, month.month, { rule: month.rule })}
                {...(month.rule === shown.rule && { 'aria-current': 'true' as const })}
              >
                {ruleWords[month.rule].name}
              </a>
              {month.rule === shown.rule && ' (đang xem)'}
            </th>
            <td className="n" data-label="Tỷ lệ">
              <Rate month={month} />
            </td>
            <td className="n" data-label="Ngưỡng">
              {month.threshold === null ? '–' : formatThreshold(month.threshold)}
            </td>
            <td data-label="Kết luận">
              <VerdictMark verdict={month.verdict} draft={month.draft} />
            </td>
            <td className="n" data-label="Điểm trừ">
              {formatPoints(takenHundredths)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
