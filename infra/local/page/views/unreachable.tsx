import type { AddressAside } from '../../../../shared/notice/address-aside.ts';
import type { UnreachableUnit } from '../../../../shared/notice/list-unreachable.ts';
import { formatCount, formatDay } from '../../../../shared/report/format-vietnamese.ts';
import { type Frame, Layout, Scroll } from './layout.tsx';
import { paths } from './paths.ts';

export interface UnreachableProps {
  readonly frame: Frame;
  readonly units: readonly UnreachableUnit[];
  /** The calendar day of an instant, in the province's time zone. */
  readonly dayOf: (instant: string) => string;
}

/** Units of whose addresses some are not mailed any more, or that have none: why, since when, what to do. */
export function Unreachable({ frame, units, dayOf }: UnreachableProps) {
  return (
    <Layout
      frame={frame}
      title="Đơn vị không nhận được thư"
      section="mailbox"
      crumbs={[{ text: 'Thư đã gửi', href: paths.mailbox() }]}
    >
      <h1>Đơn vị không nhận được thư</h1>
      <p className="lede">
        Địa chỉ nào bị trả lại thư thì hệ thống ngừng gửi đến, cho đến khi danh mục đơn vị được sửa. Nội dung chưa đến
        được ai sẽ được báo khi có địa chỉ nhận được thư.
      </p>
      {units.length === 0 ? (
        <p>Mọi đơn vị có nội dung phải báo đều nhận được thư.</p>
      ) : (
        <UnreachableTable units={units} dayOf={dayOf} />
      )}
    </Layout>
  );
}

function UnreachableTable({ units, dayOf }: Omit<UnreachableProps, 'frame'>) {
  const caption = `${formatCount(units.length)} đơn vị; đơn vị chưa ai nhận được thư ở trên`;
  return (
    <Scroll label={caption}>
      <table className="cards">
        <caption>
          <span>{caption}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">Đơn vị</th>
            <th scope="col">Từ ngày</th>
            <th scope="col">Vì sao</th>
            <th scope="col">Cần làm gì</th>
          </tr>
        </thead>
        <tbody>
          {units.map(({ unit, asides, hasNobody, since }) => (
            <tr key={unit.unitId}>
              <th scope="row">
                <a href={paths.unit(unit.unitId)}>{unit.name}</a>
              </th>
              <td className="date" data-label="Từ ngày">
                {formatDay(dayOf(since))}
              </td>
              <td className="sentence">
                <Reasons asides={asides} dayOf={dayOf} />
              </td>
              <td className="sentence">{adviceFor(asides, hasNobody)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Reasons({ asides, dayOf }: { readonly asides: readonly AddressAside[] } & Pick<UnreachableProps, 'dayOf'>) {
  if (asides.length === 0) return 'Danh mục đơn vị không có địa chỉ thư điện tử của thủ trưởng và của cấp phó.';
  return asides.map(({ address, reason, since }) => (
    <div key={address}>
      <strong>{address}</strong>: {reason.startsWith('Complaint') ? 'người nhận báo là thư rác' : 'thư bị trả lại'} ngày{' '}
      {formatDay(dayOf(since))}
      <details className="evidence">
        <summary>Máy chủ thư báo</summary>
        {reason}
      </details>
    </div>
  ));
}

function adviceFor(asides: readonly AddressAside[], hasNobody: boolean): string {
  const standing = hasNobody ? 'Chưa ai của đơn vị nhận được thư.' : 'Các địa chỉ khác của đơn vị vẫn được gửi thư.';
  if (asides.length === 0) return `${standing} Bổ sung địa chỉ trong units.csv và nạp lại danh mục.`;
  return `${standing} Sửa địa chỉ trong units.csv và nạp lại danh mục; nếu địa chỉ vẫn đúng và đã nhận được thư, đề nghị quản trị viên cho gửi lại.`;
}
