import { actorWords } from '../../../../shared/report/actor-words.ts';
import { formatDay } from '../../../../shared/report/format-vietnamese.ts';
import type { MuteRow } from '../../../../shared/report/list-mutes.ts';
import { Scroll } from './layout.tsx';
import { paths } from './paths.ts';

interface MutesTableProps {
  readonly mutes: readonly MuteRow[];
  readonly nameOf: (unitId: string) => string | null;
}

/** What units are not told for a time, by whose order and why. */
export function MutesTable({ mutes, nameOf }: MutesTableProps) {
  return (
    <>
      <h2>Nội dung đang tạm dừng thông báo</h2>
      <p>
        {mutes.length === 0
          ? 'Không có đơn vị nào đang được tạm dừng thông báo.'
          : 'Hết ngày nêu dưới đây, nội dung nào vẫn còn phải thông báo thì lại được gửi. Việc trừ điểm luôn được thông báo.'}
      </p>
      {mutes.length > 0 && (
        <Scroll label="Nội dung đang tạm dừng thông báo">
          <table className="cards">
            <caption>
              <span>{mutes.length} lệnh tạm dừng đang có hiệu lực, hết hạn sớm nhất ở trên</span>
            </caption>
            <thead>
              <tr>
                <th scope="col">Đơn vị</th>
                <th scope="col">Nội dung</th>
                <th scope="col">Đến hết ngày</th>
                <th scope="col">Người quyết định</th>
                <th scope="col">Lý do</th>
              </tr>
            </thead>
            <tbody>
              {mutes.map(({ unitId, kinds, until, actor, reason }) => (
                <tr key={`${unitId} ${until} ${kinds.join()}`}>
                  <th scope="row" data-label="Đơn vị">
                    {nameOf(unitId) === null ? unitId : <a href={paths.unit(unitId)}>{nameOf(unitId)}</a>}
                  </th>
                  <td data-label="Nội dung">{kinds.join('; ')}</td>
                  <td className="date" data-label="Đến hết ngày">
                    {formatDay(until)}
                  </td>
                  <td data-label="Người quyết định">{actorWords(actor)}</td>
                  <td data-label="Lý do">{reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
}
