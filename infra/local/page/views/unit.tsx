import { isOpen } from '../../../../shared/ledger/deduction.ts';
import { findDeduction } from '../../../../shared/ledger/deductions-of.ts';
import type { Policy } from '../../../../shared/policy/policy.ts';
import { explainDeduction } from '../../../../shared/report/explain-deduction.ts';
import { explainVerdict } from '../../../../shared/report/explain-verdict.ts';
import { formatDay, formatMonth, formatPoints } from '../../../../shared/report/format-vietnamese.ts';
import type { UnitSummary } from '../../../../shared/report/summarise-unit.ts';
import type { UnitMonth } from '../../../../shared/report/unit-month.ts';
import { TrendChart } from '../../../../shared/report/views/trend-chart.tsx';
import { VerdictMark } from '../../../../shared/report/views/verdict-mark.tsx';
import { noticeStatusWords } from '../../../../shared/report/words.ts';
import type { LocalMail } from '../../mailbox.ts';
import { CountsTable } from './counts-table.tsx';
import { FindingsTable } from './findings-table.tsx';
import { type Crumb, type Frame, Layout, Scroll } from './layout.tsx';
import { LedgerTable } from './ledger-table.tsx';
import { paths } from './paths.ts';
import { Predecessors, TrendNotes, WhatBecame } from './unit-lineage.tsx';

export interface UnitPageProps {
  readonly frame: Frame;
  readonly summary: UnitSummary;
  readonly policies: readonly Policy[];
  readonly mails: readonly LocalMail[];
}

/** One unit: its months, its account, what was found and what it was told. */
export function UnitPage({ frame, summary, policies, mails }: UnitPageProps) {
  const { unit, months, accounts, findings } = summary;
  return (
    <Layout frame={frame} title={unit.name} section={null} crumbs={crumbsOf(summary)}>
      <h1>{unit.name}</h1>
      <p className="note">
        {unit.headName === null ? 'Chưa ghi thủ trưởng đơn vị.' : `Thủ trưởng đơn vị: ${unit.headName}.`} Tính từ ngày{' '}
        {formatDay(unit.validFrom)}
        {unit.validTo !== null && ` đến ngày ${formatDay(unit.validTo)}`}.
      </p>
      <WhatBecame summary={summary} />
      <LatestVerdict summary={summary} policies={policies} />
      <h2>Tỷ lệ quá hạn theo tháng</h2>
      {months.length === 0 ? (
        <p>Chưa có số liệu nào của đơn vị.</p>
      ) : (
        <>
          <TrendChart trend={summary.trend} unitName={unit.name} />
          <TrendNotes summary={summary} />
          <h2>Số liệu từng tháng</h2>
          <CountsTable months={months} unitName={unit.name} />
          <Reasons summary={summary} policies={policies} />
        </>
      )}
      <h2 id="so-diem-tru">Sổ điểm trừ</h2>
      {accounts.length === 0 && <p>Sổ chưa có bút toán nào.</p>}
      {accounts.map((account) => (
        <div key={account.year}>
          <LedgerTable account={account} unitId={unit.unitId} timeZone={frame.timeZone} />
          <p>
            <a href={paths.statement(unit.unitId, account.year)}>Tải bảng kê điểm trừ năm {account.year} (tệp XLSX)</a>
          </p>
        </div>
      ))}
      <Predecessors summary={summary} />
      <h2>Phát hiện</h2>
      {findings.length === 0 ? (
        <p>Không có phát hiện nào về đơn vị.</p>
      ) : (
        <FindingsTable
          findings={findings}
          timeZone={frame.timeZone}
          caption={`${findings.length} phát hiện, mới nhất ở trên`}
        />
      )}
      {summary.inheritedFindings.length > 0 && (
        <FindingsTable
          findings={summary.inheritedFindings}
          timeZone={frame.timeZone}
          caption={`${summary.inheritedFindings.length} phát hiện sau khi sắp xếp về hồ sơ của các đơn vị cũ`}
        />
      )}
      <h2>Thông báo đã gửi</h2>
      <Notices summary={summary} mails={mails} />
      <Children summary={summary} />
    </Layout>
  );
}

export function crumbsOf({ parent }: UnitSummary): Crumb[] {
  const overview = { text: 'Tổng quan', href: paths.overview() };
  return parent === null ? [overview] : [overview, { text: parent.name, href: paths.unit(parent.unitId) }];
}

const draftWords = {
  only: 'Đây là dự thảo, đang chờ phê duyệt: chưa có hiệu lực, chưa trừ điểm.',
  newer: 'Một lần đánh giá lại đang chờ phê duyệt; trước đó, kết quả này vẫn có hiệu lực.',
} as const;

function LatestVerdict({ summary, policies }: Pick<UnitPageProps, 'summary' | 'policies'>) {
  const latest = summary.months.findLast(({ verdict }) => verdict !== null);
  if (latest === undefined) return null;
  const entries = summary.accounts.flatMap((account) => account.entries);
  const deduction = findDeduction(entries, latest);
  const total = summary.accounts.find(({ year }) => year === latest.month.slice(0, 4))?.balanceHundredths ?? 0;
  return (
    <div className={`ruling ${latest.verdict} ${latest.draft === 'only' ? 'draft' : ''}`}>
      <p className="kicker">Tháng {formatMonth(latest.month)}</p>
      <p className="marks">
        <VerdictMark verdict={latest.verdict} draft={latest.draft} />
      </p>
      <p>
        {explainVerdict(latest, policies)}
        {latest.draft !== undefined && ` ${draftWords[latest.draft]}`}{' '}
        <a href={paths.unitMonth(latest.unitId, latest.month)}>Xem cách tính và căn cứ</a>
      </p>
      <p>
        Điểm trừ năm {latest.month.slice(0, 4)} đến nay: <strong>{formatPoints(total)}</strong>.
        {deduction !== null && isOpen(deduction) && ` ${explainDeduction(deduction)}`}
      </p>
    </div>
  );
}

function Reasons({ summary, policies }: Pick<UnitPageProps, 'summary' | 'policies'>) {
  return (
    <>
      <h3>Vì sao kết luận như vậy</h3>
      <dl className="facts">
        {runsOf(summary.months, (month) => explainVerdict(month, policies)).map(({ first, last, text }) => (
          <div key={first.month} className="fact">
            <dt>
              Tháng {formatMonth(first.month)}
              {last !== first && ` đến ${formatMonth(last.month)}`}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Months in a row of which the same is to be said are said once. */
function runsOf(months: readonly UnitMonth[], textOf: (month: UnitMonth) => string) {
  const runs: { first: UnitMonth; last: UnitMonth; text: string }[] = [];
  for (const month of months) {
    const text = textOf(month);
    const run = runs.at(-1);
    if (run?.text === text) run.last = month;
    else runs.push({ first: month, last: month, text });
  }
  return runs;
}

function Notices({ summary, mails }: Pick<UnitPageProps, 'summary' | 'mails'>) {
  if (summary.notices.length === 0) return <p>Chưa gửi thông báo nào cho đơn vị.</p>;
  return (
    <Scroll label="Thông báo đã gửi">
      <table className="cards">
        <caption>
          <span>{summary.notices.length} thông báo có nội dung về đơn vị</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">Ngày</th>
            <th scope="col">Tiêu đề</th>
            <th scope="col">Người nhận</th>
            <th scope="col">Trạng thái</th>
          </tr>
        </thead>
        <tbody>
          {summary.notices.map((notice) => {
            const mail = mails.find(({ noticeId }) => noticeId === notice.noticeId);
            return (
              <tr key={notice.noticeId}>
                <td className="date" data-label="Ngày">
                  {formatDay(notice.day)}
                </td>
                <td data-label="Tiêu đề">
                  {mail === undefined ? notice.subject : <a href={paths.mail(mail.messageId)}>{notice.subject}</a>}
                </td>
                <td data-label="Người nhận">{notice.to.join(', ')}</td>
                <td data-label="Trạng thái">{noticeStatusWords[notice.status]}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}

function Children({ summary }: Pick<UnitPageProps, 'summary'>) {
  if (summary.children.length === 0) return null;
  return (
    <>
      <h2>Đơn vị trực thuộc địa bàn</h2>
      <ul className="plain-list">
        {summary.children.map((child) => (
          <li key={child.unitId}>
            <a href={paths.unit(child.unitId)}>{child.name}</a>
            {child.validTo !== null && ` (đến hết ngày ${formatDay(child.validTo)})`}
          </li>
        ))}
      </ul>
    </>
  );
}
