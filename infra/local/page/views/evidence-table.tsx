import type { Evaluation } from '../../../../shared/evaluation/evaluation.ts';
import { formatCount, formatMonth } from '../../../../shared/report/format-vietnamese.ts';
import { ruleWords } from '../../../../shared/report/rule-words.ts';
import { Scroll } from './layout.tsx';
import { paths } from './paths.ts';

/** Codes, dates and states stay whole; names of procedures are broken. */
const LONGEST_ON_ONE_LINE = 26;
/** A reader looks at so many; the file has all. */
const MOST_ROWS = 200;

/** An evidence file as it stands: its headings, and its rows cell by cell. */
export interface EvidenceRows {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly overdueRows: number;
  readonly unknownRows: number;
  /** Whether the file has the digest that the evaluation names. */
  readonly isAsJudged: boolean;
}

interface EvidenceTableProps {
  readonly evidence: EvidenceRows;
  readonly evaluation: Evaluation;
}

/** The dossiers on which a verdict rests: as many rows as the numerator and the unknown. */
export function EvidenceTable({ evidence, evaluation }: EvidenceTableProps) {
  const { headings, rows, overdueRows, unknownRows, isAsJudged } = evidence;
  const { broken } = ruleWords[evaluation.rule];
  const hidden = rows.length - MOST_ROWS;
  return (
    <>
      {!isAsJudged && (
        <p className="warning">
          Tệp danh sách không khớp với mã đối chiếu ghi khi đánh giá: tệp đã bị thay đổi, không dùng làm căn cứ được. Đề
          nghị báo bộ phận quản trị.
        </p>
      )}
      <p>
        {formatCount(overdueRows)} hồ sơ {broken}, {formatCount(unknownRows)} hồ sơ chưa rõ.{' '}
        <a href={paths.evidence(evaluation)}>Tải danh sách (tệp CSV)</a>
      </p>
      <Scroll label="Danh sách hồ sơ">
        <table>
          <caption>
            <span>
              Hồ sơ {broken} và chưa rõ của {evaluation.unitName}, tháng {formatMonth(evaluation.month)}
            </span>
          </caption>
          <thead>
            <tr>
              {headings.map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_ROWS).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file that never changes
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={headings[column]} className={cell.length <= LONGEST_ON_ONE_LINE ? 'tight' : 'long'}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {hidden > 0 && <p>Còn {formatCount(hidden)} hồ sơ nữa trong tệp danh sách.</p>}
    </>
  );
}
