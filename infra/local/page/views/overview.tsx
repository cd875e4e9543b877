import {
  formatCount,
  formatDay,
  formatMonth,
  formatPercent,
  formatPoints,
  formatThreshold,
} from '../../../../shared/report/format-vietnamese.ts';
import type { MonthSummary, RankedUnit, TierSummary } from '../../../../shared/report/summarise-month.ts';
import { OtherRules } from '../../../../shared/report/views/other-rules.tsx';
import { Rate } from '../../../../shared/report/views/rate.tsx';
import { RateBar, scaleOf } from '../../../../shared/report/views/rate-bar.tsx';
import { VerdictMark } from '../../../../shared/report/views/verdict-mark.tsx';
import { tierWords } from '../../../../shared/report/words.ts';
import { type Frame, Layout } from './layout.tsx';
import { MonthLinks } from './month-links.tsx';
import { paths } from './paths.ts';

export interface OverviewProps {
  readonly frame: Frame;
  readonly months: readonly { readonly month: string; readonly isOpen: boolean }[];
  readonly summary: MonthSummary | null;
  /** unit id -> name, for the districts by which communes are grouped */
  readonly nameOf: (unitId: string) => string;
}

/** All units of a month, by tier, the worst first. */
export function Overview({ frame, months, summary, nameOf }: OverviewProps) {
  if (summary === null) {
    return (
      <Layout frame={frame} title="Tổng quan" section="overview">
        <h1>Chưa có số liệu</h1>
        <p>Chưa có tháng nào được đếm. Hãy nạp dữ liệu hằng ngày của một nguồn.</p>
      </Layout>
    );
  }
  return (
    <Layout frame={frame} title={`Tháng ${formatMonth(summary.month)}`} section="overview">
      <h1>Giải quyết hồ sơ đúng hạn, tháng {formatMonth(summary.month)}</h1>
      <MonthLinks months={months} current={summary.month} hrefOf={paths.overview} />
      <p className="lede">{summary.headline}</p>
      <Figures summary={summary} />
      {summary.tiers.map((tier) => (
        <TierSection key={tier.tier} tier={tier} nameOf={nameOf} />
      ))}
      <h2>Cách đọc bảng</h2>
      <p>
        Cần xử lý là số hồ sơ tiếp nhận trong tháng cộng số kỳ trước chuyển sang. Tỷ lệ quá hạn là số hồ sơ quá hạn, đã
        hoặc đang giải quyết, trên số cần xử lý. Vạch đứng trên thanh là ngưỡng; phần nhạt là hồ sơ chưa rõ đúng hạn hay
        quá hạn. Chỉ kết luận vượt ngưỡng khi tỷ lệ lớn hơn ngưỡng ngay cả lúc mọi hồ sơ chưa rõ đều được coi là đúng
        hạn. Dự thảo là kết quả chờ phê duyệt: chưa có hiệu lực, chưa trừ điểm, không tính vào số đơn vị vượt ngưỡng.
      </p>
    </Layout>
  );
}

function Figures({ summary }: { readonly summary: MonthSummary }) {
  return (
    <dl className="figures">
      <div>
        <dt>Hồ sơ cần xử lý</dt>
        <dd>{formatCount(summary.handled)}</dd>
      </div>
      <div>
        <dt>Quá hạn</dt>
        <dd>
          {formatCount(summary.overdue)}{' '}
          <small>{formatPercent({ numerator: summary.overdue, denominator: summary.handled })}</small>
        </dd>
      </div>
      <div>
        <dt>Đơn vị vượt ngưỡng</dt>
        <dd>{summary.isOpen ? '–' : formatCount(summary.exceeded)}</dd>
      </div>
      <div>
        <dt>Điểm trừ của tháng</dt>
        <dd>{summary.isOpen ? '–' : formatPoints(summary.pointsHundredths)}</dd>
      </div>
      {summary.drafts > 0 && (
        <div>
          <dt>Dự thảo chờ phê duyệt</dt>
          <dd>{formatCount(summary.drafts)}</dd>
        </div>
      )}
      {summary.asOf !== null && (
        <div>
          <dt>Số liệu đến hết ngày</dt>
          <dd>{formatDay(summary.asOf)}</dd>
        </div>
      )}
    </dl>
  );
}

interface TierProps {
  readonly tier: TierSummary;
  readonly nameOf: (unitId: string) => string;
}

function TierSection({ tier, nameOf }: TierProps) {
  const { heading } = tierWords[tier.tier];
  return (
    <section aria-labelledby={`cap-${tier.tier}`}>
      <h2 id={`cap-${tier.tier}`}>{heading}</h2>
      {tier.tier === 'commune' ? (
        <Communes tier={tier} nameOf={nameOf} />
      ) : (
        <RankedTable tier={tier} units={tier.units} />
      )}
    </section>
  );
}

/** 156 communes are too many to read at once: one fold per district. */
function Communes({ tier, nameOf }: TierProps) {
  const groups = [...Map.groupBy(tier.units, ({ parentUnitId }) => parentUnitId)].map(([parentUnitId, units]) => ({
    name: parentUnitId === null ? 'Không thuộc đơn vị nào' : nameOf(parentUnitId),
    units,
  }));
  return groups
    .toSorted((first, second) => first.name.localeCompare(second.name, 'vi'))
    .map(({ name, units }) => {
      const handled = units.reduce((sum, { counts }) => sum + (counts?.handled ?? 0), 0);
      const overdue = units.reduce((sum, { counts }) => sum + (counts?.overdue ?? 0), 0);
      return (
        <details key={name}>
          <summary>
            <strong>{name}</strong>
            <span className="note">
              {units.length} đơn vị, {formatCount(handled)} hồ sơ cần xử lý, {formatCount(overdue)} quá hạn (
              {formatPercent({ numerator: overdue, denominator: handled })})
            </span>
          </summary>
          <RankedTable tier={tier} units={units} caption={`Các đơn vị cấp xã của ${name}`} />
        </details>
      );
    });
}

interface RankedTableProps {
  readonly tier: TierSummary;
  readonly units: readonly RankedUnit[];
  readonly caption?: string;
}

function RankedTable({ tier, units, caption }: RankedTableProps) {
  const scaleMax = scaleOf(tier.units, tier.threshold);
  const month = units[0]?.month;
  const limit =
    tier.threshold === null ? 'không đặt ngưỡng' : `ngưỡng: lớn hơn ${formatThreshold(tier.threshold)} là vượt`;
  return (
    <table className="ranked">
      <caption>
        {caption ?? `${formatCount(units.length)} đơn vị`}; {limit}. Đơn vị có kết quả kém nhất ở trên.
      </caption>
      <thead>
        <tr>
          <th scope="col">Đơn vị</th>
          <th scope="col" className="n">
            Cần xử lý
          </th>
          <th scope="col" className="n">
            Quá hạn
          </th>
          <th scope="col" className="n">
            Tỷ lệ quá hạn
          </th>
          <td />
          <th scope="col" className="n">
            Ngưỡng
          </th>
          <th scope="col">Kết luận</th>
          <th scope="col" className="n">
            Điểm trừ lũy kế{month !== undefined && ` từ đầu năm đến hết tháng ${formatMonth(month)}`}
          </th>
        </tr>
      </thead>
      <tbody>
        {units.map((unit) => (
          <RankedRow key={unit.unitId} unit={unit} scaleMax={scaleMax} />
        ))}
      </tbody>
    </table>
  );
}

function RankedRow({ unit, scaleMax }: { readonly unit: RankedUnit; readonly scaleMax: number }) {
  const { counts, pointsHundredths, month } = unit;
  // Unknown dossiers that no count holds (unreadable, vanished) are part of the whole of which the rate is taken.
  const beyondCounts = unit.best.denominator - (counts?.handled ?? unit.best.denominator);
  return (
    <tr className={unit.draft === 'only' ? 'draft' : (unit.verdict ?? 'open')}>
      <th scope="row">
        <a href={unit.verdict === null ? paths.unit(unit.unitId) : paths.unitMonth(unit.unitId, unit.month)}>
          {unit.unitName}
        </a>
      </th>
      <td className="n" data-label="Cần xử lý">
        <span className="tight">
          {counts === null ? '–' : formatCount(counts.handled)}
          {beyondCounts > 0 && <span className="bounds"> và {formatCount(beyondCounts)} chưa rõ</span>}
        </span>
      </td>
      <td className="n" data-label="Quá hạn">
        {counts === null ? '–' : formatCount(counts.overdue)}
      </td>
      <td className="n" data-label="Tỷ lệ">
        <Rate month={unit} />
      </td>
      <td className="bar">
        <RateBar month={unit} scaleMax={scaleMax} />
      </td>
      <td className="n wide-only">{unit.threshold === null ? '–' : formatThreshold(unit.threshold)}</td>
      <td>
        <VerdictMark verdict={unit.verdict} draft={unit.draft} />
        <OtherRules month={unit} />
      </td>
      <td className="n" data-label={`Điểm trừ lũy kế đến ${formatMonth(month)}`}>
        {formatPoints(pointsHundredths)}
      </td>
    </tr>
  );
}
