import type { StandingFinding } from '../../../../shared/finding/standing-of-finding.ts';
import type { Deduction } from '../../../../shared/ledger/deduction.ts';
import type { Participation } from '../../../../shared/participation/participation.ts';
import type { Policy } from '../../../../shared/policy/policy.ts';
import { OVERDUE_SHARE_RULE, type Rule } from '../../../../shared/policy/rule.ts';
import { formatMonth } from '../../../../shared/report/format-vietnamese.ts';
import type { Revision } from '../../../../shared/report/revisions-of-month.ts';
import { ruleWords } from '../../../../shared/report/rule-words.ts';
import type { UnitSummary } from '../../../../shared/report/summarise-unit.ts';
import { judgedMonth } from '../../../../shared/report/unit-month.ts';
import type { LocalMail } from '../../mailbox.ts';
import { BoundsPicture } from './bounds-picture.tsx';
import { type EvidenceRows, EvidenceTable } from './evidence-table.tsx';
import { FindingsTable } from './findings-table.tsx';
import { type Frame, Layout } from './layout.tsx';
import { MonthCalculation } from './month-calculation.tsx';
import { MonthConsequence } from './month-consequence.tsx';
import { MonthLinks } from './month-links.tsx';
import { MonthParticipation } from './month-participation.tsx';
import { MonthRise, type ShownRise } from './month-rise.tsx';
import { MonthRuling } from './month-ruling.tsx';
import { paths } from './paths.ts';
import { RevisionsTable } from './revisions-table.tsx';
import { type RuleResult, RulesTable } from './rules-table.tsx';
import { crumbsOf } from './unit.tsx';

export interface UnitMonthPageProps {
  readonly frame: Frame;
  /** Where a unit objects. */
  readonly contact: string;
  readonly summary: UnitSummary;
  /** What each rule by which the unit is judged came to, in the latest revision. */
  readonly results: readonly RuleResult[];
  /** All of the month by the rule that is shown. */
  readonly revisions: readonly Revision[];
  /** One of them. */
  readonly shown: Revision;
  /** The month's by the rule that is shown; null where its account has none. */
  readonly deduction: Deduction | null;
  readonly policies: readonly Policy[];
  readonly policy: Policy | null;
  readonly sourceName: string | null;
  readonly evidence: EvidenceRows | null;
  /** Null: the month was not compared with the one before yet. */
  readonly rise: ShownRise | null;
  /** Null: the month was not reviewed yet. */
  readonly participation: Participation | null;
  readonly findings: readonly StandingFinding[];
  readonly mails: readonly LocalMail[];
}

/** A month of a unit: the verdict, what follows from it, how it came about, and what it was before. */
export function UnitMonthPage(props: UnitMonthPageProps) {
  const { frame, summary, results, revisions, shown } = props;
  const { unit } = summary;
  const { evaluation } = shown;
  const name = formatMonth(evaluation.month);
  const crumbs = [...crumbsOf(summary), { text: unit.name, href: paths.unit(unit.unitId) }];
  const judged = summary.months.filter(({ verdict }) => verdict !== null);
  return (
    <Layout frame={frame} title={`${evaluation.unitName}, tháng ${name}`} section={null} crumbs={crumbs}>
      <p className="kicker">{evaluation.unitName}</p>
      <h1>
        Kết luận tháng {name}
        {results.length > 1 && `: ${ruleWords[evaluation.rule].name.toLowerCase()}`}
      </h1>
      <MonthLinks months={judged} current={evaluation.month} hrefOf={(other) => paths.unitMonth(unit.unitId, other)} />
      {results.length > 1 && <RulesTable results={results} shown={evaluation} />}
      <MonthRuling {...props} />
      <BoundsPicture month={judgedMonth(evaluation)} />
      <Contents rule={evaluation.rule} />
      <MonthConsequence {...props} />
      <MonthCalculation {...props} />
      {evaluation.rule === OVERDUE_SHARE_RULE && <MonthRise unitName={evaluation.unitName} shown={props.rise} />}
      {evaluation.rule === OVERDUE_SHARE_RULE && <MonthParticipation shown={props.participation} />}
      <Evidence {...props} />
      <Findings {...props} />
      <h2 id="lan-danh-gia">Các lần đánh giá</h2>
      {revisions.length === 1 && <p>Tháng này mới được đánh giá một lần, chưa có lần đánh giá lại nào.</p>}
      {revisions.length > 1 && <RevisionsTable revisions={revisions} shown={shown} timeZone={frame.timeZone} />}
    </Layout>
  );
}

const contents = [
  { href: '#diem-tru', text: 'Điểm trừ và giải trình' },
  { href: '#cach-tinh', text: 'Cách tính' },
  { href: '#so-thang-truoc', text: 'So với tháng trước' },
  { href: '#tham-gia', text: 'Tham gia hệ thống' },
  { href: '#ho-so', text: 'Danh sách hồ sơ' },
  { href: '#phat-hien', text: 'Phát hiện' },
  { href: '#lan-danh-gia', text: 'Các lần đánh giá' },
];

/** What is reviewed once a month, with the rule that all units are judged by. */
const ofOverdueShare = ['#so-thang-truoc', '#tham-gia'];

function Contents({ rule }: { readonly rule: Rule }) {
  const shown = contents.filter(({ href }) => rule === OVERDUE_SHARE_RULE || !ofOverdueShare.includes(href));
  return (
    <nav aria-label="Trong trang này" className="contents">
      <ul>
        {shown.map(({ href, text }) => (
          <li key={href}>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Evidence({ evidence, shown }: UnitMonthPageProps) {
  return (
    <section aria-labelledby="ho-so">
      <h2 id="ho-so">Danh sách hồ sơ làm căn cứ</h2>
      {evidence === null ? (
        <p>Tháng này không có danh sách hồ sơ {ruleWords[shown.evaluation.rule].broken} hoặc chưa rõ.</p>
      ) : (
        <EvidenceTable evidence={evidence} evaluation={shown.evaluation} />
      )}
    </section>
  );
}

function Findings({ findings, frame }: UnitMonthPageProps) {
  return (
    <section aria-labelledby="phat-hien">
      <h2 id="phat-hien">Phát hiện về tháng này</h2>
      {findings.length === 0 ? (
        <p>Không có phát hiện nào về tháng này của đơn vị.</p>
      ) : (
        <>
          <p>Phát hiện là điểm cần người xem xét; tự nó không làm đơn vị bị trừ điểm.</p>
          <FindingsTable
            findings={findings}
            timeZone={frame.timeZone}
            caption={`${findings.length} phát hiện, mới nhất ở trên`}
          />
        </>
      )}
    </section>
  );
}
