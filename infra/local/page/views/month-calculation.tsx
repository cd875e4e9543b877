import type { Evaluation } from '../../../../shared/evaluation/evaluation.ts';
import { OVERDUE_SHARE_RULE } from '../../../../shared/policy/rule.ts';
import { fileOf } from '../../../../shared/report/compare-figures.ts';
import { formatCount, formatDay, formatInstant } from '../../../../shared/report/format-vietnamese.ts';
import { listCalculation } from '../../../../shared/report/list-calculation.ts';
import { ruleWords } from '../../../../shared/report/rule-words.ts';
import { columns } from './counts-table.tsx';
import { paths } from './paths.ts';
import type { UnitMonthPageProps } from './unit-month.tsx';

/** How the verdict came about, from the file to the comparison with the threshold. */
export function MonthCalculation(props: UnitMonthPageProps) {
  const { evaluation } = props.shown;
  return (
    <section aria-labelledby="cach-tinh">
      <h2 id="cach-tinh">Kết luận này có được như thế nào</h2>
      <ol className="steps">
        <SourceStep {...props} />
        <CountsStep evaluation={evaluation} />
        <RuleStep {...props} />
        <CalculationStep evaluation={evaluation} />
      </ol>
    </section>
  );
}

function SourceStep({ shown: { evaluation }, sourceName, frame }: UnitMonthPageProps) {
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
          <dd>{fileOf(governing)}</dd>
          <dt>Đánh giá</dt>
          <dd>
            lần {evaluation.revision}, ghi lúc {formatInstant(evaluation.recordedAt, frame.timeZone)}
          </dd>
        </dl>
      )}
      <Digests evaluation={evaluation} />
    </li>
  );
}

/** For those who verify; folded, since it tells nobody else anything. */
function Digests({ evaluation }: { readonly evaluation: Evaluation }) {
  const { evidence, manifest } = evaluation;
  return (
    <details>
      <summary>Mã đối chiếu (SHA-256), dùng khi cần kiểm chứng</summary>
      <dl className="facts">
        {digestsOf(evaluation).map(([name, digest]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>
              <code>{digest}</code>
            </dd>
          </div>
        ))}
      </dl>
      {evidence !== null && (
        <p>
          <a href={paths.evidence(evaluation)}>Tải danh sách hồ sơ (CSV)</a>
        </p>
      )}
      {manifest !== null && (
        <p>
          <a href={paths.manifest(evaluation)}>Tải bản kê căn cứ trừ điểm (JSON)</a>
        </p>
      )}
    </details>
  );
}

function digestsOf({ governing, evidence, manifest, registry, digest }: Evaluation): [string, string][] {
  const digests: [string, string | null | undefined][] = [
    ['Tệp gốc', governing?.objectDigest],
    ['Bản lưu để tính lại', governing?.canonicalDigest],
    ['Trạng thái dữ liệu trong ngày', governing?.stateDigest],
    ['Danh mục đơn vị và quy định', registry?.digest],
    ['Danh sách hồ sơ', evidence?.digest],
    ['Bản kê căn cứ trừ điểm', manifest?.digest],
    ['Kết quả đánh giá', digest],
  ];
  return digests.flatMap(([name, value]) => (value ? [[name, value]] : []));
}

function CountsStep({ evaluation: { counts } }: { readonly evaluation: Evaluation }) {
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

function RuleStep({ shown: { evaluation }, policy }: UnitMonthPageProps) {
  if (policy === null && evaluation.consequence === null) return null;
  return (
    <li>
      <h3>Áp dụng quy định</h3>
      <dl className="facts">
        <dt>Căn cứ</dt>
        <dd>{evaluation.consequence?.legalBasis ?? policy?.legalBasis}</dd>
        {policy?.rule === OVERDUE_SHARE_RULE && (
          <>
            <dt>So sánh thời hạn</dt>
            <dd>{policy.comparison === 'instant' ? 'theo giờ, phút' : 'theo ngày'}</dd>
          </>
        )}
        {policy?.limitWorkingHours !== undefined && (
          <>
            <dt>Thời hạn tiếp nhận</dt>
            <dd>{policy.limitWorkingHours} giờ làm việc</dd>
          </>
        )}
      </dl>
    </li>
  );
}

function CalculationStep({ evaluation }: { readonly evaluation: Evaluation }) {
  const calculation = listCalculation(evaluation);
  if (calculation === null) return null;
  const { broken, kept, whyUnknown } = ruleWords[evaluation.rule];
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
          {formatCount(evaluation.unknown)} hồ sơ chưa rõ {kept} hay {broken}: {whyUnknown}. Hồ sơ chưa rõ không làm đơn
          vị bị trừ điểm, cũng không giúp đơn vị đạt.
        </p>
      )}
    </li>
  );
}
