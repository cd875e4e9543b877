import { formatCount, formatDay, formatMonth, formatPercent } from '../../../../shared/report/format-vietnamese.ts';
import type { AssignmentRow } from '../../../../shared/report/list-assignments.ts';
import { riseUntoldWords } from '../../../../shared/report/words.ts';
import { describeRise, procedureInWords } from '../../../../shared/rise/describe-rise.ts';
import type { RiseCause, RiseFigures, UnitRise } from '../../../../shared/rise/rise.ts';
import { Scroll } from './layout.tsx';
import { paths } from './paths.ts';

/** A unit's month against the one before, as it was kept. */
export interface ShownRise {
  readonly month: string;
  readonly monthBefore: string;
  readonly rise: UnitRise;
  /** Null: nobody was asked to explain. */
  readonly request: AssignmentRow | null;
}

interface MonthRiseProps {
  readonly unitName: string;
  /** Null: the month was not compared yet. */
  readonly shown: ShownRise | null;
}

/** Whether more was overdue than in the month before and, where it was, why, where, and what became of it. */
export function MonthRise({ unitName, shown }: MonthRiseProps) {
  return (
    <section aria-labelledby="so-thang-truoc">
      <h2 id="so-thang-truoc">So với tháng trước</h2>
      {shown === null ? <p>Tháng này chưa được so với tháng trước.</p> : <Answer unitName={unitName} shown={shown} />}
    </section>
  );
}

function Answer({ unitName, shown }: { readonly unitName: string; readonly shown: ShownRise }) {
  const { month, monthBefore, rise } = shown;
  const { before, now, cause, because } = rise;
  if (because !== null)
    return (
      <p>
        Chưa so được với tháng {formatMonth(monthBefore)}: {riseUntoldWords[because]}.
      </p>
    );
  if (before === null || now === null) return null;
  if (cause === null) {
    return (
      <p>
        Quá hạn {formatCount(now.overdue)} hồ sơ, tháng {formatMonth(monthBefore)} {formatCount(before.overdue)} hồ sơ:
        không tăng đến mức phải giải trình.
      </p>
    );
  }
  return (
    <>
      <p>{describeRise({ month, monthBefore, unitName, before, now, cause })}</p>
      <FiguresTable before={before} now={now} months={[monthBefore, month]} />
      <PartsTable cause={cause} more={now.overdue - before.overdue} />
      <ProceduresList cause={cause} />
      <p>
        <a href={paths.riseList({ unitId: rise.unitId, month })}>Tải danh sách hồ sơ quá hạn (tệp CSV)</a>:{' '}
        {countOf(cause.dossiers)}, hồ sơ mới quá hạn ở trên.
      </p>
      <Request request={shown.request} />
    </>
  );
}

const rows = [
  { name: 'received', text: 'Tiếp nhận trong kỳ' },
  { name: 'carriedOver', text: 'Kỳ trước chuyển sang' },
  { name: 'overdue', text: 'Quá hạn' },
  { name: 'becameOverdue', text: 'Trong đó quá hạn trong kỳ' },
  { name: 'overdueAtStart', text: 'Trong đó đã quá hạn từ trước' },
] as const satisfies readonly { name: keyof RiseFigures; text: string }[];

interface FiguresTableProps {
  readonly before: RiseFigures;
  readonly now: RiseFigures;
  readonly months: readonly [string, string];
}

function FiguresTable({ before, now, months }: FiguresTableProps) {
  return (
    <Scroll label="Số liệu hai tháng">
      <table>
        <caption>
          <span>Số liệu hai tháng, đếm theo cùng một cách</span>
        </caption>
        <thead>
          <tr>
            <td />
            {months.map((month) => (
              <th key={month} scope="col" className="n">
                {formatMonth(month)}
              </th>
            ))}
            <th scope="col" className="n">
              Tăng, giảm
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, text }) => (
            <tr key={name}>
              <th scope="row">{text}</th>
              <td className="n">{formatCount(before[name])}</td>
              <td className="n">{formatCount(now[name])}</td>
              <td className="n">{signed(now[name] - before[name])}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">Tỷ lệ quá hạn</th>
            <td className="n">{rateOf(before)}</td>
            <td className="n">{rateOf(now)}</td>
            <td />
          </tr>
        </tbody>
      </table>
    </Scroll>
  );
}

const parts = [
  { name: 'moreIntake', text: 'Số hồ sơ phải giải quyết nhiều hơn, ít hơn' },
  { name: 'slowerHandling', text: 'Giải quyết chậm hơn, nhanh hơn' },
  { name: 'olderBacklog', text: 'Hồ sơ quá hạn tồn từ trước nhiều hơn, ít hơn' },
] as const satisfies readonly { name: keyof RiseCause['parts']; text: string }[];

function PartsTable({ cause, more }: { readonly cause: RiseCause; readonly more: number }) {
  return (
    <table>
      <caption>
        <span>Vì sao tăng; các phần cộng lại đúng bằng số tăng</span>
      </caption>
      <tbody>
        {parts.map(({ name, text }) => (
          <tr key={name}>
            <th scope="row">{text}</th>
            <td className="n">{signed(cause.parts[name])}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">Cộng</th>
          <td className="n">{signed(more)}</td>
        </tr>
      </tbody>
    </table>
  );
}

function ProceduresList({ cause: { procedures, otherProcedures } }: { readonly cause: RiseCause }) {
  return (
    <>
      <p>Thủ tục có hồ sơ quá hạn tăng nhiều nhất:</p>
      <ul>
        {procedures.map((one) => (
          <li key={one.procedure}>
            {procedureInWords(one)}: từ {formatCount(one.before)} lên {formatCount(one.now)} (
            {signed(one.now - one.before)})
          </li>
        ))}
        {otherProcedures !== 0 && <li>Các thủ tục khác: {signed(otherProcedures)}</li>}
      </ul>
    </>
  );
}

function Request({ request }: { readonly request: AssignmentRow | null }) {
  if (request === null) return null;
  const { dueOn, receivedOn, reference, workingDaysLate } = request;
  const late = workingDaysLate === 0 ? '' : `, chậm ${formatCount(workingDaysLate)} ngày làm việc`;
  return (
    <p>
      Đơn vị được đề nghị giải trình chậm nhất ngày {formatDay(dueOn)}:{' '}
      {receivedOn === null
        ? `chưa nhận được giải trình${late}.`
        : `đã nhận ngày ${formatDay(receivedOn)}${reference === null ? '' : ` (${reference})`}${late}.`}
    </p>
  );
}

function countOf({ listed, total }: RiseCause['dossiers']): string {
  const all = `${formatCount(total)} hồ sơ`;
  return listed === total ? all : `${formatCount(listed)} trên ${all}`;
}

function rateOf({ overdue, denominator }: RiseFigures): string {
  return formatPercent({ numerator: overdue, denominator });
}

function signed(count: number): string {
  return count > 0 ? `+${formatCount(count)}` : formatCount(count);
}
