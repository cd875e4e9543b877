import type { Notice } from '../../../../shared/notice/notice.ts';
import { formatDay, formatMonth } from '../../../../shared/report/format-vietnamese.ts';
import type { MuteRow } from '../../../../shared/report/list-mutes.ts';
import { noticeStatusWords } from '../../../../shared/report/words.ts';
import type { LocalMail } from '../../mailbox.ts';
import { type Frame, Layout, Scroll } from './layout.tsx';
import { MonthLinks } from './month-links.tsx';
import { MutesTable } from './mutes-table.tsx';
import { paths } from './paths.ts';

export interface MailboxProps {
  readonly frame: Frame;
  readonly months: readonly { readonly month: string }[];
  readonly current: string | null;
  /** The mails of the current month. */
  readonly mails: readonly LocalMail[];
  readonly total: number;
  readonly notices: readonly Notice[];
  readonly mutes: readonly MuteRow[];
  readonly nameOf: (unitId: string) => string | null;
}

/** Every e-mail that went out, month by month. */
export function Mailbox({ frame, months, current, mails, total, notices, mutes, nameOf }: MailboxProps) {
  return (
    <Layout frame={frame} title="Thư đã gửi" section="mailbox">
      <h1>Thư đã gửi</h1>
      <p>
        {total} thư do hệ thống soạn cho thủ trưởng các đơn vị. Ở chế độ chạy thử, thư chỉ nằm tại đây, không thư nào ra
        khỏi máy này. <a href={paths.unreachable}>Đơn vị không nhận được thư</a>
      </p>
      {current === null ? (
        <p>Chưa có thư nào.</p>
      ) : (
        <>
          <MonthLinks months={months} current={current} hrefOf={paths.mailbox} />
          <Scroll label="Danh sách thư">
            <table className="ranked mails">
              <caption>
                <span>
                  {mails.length} thư trong tháng {formatMonth(current)}, mới nhất ở trên
                </span>
              </caption>
              <thead>
                <tr>
                  <th scope="col">Tiêu đề</th>
                  <th scope="col">Ngày gửi</th>
                  <th scope="col">Người nhận</th>
                  <th scope="col">Trạng thái</th>
                </tr>
              </thead>
              <tbody>
                {mails.map((mail) => (
                  <tr key={mail.messageId}>
                    <th scope="row">
                      <a href={paths.mail(mail.messageId)}>{mail.subject}</a>
                    </th>
                    <td className="date">{formatDay(mail.sentOn)}</td>
                    <td>
                      <Recipient mail={mail} notices={notices} />
                    </td>
                    <td>{statusOf(mail, notices)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </>
      )}
      <MutesTable mutes={mutes} nameOf={nameOf} />
    </Layout>
  );
}

export interface MailPageProps {
  readonly frame: Frame;
  readonly mail: LocalMail;
  readonly notice: Notice | null;
  readonly nameOf: (unitId: string) => string | null;
}

/** One e-mail, as its reader sees it. */
export function MailPage({ frame, mail, notice, nameOf }: MailPageProps) {
  const crumbs = [{ text: 'Thư đã gửi', href: paths.mailbox(mail.sentOn.slice(0, 7)) }];
  return (
    <Layout frame={frame} title={mail.subject} section="mailbox" crumbs={crumbs}>
      <h1>{mail.subject}</h1>
      <dl className="facts">
        <dt>Ngày gửi</dt>
        <dd>{formatDay(mail.sentOn)}</dd>
        <dt>Từ</dt>
        <dd>{mail.from}</dd>
        <dt>Đến</dt>
        <dd>{mail.to.join(', ')}</dd>
        {mail.cc.length > 0 && (
          <>
            <dt>Đồng gửi</dt>
            <dd>{mail.cc.join(', ')}</dd>
          </>
        )}
        <dt>Trạng thái</dt>
        <dd>
          {notice === null ? 'Không rõ' : noticeStatusWords[notice.status]}
          {notice?.statusReason != null && `: ${notice.statusReason}`}
        </dd>
        {notice !== null && (
          <>
            <dt>Về đơn vị</dt>
            <dd>
              {notice.unitIds.map((unitId, index) => (
                <span key={unitId}>
                  {index > 0 && ', '}
                  {nameOf(unitId) === null ? unitId : <a href={paths.unit(unitId)}>{nameOf(unitId)}</a>}
                </span>
              ))}
            </dd>
          </>
        )}
        {mail.attachments.length > 0 && (
          <>
            <dt>Tệp đính kèm</dt>
            <dd>
              {mail.attachments.map(({ filename, content }, index) => (
                <span key={filename}>
                  {index > 0 && ', '}
                  <a href={paths.attachment(mail.messageId, index)}>{filename}</a>{' '}
                  <span className="note">({sizeOf(content)})</span>
                </span>
              ))}
            </dd>
          </>
        )}
      </dl>
      <iframe className="letter" title="Nội dung thư" sandbox="" src={paths.mailBody(mail.messageId)} />
      <details>
        <summary>Bản văn bản thuần của thư</summary>
        <pre className="plain">{mail.text}</pre>
      </details>
    </Layout>
  );
}

/** Who reads it, by office, and at which address. */
function Recipient({ mail, notices }: { readonly mail: LocalMail; readonly notices: readonly Notice[] }) {
  const name = notices.find(({ noticeId }) => noticeId === mail.noticeId)?.recipientName ?? '';
  return (
    <>
      {name !== '' && <div>{name}</div>}
      <span className="note">{mail.to.join(', ')}</span>
    </>
  );
}

function statusOf(mail: LocalMail, notices: readonly Notice[]): string {
  const notice = notices.find(({ noticeId }) => noticeId === mail.noticeId);
  return notice === undefined ? 'Không rõ' : noticeStatusWords[notice.status];
}

function sizeOf(content: Uint8Array): string {
  return content.length < 1024 ? `${content.length} byte` : `${Math.round(content.length / 1024)} KB`;
}
