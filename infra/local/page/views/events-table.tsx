import type { Deduction } from '../../../../shared/ledger/deduction.ts';
import { formatMonth, formatPoints } from '../../../../shared/report/format-vietnamese.ts';
import { type EventLine, listEvents } from '../../../../shared/report/list-events.ts';
import type { LocalMail } from '../../mailbox.ts';
import { paths } from './paths.ts';

interface EventsTableProps {
  readonly deduction: Deduction;
  readonly mails: readonly LocalMail[];
  readonly timeZone: string;
}

/** Everything that was entered about a month's deduction, in its order, and what it comes to. */
export function EventsTable({ deduction, mails, timeZone }: EventsTableProps) {
  const { entries, month, takenHundredths } = deduction;
  return (
    <table className="cards events">
      <caption>
        Các bút toán của tháng {formatMonth(month)} trong sổ điểm trừ. Dấu + là trừ điểm, dấu − là trả lại điểm; dòng
        không có số không làm thay đổi điểm.
      </caption>
      <thead>
        <tr>
          <th scope="col" className="tight">
            Bút toán
          </th>
          <th scope="col">Ngày</th>
          <th scope="col">Nội dung</th>
          <th scope="col">Người thực hiện</th>
          <th scope="col">Văn bản, thư</th>
          <th scope="col" className="n">
            Điểm
          </th>
        </tr>
      </thead>
      <tbody>
        {listEvents(entries, timeZone).map((line) => (
          <EventRow key={line.sequence} line={line} mails={mails} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={5}>
            Điểm trừ của tháng
          </th>
          <td className="n">{formatPoints(takenHundredths)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function EventRow({ line, mails }: { readonly line: EventLine; readonly mails: readonly LocalMail[] }) {
  return (
    <tr>
      <th scope="row" className="tight" data-label="Bút toán số">
        {line.number}
      </th>
      <td className="date" data-label="Ngày">
        {line.day}
      </td>
      <td className="whole">
        <strong>{line.event}.</strong> {line.happened} {line.reason}
        {line.explanation !== null && <q className="said">{line.explanation}</q>}
      </td>
      <td data-label="Người thực hiện">{line.actor}</td>
      <td data-label="Văn bản, thư">
        <Reference reference={line.reference} mails={mails} />
      </td>
      <td className="n" data-label="Điểm">
        {line.points ?? (line.proposed === null ? '–' : <span className="note">đề xuất {line.proposed}</span>)}
      </td>
    </tr>
  );
}

/** A notice's id says nothing to a reader: it is shown as the letter that it names. */
function Reference({ reference, mails }: { readonly reference: string | null; readonly mails: readonly LocalMail[] }) {
  if (reference === null) return '–';
  const mail = mails.find(({ noticeId }) => noticeId === reference);
  return mail === undefined ? reference : <a href={paths.mail(mail.messageId)}>Thư thông báo đã gửi</a>;
}
