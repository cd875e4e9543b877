import type { Evaluation } from '../../../../shared/evaluation/evaluation.ts';
import type { Policy } from '../../../../shared/policy/policy.ts';
import { explainDeduction } from '../../../../shared/report/explain-deduction.ts';
import { explainVerdict } from '../../../../shared/report/explain-verdict.ts';
import { formatCount, formatDay, formatInstant, formatMonth } from '../../../../shared/report/format-vietnamese.ts';
import { listCalculation } from '../../../../shared/report/list-calculation.ts';
import type { UnitSummary } from '../../../../shared/report/summarise-unit.ts';
import { judgedMonth } from '../../../../shared/report/unit-month.ts';
import { VerdictMark } from '../../../../shared/report/views/verdict-mark.tsx';
import { columns } from './counts-table.tsx';
import { type EvidenceRows, EvidenceTable } from './evidence-table.tsx';
import { type Frame, Layout } from './layout.tsx';
import { MonthLinks } from './month-links.tsx';
import { paths } from './paths.ts';
import { crumbsOf } from './unit.tsx';

export interface UnitMonthPageProps {
  readonly frame: Frame;
  readonly summary: UnitSummary;
  readonly evaluation: Evaluation;
  readonly policies: readonly Policy[];
  readonly policy: Policy | null;
  readonly sourceName: string | null;
  readonly governingKey: string | null;
  readonly evidence: EvidenceRows | null;
}

/** How the verdict on one month came about, from the counts to what follows from it. */
export function UnitMonthPage(props: UnitMonthPageProps) {
  const { frame, summary, evaluation, policies, evidence } = props;
  const { unit } = summary;
  const month = judgedMonth(evaluation);
  const crumbs = [...crumbsOf(summary), { text: unit.name, href: paths.unit(unit.unitId) }];
  const judged = summary.months.filter(({ verdict }) => verdict !== null);
  return (
    <Layout
      frame={frame}
      title={`${evaluation.unitName}, tháng ${formatMonth(month.month)}`}
      section={null}
      crumbs={crumbs}
    >
      <p className="kicker">{evaluation.unitName}</p>
      <h1>Kết luận tháng {formatMonth(month.month)}</h1>
      <MonthLinks months={judged} current={month.month} hrefOf={(other) => paths.unitMonth(unit.unitId, other)} />
      <div className={`ruling ${month.verdict}`}>
        <p>
          <VerdictMark verdict={month.verdict} />
        </p>
        <p>{explainVerdict(month, policies)}</p>
      </div>
      <h2>Kết luận này có được như thế nào</h2>
      <ol className="steps">
        <Source {...props} />
        <CountsStep evaluation={evaluation} />
        <CalculationStep evaluation={evaluation} />
        <ConsequenceStep {...props} />
      </ol>
      <h2>Danh sách hồ sơ làm căn cứ</h2>
      {evidence === null ? (
        <p>Tháng này không có danh sách hồ sơ quá hạn hoặc chưa rõ.</p>
      ) : (
        <EvidenceTable evidence={evidence} unitId={unit.unitId} month={month.month} unitName={evaluation.unitName} />
      )}
      <h2>Nếu đơn vị không đồng ý</h2>
      <p>
        Đơn vị gửi ý kiến bằng văn bản tới đầu mối theo dõi của tỉnh (ghi ở cuối mỗi thư của hệ thống), nêu rõ tháng, mã
        hồ sơ và kèm tài liệu chứng minh (biên nhận, phiếu hẹn trả kết quả, nhật ký xử lý). Kết luận và bút toán đã ghi
        được giữ nguyên để đối chiếu; mọi điều chỉnh, nếu có, được ghi thêm với lý do.
      </p>
    </Layout>
  );
}

function Source({ evaluation, sourceName, governingKey, frame }: UnitMonthPageProps) {
  const { governing } = evaluation;
  return (
    <li>
      <h3>Dữ liệu dùng để kết luận</h3>
      {governing === null ? (
        <p>Không có tệp dữ liệu nào đủ điều kiện chốt tháng này.</p>
      ) : (
        <dl className="facts">
          <dt>Nguồn</dt>
          <dd>{sourceName ?? evaluation.sourceId ?? '–'}</dd>
          <dt>Số liệu đến hết ngày</dt>
          <dd>{formatDay(governing.day)}</dd>
          <dt>Tệp</dt>
          <dd>
            {governingKey === null ? `lần gửi thứ ${governing.fileNumber} của ngày` : <code>{governingKey}</code>}
          </dd>
          <dt>Mã băm SHA-256 của bản lưu</dt>
          <dd>
            <code>{governing.canonicalDigest}</code>
          </dd>
          <dt>Đánh giá</dt>
          <dd>
            lần {evaluation.revision}, ghi lúc {formatInstant(evaluation.recordedAt, frame.timeZone)}
          </dd>
        </dl>
      )}
    </li>
  );
}

function CountsStep({ evaluation: { counts } }: Pick<UnitMonthPageProps, 'evaluation'>) {
  if (counts === null) return null;
  return (
    <li>
      <h3>Đếm hồ sơ của tháng</h3>
      <dl className="facts">
        {[...Map.groupBy(columns, ({ group }) => group)].map(([group, members]) => (
          <div key={group} className="fact">
            <dt>{group}</dt>
            <dd>{members.map(({ name, text }) => `${text.toLowerCase()} ${formatCount(counts[name])}`).join(', ')}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function CalculationStep({ evaluation }: Pick<UnitMonthPageProps, 'evaluation'>) {
  const calculation = listCalculation(evaluation);
  if (calculation === null) return null;
  return (
    <li>
      <h3>Tính tỷ lệ {calculation.basis} và so với ngưỡng</h3>
      <p>{calculation.formula}.</p>
      <div className="formula">
        {calculation.numerator}
        <br />
        {calculation.denominator}
        {calculation.bounds.map((bound) => (
          <div key={bound.name}>
            {bound.name}: {bound.fraction} = <strong>{bound.rate}</strong>
            {bound.comparison !== null && <>, {bound.comparison}</>}
          </div>
        ))}
      </div>
      {evaluation.unknown > 0 && (
        <p className="note">
          {formatCount(evaluation.unknown)} hồ sơ chưa rõ đúng hạn hay quá hạn: không có hạn trả, không đọc được, hoặc
          biến mất khỏi dữ liệu. Hồ sơ chưa rõ không làm đơn vị bị trừ điểm, cũng không giúp đơn vị đạt.
        </p>
      )}
    </li>
  );
}

function ConsequenceStep({ summary, evaluation, policy }: UnitMonthPageProps) {
  const entries = summary.accounts
    .flatMap((account) => account.entries)
    .filter(({ month }) => month === evaluation.month);
  return (
    <li>
      <h3>Hệ quả và căn cứ</h3>
      <p>{explainDeduction(entries)}</p>
      {policy !== null && (
        <dl className="facts">
          <dt>Căn cứ</dt>
          <dd>{evaluation.consequence?.legalBasis ?? policy.legalBasis}</dd>
          <dt>So sánh thời hạn</dt>
          <dd>{policy.comparison === 'instant' ? 'theo giờ, phút' : 'theo ngày'}</dd>
        </dl>
      )}
    </li>
  );
}
