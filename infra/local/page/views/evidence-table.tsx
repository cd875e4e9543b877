import { formatCount, formatMonth } from '../../../../shared/report/format-vietnamese.ts';
import { Scroll } from './layout.tsx';
import { paths } from './paths.ts';

/** Codes, dates and states stay whole; names of procedures are broken. */
const LONGEST_ON_ONE_LINE = 26;

/** An evidence file as it stands: its headings, and its rows cell by cell. */
export interface EvidenceRows {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly overdueRows: number;
  readonly unknownRows: number;
  readonly digest: string;
}

interface EvidenceTableProps {
  readonly evidence: EvidenceRows;
  readonly unitId: string;
  readonly unitName: string;
  readonly month: string;
}

/** The dossiers on which a verdict rests: as many rows as the numerator and the unknown. */
export function EvidenceTable({ evidence, unitId, unitName, month }: EvidenceTableProps) {
  const { headings, rows, overdueRows, unknownRows, digest } = evidence;
  return (
    <>
      <p>
        {formatCount(overdueRows)} hồ sơ quá hạn, {formatCount(unknownRows)} hồ sơ chưa rõ.{' '}
        <a href={paths.evidence(unitId, month)}>Tải danh sách (tệp CSV)</a>
      </p>
      <Scroll label="Danh sách hồ sơ">
        <table>
          <caption>
            <span>
              Hồ sơ quá hạn và chưa rõ của {unitName}, tháng {formatMonth(month)}. Mã băm của tệp:{' '}
              <code>{digest.slice(0, 12)}</code>
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
            {rows.map((row, index) => (
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
    </>
  );
}
