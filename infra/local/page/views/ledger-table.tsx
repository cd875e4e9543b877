import { formatMonth, formatPoints } from '../../../../shared/report/format-vietnamese.ts';
import type { YearAccount } from '../../../../shared/report/summarise-unit.ts';
import { ledgerEventWords } from '../../../../shared/report/words.ts';
import { Scroll } from './layout.tsx';

/** Enough of a SHA-256 to tell entries apart by eye. */
const SHORT_HASH_LENGTH = 12;

/** A unit's account of a year: every entry in order, and what they come to. */
export function LedgerTable({ account }: { readonly account: YearAccount }) {
  return (
    <Scroll label={`Sổ điểm trừ năm ${account.year}`}>
      <table>
        <caption>
          <span>Sổ điểm trừ năm {account.year}. Mỗi dòng mang mã băm nối với dòng trước; không dòng nào bị sửa.</span>
        </caption>
        <thead>
          <tr>
            <th scope="col" className="n">
              Số thứ tự
            </th>
            <th scope="col">Tháng</th>
            <th scope="col">Sự kiện</th>
            <th scope="col">Lý do</th>
            <th scope="col">Mã băm</th>
            <th scope="col" className="n">
              Điểm trừ
            </th>
          </tr>
        </thead>
        <tbody>
          {account.entries.map((entry) => (
            <tr key={entry.sequence}>
              <td className="n">{entry.sequence}</td>
              <td>{formatMonth(entry.month)}</td>
              <td className="tight">
                {ledgerEventWords[entry.event]}
                {entry.revision > 1 && ` (lần đánh giá ${entry.revision})`}
              </td>
              <td>{entry.reason}</td>
              <td className="tight">
                <code title={entry.hash}>{entry.hash.slice(0, SHORT_HASH_LENGTH)}</code>
              </td>
              <td className="n">{formatPoints(entry.pointsHundredths)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={5}>
              Cộng điểm trừ năm {account.year}
            </th>
            <td className="n">{formatPoints(account.balanceHundredths)}</td>
          </tr>
        </tfoot>
      </table>
    </Scroll>
  );
}
