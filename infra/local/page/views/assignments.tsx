import type { StandingState } from '../../../../shared/assignment/standing-of.ts';
import type { Day } from '../../../../shared/calendar/day.ts';
import { formatCount, formatDay } from '../../../../shared/report/format-vietnamese.ts';
import type { AssignmentRow } from '../../../../shared/report/list-assignments.ts';
import { type Frame, Layout, Scroll } from './layout.tsx';
import { paths } from './paths.ts';

export interface AssignmentsProps {
  readonly frame: Frame;
  readonly day: Day;
  readonly rows: readonly AssignmentRow[];
  readonly nameOf: (unitId: string) => string | null;
}

const stateWords: Readonly<Record<StandingState, string>> = {
  open: 'Chưa đến hạn',
  reopened: 'Bị trả lại, chờ báo cáo lại',
  late: 'Quá hạn, chưa báo cáo',
  'reported-on-time': 'Đã báo cáo đúng hạn',
  'reported-late': 'Đã báo cáo, chậm',
};

/** What directives order, who owes what, and how that stands: a table for each report, what is complete folded. */
export function Assignments({ frame, day, rows, nameOf }: AssignmentsProps) {
  const instances = [...Map.groupBy(rows, ({ assignmentId }) => assignmentId).values()];
  const awaited = instances.filter((one) => !isComplete(one));
  const complete = instances.filter(isComplete).toReversed();
  const late = rows.filter(({ state }) => state === 'late');
  return (
    <Layout frame={frame} title="Báo cáo được giao" section="assignments">
      <h1>Báo cáo được giao</h1>
      <p className="lede">
        Đến ngày {formatDay(day)}: {formatCount(late.length)} báo cáo quá hạn chưa nhận được trong tổng số{' '}
        {formatCount(rows.length)} báo cáo của các đơn vị. Hạn ban đầu luôn được giữ bên cạnh hạn sau khi gia hạn.
      </p>
      {rows.length === 0 && <p>Chưa có báo cáo nào được giao.</p>}
      {awaited.map((ofInstance) => (
        <Instance key={ofInstance[0]?.assignmentId} rows={ofInstance} nameOf={nameOf} />
      ))}
      {complete.length > 0 && (
        <details>
          <summary>
            <strong>Đã nhận đủ</strong>
            <span className="note">{formatCount(complete.length)} nhiệm vụ báo cáo</span>
          </summary>
          {complete.map((ofInstance) => (
            <Instance key={ofInstance[0]?.assignmentId} rows={ofInstance} nameOf={nameOf} />
          ))}
        </details>
      )}
    </Layout>
  );
}

function isComplete(ofInstance: readonly AssignmentRow[]): boolean {
  return ofInstance.every(({ receivedOn }) => receivedOn !== null);
}

function Instance({ rows, nameOf }: Pick<AssignmentsProps, 'rows' | 'nameOf'>) {
  const [first] = rows;
  if (first === undefined) return null;
  const { assignmentId, directive, item, title } = first;
  const received = rows.filter(({ receivedOn }) => receivedOn !== null).length;
  const caption = `${directive}${item === '' ? '' : `, mục ${item}`}; mã ${assignmentId}: đã nhận ${formatCount(received)}/${formatCount(rows.length)} báo cáo`;
  return (
    <section aria-label={assignmentId}>
      <h2>{title}</h2>
      <Scroll label={caption}>
        <table className="cards">
          <caption>
            <span>{caption}</span>
          </caption>
          <thead>
            <tr>
              <th scope="col">Đơn vị</th>
              <th scope="col">Hạn ban đầu</th>
              <th scope="col">Hạn hiện nay</th>
              <th scope="col">Tình trạng</th>
              <th scope="col">Nhận ngày</th>
              <th scope="col">Số, văn bản</th>
              <th scope="col" className="n">
                Chậm (ngày làm việc)
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.unitId} row={row} name={nameOf(row.unitId)} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function Row({ row, name }: { readonly row: AssignmentRow; readonly name: string | null }) {
  const { unitId, role, firstDueOn, dueOn, state, receivedOn, reference, file, workingDaysLate } = row;
  return (
    <tr>
      <td data-label="Đơn vị">
        {name === null ? unitId : <a href={paths.unit(unitId)}>{name}</a>}
        {role === 'lead' && ' (chủ trì)'}
      </td>
      <td className="date" data-label="Hạn ban đầu">
        {formatDay(firstDueOn)}
      </td>
      <td className="date" data-label="Hạn hiện nay">
        {formatDay(dueOn)}
      </td>
      <td data-label="Tình trạng">
        {state === 'late' ? <strong>{stateWords[state]}</strong> : stateWords[state]}
        <Course row={row} />
      </td>
      <td className="date" data-label="Nhận ngày">
        {receivedOn === null ? '–' : formatDay(receivedOn)}
      </td>
      <td data-label="Số, văn bản">{[reference, file].filter((text) => text !== null).join('; ') || '–'}</td>
      <td className="n" data-label="Chậm (ngày làm việc)">
        {workingDaysLate === 0 ? '–' : formatCount(workingDaysLate)}
      </td>
    </tr>
  );
}

/** How it came about: each extension with its document, each report that was handed back with the reason. */
function Course({ row: { extensions, reopenings } }: { readonly row: AssignmentRow }) {
  const lines = [
    ...extensions.map(({ dueOn, reference, reason }) => `gia hạn đến ${formatDay(dueOn)} (${reference ?? reason})`),
    ...reopenings.map(
      ({ receivedOn, reopenedOn, reason }) =>
        `báo cáo nhận ngày ${formatDay(receivedOn)} bị trả lại ngày ${formatDay(reopenedOn)}: ${reason}`,
    ),
  ];
  return lines.length === 0 ? null : <small>; {lines.join('; ')}</small>;
}
