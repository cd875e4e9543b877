import { isOpen } from '../../../../shared/ledger/deduction.ts';
import { deductionsOf } from '../../../../shared/ledger/deductions-of.ts';
import type { LedgerEntry } from '../../../../shared/ledger/ledger-entry.ts';
import { formatMonth, formatPoints } from '../../../../shared/report/format-vietnamese.ts';
import { type EventLine, listEvents } from '../../../../shared/report/list-events.ts';
import type { YearAccount } from '../../../../shared/report/summarise-unit.ts';
import { Scroll } from './layout.tsx';
import { paths } from './paths.ts';

/** Enough of a SHA-256 to tell entries apart by eye. */
const SHORT_HASH_LENGTH = 12;

interface LedgerTableProps {
  readonly account: YearAccount;
  readonly unitId: string;
  readonly timeZone: string;
}

/** A unit's account of a year: every entry in order, and what they come to. */
export function LedgerTable({ account, unitId, timeZone }: LedgerTableProps) {
  return (
    <>
      <Scroll label={`Sổ điểm trừ năm ${account.year}`}>
        <table className="cards">
          <caption>
            <span>
              Sổ điểm trừ năm {account.year}. Dấu + là trừ điểm, dấu − là trả lại. Mỗi dòng mang mã băm nối với dòng
              trước; không dòng nào bị sửa.
            </span>
          </caption>
          <thead>
            <tr>
              <th scope="col" className="n">
                Bút toán
              </th>
              <th scope="col">Ngày</th>
              <th scope="col">Tháng</th>
              <th scope="col">Nội dung</th>
              <th scope="col">Người thực hiện</th>
              <th scope="col">Mã băm</th>
              <th scope="col" className="n">
                Điểm
              </th>
            </tr>
          </thead>
          <tbody>
            {listEvents(account.entries, timeZone).map((line, index) => {
              const entry = account.entries[index];
              return entry && <EntryRow key={line.sequence} entry={entry} line={line} unitId={unitId} />;
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={6}>
                Cộng điểm trừ năm {account.year}
              </th>
              <td className="n">{formatPoints(account.balanceHundredths)}</td>
            </tr>
          </tfoot>
        </table>
      </Scroll>
      <OpenProposals account={account} />
    </>
  );
}

interface EntryRowProps {
  readonly entry: LedgerEntry;
  readonly line: EventLine;
  readonly unitId: string;
}

function EntryRow({ entry, line, unitId }: EntryRowProps) {
  const { sequence, month, rule, revision, hash } = entry;
  return (
    <tr>
      <th scope="row" className="n" data-label="Bút toán số">
        {sequence}
      </th>
      <td className="date" data-label="Ngày">
        {line.day}
      </td>
      <td className="date" data-label="Tháng">
        <a href={paths.unitMonth(unitId, month, { rule })}>{formatMonth(month)}</a>
      </td>
      <td className="sentence">
        <strong>{line.event}.</strong> {line.happened} {line.reason}
        {revision > 1 && ` (Lần đánh giá ${revision}.)`}
      </td>
      <td data-label="Người thực hiện">{line.actor}</td>
      <td className="tight" data-label="Mã băm">
        <code title={hash}>{hash.slice(0, SHORT_HASH_LENGTH)}</code>
      </td>
      <td className="n" data-label="Điểm">
        {line.points ?? (line.proposed === null ? '–' : <span className="note">đề xuất {line.proposed}</span>)}
      </td>
    </tr>
  );
}

/** What may still be taken is said beside the balance, never in it. */
function OpenProposals({ account }: { readonly account: YearAccount }) {
  const open = deductionsOf(account.entries).filter(isOpen);
  if (open.length === 0) return null;
  const each = open.map(
    ({ askedHundredths, month }) => `${formatPoints(askedHundredths)} điểm tháng ${formatMonth(month)}`,
  );
  return <p>Đang đề xuất, chưa trừ: {each.join('; ')}.</p>;
}
