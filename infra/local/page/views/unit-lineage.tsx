import type { TrendMonth } from '../../../../shared/report/carry-trend.ts';
import { formatDay, formatMonth, formatPoints } from '../../../../shared/report/format-vietnamese.ts';
import type { Relative } from '../../../../shared/report/list-relatives.ts';
import type { UnitSummary } from '../../../../shared/report/summarise-unit.ts';
import { Scroll } from './layout.tsx';
import { paths } from './paths.ts';

interface Summarised {
  readonly summary: UnitSummary;
}

const shareWords = { full: 'toàn bộ', partial: 'một phần' } as const;

/** What a unit that is no more went into; nothing of one that goes on. */
export function WhatBecame({ summary: { unit, successors } }: Summarised) {
  if (successors.length === 0) return null;
  const isEnded = unit.validTo !== null;
  return (
    <section className="ruling" aria-label="Sắp xếp đơn vị">
      <p className="marks">
        <span className="standing replaced">{isEnded ? 'Đơn vị cũ' : 'Đã chuyển một phần'}</span>
      </p>
      {[...Map.groupBy(successors, ({ on }) => on)].map(([on, units]) => (
        <p key={on}>
          Từ ngày {formatDay(on)}, {units.every(({ share }) => share === 'full') ? 'nhập toàn bộ' : 'chuyển từng phần'}{' '}
          vào <Names units={units} />.
        </p>
      ))}
      <p className="note">
        Số liệu, kết luận và sổ điểm trừ đến ngày đó vẫn thuộc đơn vị này; hồ sơ còn lại được theo dõi tiếp ở đơn vị
        mới.
      </p>
    </section>
  );
}

function Names({ units }: { readonly units: readonly Relative[] }) {
  return units.map(({ unitId, name }, index) => (
    <span key={unitId}>
      {index > 0 && ', '}
      <a href={paths.unit(unitId)}>{name}</a>
    </span>
  ));
}

/** The units that this one came from: their months and accounts stay theirs, and are reached from here. */
export function Predecessors({ summary: { unit, predecessors } }: Summarised) {
  if (predecessors.length === 0) return null;
  return (
    <>
      <h2 id="don-vi-cu">Đơn vị cũ</h2>
      <Scroll label="Đơn vị cũ">
        <table>
          <caption>
            <span>
              {predecessors.length} đơn vị đã nhập vào {unit.name}. Số liệu, kết luận và điểm trừ trước ngày nhập vẫn
              thuộc đơn vị cũ, không cộng vào sổ của đơn vị này.
            </span>
          </caption>
          <thead>
            <tr>
              <th scope="col">Đơn vị cũ</th>
              <th scope="col">Nhập vào</th>
              <th scope="col">Từ ngày</th>
              <th scope="col">Sổ điểm trừ của đơn vị cũ</th>
            </tr>
          </thead>
          <tbody>
            {predecessors.map(({ unitId, name, share, on, accounts }) => (
              <tr key={`${unitId} ${on}`}>
                <th scope="row">
                  <a href={paths.unit(unitId)}>{name}</a>
                </th>
                <td>{shareWords[share]}</td>
                <td className="date">{formatDay(on)}</td>
                <td>
                  {accounts.length === 0
                    ? 'chưa có bút toán'
                    : accounts.map(({ year, balanceHundredths }) => (
                        <div key={year}>
                          Năm {year}: {formatPoints(balanceHundredths)} điểm
                        </div>
                      ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

/** What the chart shows of months before a merger, in words. */
export function TrendNotes({ summary: { trend, predecessors } }: Summarised) {
  const nameOf = (unitId: string) => predecessors.find((one) => one.unitId === unitId)?.name ?? unitId;
  const carried = trend.filter(({ scope }) => scope === 'carried');
  const broken = trend.filter(({ scope }) => scope === 'partial' || scope === 'incomplete').at(-1);
  return (
    <>
      {carried.length > 0 && (
        <p className="note">
          {monthsOf(carried)} (dấu tròn rỗng) là số cộng của {carried[0]?.unitIds.length} đơn vị cũ nhập toàn bộ vào đơn
          vị này; các tháng đó không có kết luận chung.
        </p>
      )}
      {broken !== undefined && (
        <p className="note">
          Biểu đồ ngắt sau tháng {formatMonth(broken.month)}:{' '}
          {broken.scope === 'partial'
            ? `${broken.unitIds.map(nameOf).join(', ')} chỉ nhập một phần vào đơn vị này, nên số liệu đến tháng đó không so sánh được.`
            : `chưa đủ số liệu cùng cách tính của ${broken.unitIds.map(nameOf).join(', ')}.`}
        </p>
      )}
    </>
  );
}

function monthsOf(trend: readonly TrendMonth[]): string {
  const [first, last] = [trend[0]?.month ?? '', trend.at(-1)?.month ?? ''];
  return first === last ? `Tháng ${formatMonth(first)}` : `Các tháng từ ${formatMonth(first)} đến ${formatMonth(last)}`;
}
