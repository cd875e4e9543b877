import { formatCount, formatDay, formatMonth } from '../../../../shared/report/format-vietnamese.ts';
import type { DayState, SnapshotDay, SourceSummary } from '../../../../shared/report/summarise-snapshots.ts';
import { quarantineWords } from '../../../../shared/report/words.ts';
import type { AcceptedReceipt } from '../../../../shared/snapshot/receipt.ts';
import { type Frame, Layout, Scroll } from './layout.tsx';

type Reporters = NonNullable<AcceptedReceipt['reporters']>;

const stateWords: Readonly<Record<DayState, { sign: string; text: string }>> = {
  clean: { sign: '✓', text: 'nhận đủ' },
  'with-rejects': { sign: 'n', text: 'nhận, trừ n dòng bị loại' },
  released: { sign: 'D', text: 'nhận sau khi được duyệt' },
  replaced: { sign: 'T', text: 'nhận tệp thay cho tệp bị giữ lại' },
  quarantined: { sign: '!', text: 'bị giữ lại' },
  missing: { sign: '✕', text: 'thiếu' },
  'not-expected': { sign: '·', text: 'không phải gửi' },
  'out-of-range': { sign: '', text: 'ngoài thời gian theo dõi' },
};

const shownInKey: readonly DayState[] = [
  'clean',
  'with-rejects',
  'released',
  'replaced',
  'quarantined',
  'missing',
  'not-expected',
];

/** What came of each source, day by day. */
export function Snapshots({ frame, sources }: { readonly frame: Frame; readonly sources: readonly SourceSummary[] }) {
  return (
    <Layout frame={frame} title="Dữ liệu" section="snapshots">
      <h1>Dữ liệu nhận hằng ngày</h1>
      <p className="lede">
        Mỗi nguồn gửi mỗi ngày một tệp. Không dòng nào bị bỏ đi mà không ghi lại: số dòng đọc được luôn bằng số dòng
        nhận, bị loại và ngoài phạm vi cộng lại.
      </p>
      {sources.length === 0 && <p>Chưa nhận được tệp nào.</p>}
      <ul className="key">
        {shownInKey.map((state) => (
          <li key={state}>
            <span className={`day ${state}`} aria-hidden="true">
              {stateWords[state].sign}
            </span>
            {stateWords[state].text}
          </li>
        ))}
      </ul>
      {sources.map((summary) => (
        <SourceSection key={summary.source.sourceId} summary={summary} />
      ))}
    </Layout>
  );
}

function SourceSection({ summary }: { readonly summary: SourceSummary }) {
  const { source, latest, daysIn } = summary;
  return (
    <section aria-labelledby={`nguon-${source.sourceId}`}>
      <h2 id={`nguon-${source.sourceId}`}>{source.name}</h2>
      <p>
        Từ {formatDay(summary.firstDay)} đến {formatDay(summary.lastDay)}: {formatCount(accepted(summary))} ngày nhận
        được, {formatCount(summary.rejectedDays.length)} ngày có dòng bị loại, {formatCount(daysIn.missing)} ngày thiếu;{' '}
        {formatCount(summary.quarantines.length)} tệp bị giữ lại.
        {latest !== null && (
          <>
            {' '}
            Tệp mới nhất có {formatCount(latest.rowsRead)} dòng: nhận {formatCount(latest.accepted)}, loại{' '}
            {formatCount(latest.rejected)}, ngoài phạm vi {formatCount(latest.outside)}.
            {latest.reporters !== null && <> Tệp này {reportersInWords(latest.reporters)}.</>}
          </>
        )}
      </p>
      <Calendar summary={summary} />
      <Quarantines summary={summary} />
      <Rejects summary={summary} />
    </section>
  );
}

function Calendar({ summary }: { readonly summary: SourceSummary }) {
  return (
    <Scroll label={`Lịch nhận dữ liệu của ${summary.source.name}`}>
      <table className="days">
        <caption>
          <span>Lịch nhận dữ liệu: mỗi hàng một tháng, mỗi cột một ngày</span>
        </caption>
        <thead>
          <tr>
            <td />
            {Array.from({ length: 31 }, (_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the days of a month
              <th key={index} scope="col">
                {index + 1}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {summary.months.map(({ month, days }) => (
            <tr key={month}>
              <th scope="row">{formatMonth(month)}</th>
              {days.map((day) => (
                <td key={day.day}>
                  <DayCell day={day} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function DayCell({ day }: { readonly day: SnapshotDay }) {
  const { sign, text } = stateWords[day.state];
  return (
    <span className={`day ${day.state}`} title={`${formatDay(day.day)}: ${text}${countsOf(day)}`}>
      <span aria-hidden="true">{day.state === 'with-rejects' ? shortCount(day.accepted?.rejected ?? 0) : sign}</span>
      <span className="hidden">{text}</span>
    </span>
  );
}

/** What fits into a cell. */
function shortCount(count: number): string {
  return count > 99 ? '99+' : String(count);
}

function countsOf({ accepted: receipt }: SnapshotDay): string {
  if (receipt === null) return '';
  const reporters = receipt.reporters === null ? '' : `; ${reportersInWords(receipt.reporters)}`;
  return `; đọc ${formatCount(receipt.rowsRead)}, nhận ${formatCount(receipt.accepted)}, loại ${formatCount(receipt.rejected)}, thay đổi ${formatCount(receipt.changed)}${reporters}`;
}

function reportersInWords({ expected, shown, droppedOut }: Reporters): string {
  const told = `có hồ sơ của ${formatCount(shown)} trên ${formatCount(expected)} đơn vị lấy số liệu từ nguồn này`;
  if (droppedOut === 0) return told;
  return `${told}; ${formatCount(droppedOut)} đơn vị còn hồ sơ đang giải quyết nhưng tệp không còn dòng nào`;
}

function Quarantines({ summary }: { readonly summary: SourceSummary }) {
  if (summary.quarantines.length === 0) return null;
  return (
    <Scroll label="Tệp bị giữ lại">
      <table>
        <caption>
          <span>Tệp bị giữ lại toàn bộ để kiểm tra; số liệu không đổi cho đến khi được duyệt hoặc gửi lại</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">Ngày</th>
            <th scope="col">Tệp</th>
            <th scope="col" className="n">
              Số dòng
            </th>
            <th scope="col">Lý do</th>
          </tr>
        </thead>
        <tbody>
          {summary.quarantines.map((receipt) => (
            <tr key={receipt.objectKey}>
              <td className="date">{formatDay(receipt.day)}</td>
              <td className="tight">
                <code>{receipt.objectKey.slice(receipt.objectKey.lastIndexOf('/') + 1)}</code>
              </td>
              <td className="n">{formatCount(receipt.rowsRead)}</td>
              <td className="long">
                {receipt.reasons.map(({ code, message }) => quarantineWords[code] ?? message).join('; ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Rejects({ summary }: { readonly summary: SourceSummary }) {
  if (summary.rejectedDays.length === 0) return null;
  return (
    <details>
      <summary>
        {formatCount(summary.rejectedDays.length)} ngày có dòng bị loại{' '}
        <span className="note">số dòng đọc, nhận, loại, ngoài phạm vi</span>
      </summary>
      <Scroll label="Ngày có dòng bị loại">
        <table>
          <caption>
            <span>Ngày có dòng bị loại; từng dòng được giữ lại kèm vị trí, giá trị và lý do</span>
          </caption>
          <thead>
            <tr>
              <th scope="col">Ngày</th>
              <th scope="col" className="n">
                Đọc
              </th>
              <th scope="col" className="n">
                Nhận
              </th>
              <th scope="col" className="n">
                Loại
              </th>
              <th scope="col" className="n">
                Ngoài phạm vi
              </th>
              <th scope="col" className="n">
                Thay đổi
              </th>
            </tr>
          </thead>
          <tbody>
            {summary.rejectedDays.map((receipt) => (
              <tr key={receipt.day}>
                <td className="date">{formatDay(receipt.day)}</td>
                <td className="n">{formatCount(receipt.rowsRead)}</td>
                <td className="n">{formatCount(receipt.accepted)}</td>
                <td className="n">{formatCount(receipt.rejected)}</td>
                <td className="n">{formatCount(receipt.outside)}</td>
                <td className="n">{formatCount(receipt.changed)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}

function accepted({ daysIn }: SourceSummary): number {
  return daysIn.clean + daysIn['with-rejects'] + daysIn.released + daysIn.replaced;
}
