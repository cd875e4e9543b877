import { formatCount, formatMonth } from '../../../../shared/report/format-vietnamese.ts';
import type { UnitMonth } from '../../../../shared/report/unit-month.ts';
import { OtherRules } from '../../../../shared/report/views/other-rules.tsx';
import { Rate } from '../../../../shared/report/views/rate.tsx';
import { VerdictMark } from '../../../../shared/report/views/verdict-mark.tsx';
import type { Counts } from '../../../../shared/tally/tally.ts';
import { Scroll } from './layout.tsx';
import { paths } from './paths.ts';

/** The published columns, in the order of the official tables. */
export const columns = [
  { name: 'received', group: 'Tiếp nhận', text: 'Trong tháng' },
  { name: 'carriedOver', group: 'Tiếp nhận', text: 'Kỳ trước chuyển sang' },
  { name: 'handled', group: 'Tiếp nhận', text: 'Cần xử lý' },
  { name: 'resolvedEarly', group: 'Đã giải quyết', text: 'Trước hạn' },
  { name: 'resolvedOnTime', group: 'Đã giải quyết', text: 'Đúng hạn' },
  { name: 'resolvedOverdue', group: 'Đã giải quyết', text: 'Quá hạn' },
  { name: 'resolvedNoDueDate', group: 'Đã giải quyết', text: 'Không có hạn' },
  { name: 'inProcessWithinDue', group: 'Đang giải quyết', text: 'Trong hạn' },
  { name: 'inProcessOverdue', group: 'Đang giải quyết', text: 'Quá hạn' },
  { name: 'inProcessNoDueDate', group: 'Đang giải quyết', text: 'Không có hạn' },
] as const satisfies readonly { name: keyof Counts; group: string; text: string }[];

const groups = [...Map.groupBy(columns, ({ group }) => group)].map(([name, members]) => ({
  name,
  width: members.length,
}));

/** A unit's months, each with all its columns, rate and verdict. */
export function CountsTable({
  months,
  unitName,
}: {
  readonly months: readonly UnitMonth[];
  readonly unitName: string;
}) {
  return (
    <Scroll label="Số liệu từng tháng">
      <table className="counts">
        <caption>
          <span>Số hồ sơ từng tháng của {unitName}, tính đến hết ngày cuối của kỳ</span>
        </caption>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              Tháng
            </th>
            {groups.map(({ name, width }) => (
              <th key={name} scope="colgroup" colSpan={width} className="group first">
                {name}
              </th>
            ))}
            <th scope="col" rowSpan={2} className="n wrap first">
              Tỷ lệ quá hạn
            </th>
            <th scope="col" rowSpan={2}>
              Kết luận
            </th>
          </tr>
          <tr>
            {columns.map(({ name, text }) => (
              <th key={name} scope="col" className={startsGroup(name) ? 'n wrap first' : 'n wrap'}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <tr key={month.month} className={month.draft === 'only' ? 'draft' : (month.verdict ?? 'open')}>
              <th scope="row" className="date">
                {month.verdict === null ? (
                  formatMonth(month.month)
                ) : (
                  <a href={paths.unitMonth(month.unitId, month.month)}>{formatMonth(month.month)}</a>
                )}
              </th>
              {columns.map(({ name }) => (
                <td key={name} className={startsGroup(name) ? 'n first' : 'n'}>
                  {month.counts === null ? '–' : formatCount(month.counts[name])}
                </td>
              ))}
              <td className="n first">
                <Rate month={month} />
              </td>
              <td>
                <VerdictMark verdict={month.verdict} draft={month.draft} />
                <OtherRules month={month} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function startsGroup(name: string): boolean {
  return name === 'received' || name === 'resolvedEarly' || name === 'inProcessWithinDue';
}
