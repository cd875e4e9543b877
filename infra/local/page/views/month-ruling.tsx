import { type Deduction, isOpen } from '../../../../shared/ledger/deduction.ts';
import { explainDeduction, explainDraft } from '../../../../shared/report/explain-deduction.ts';
import { explainStanding, explainWayOut, standingLabel } from '../../../../shared/report/explain-standing.ts';
import { explainVerdict } from '../../../../shared/report/explain-verdict.ts';
import { formatCount, formatPoints, formatThreshold } from '../../../../shared/report/format-vietnamese.ts';
import type { Revision } from '../../../../shared/report/revisions-of-month.ts';
import { countedDossiers, ruleWords } from '../../../../shared/report/rule-words.ts';
import { judgedMonth } from '../../../../shared/report/unit-month.ts';
import { VerdictMark } from '../../../../shared/report/views/verdict-mark.tsx';
import { verdictWords } from '../../../../shared/report/words.ts';
import { paths } from './paths.ts';
import type { UnitMonthPageProps } from './unit-month.tsx';

type RulingProps = Pick<UnitMonthPageProps, 'frame' | 'revisions' | 'shown' | 'deduction' | 'policies'>;

/** The verdict in one sentence, what it counts for, and what follows from it. */
export function MonthRuling({ frame, revisions, shown, deduction, policies }: RulingProps) {
  const { evaluation, standing } = shown;
  const wayOut = explainWayOut(shown);
  const month = judgedMonth(evaluation);
  return (
    <>
      <OlderRevision revisions={revisions} shown={shown} />
      <div className={`ruling ${month.verdict} ${standing}`}>
        <p className="marks">
          <VerdictMark verdict={month.verdict} />
          <span className={`standing ${standing}`}>{standingLabel(shown)}</span>
        </p>
        <p className="lede">{explainVerdict(month, policies)}</p>
        <p>{explainStanding(shown, frame.timeZone)}</p>
        {wayOut !== null && <p>{wayOut}</p>}
        <p>
          <strong>Điểm trừ:</strong> {consequenceOf(shown, deduction)}
        </p>
        <InForceBesides revisions={revisions} shown={shown} />
      </div>
      <Figures shown={shown} deduction={deduction} />
    </>
  );
}

function consequenceOf({ standing, evaluation }: Revision, deduction: Deduction | null): string {
  if (standing !== 'draft') return explainDeduction(deduction);
  const soFar = deduction === null ? 'Hiện chưa trừ điểm.' : explainDeduction(deduction);
  return `${soFar} ${explainDraft(evaluation)}`;
}

function OlderRevision({ revisions, shown }: Pick<RulingProps, 'revisions' | 'shown'>) {
  const latest = revisions.at(-1);
  if (latest === undefined || latest === shown) return null;
  const { unitId, month, rule } = shown.evaluation;
  return (
    <p className="warning">
      Đây là lần đánh giá {shown.evaluation.revision}, không phải lần mới nhất.{' '}
      <a href={paths.unitMonth(unitId, month, { rule })}>Xem lần mới nhất (lần {latest.evaluation.revision})</a>
    </p>
  );
}

/** While a draft waits, what was in force stays so. */
function InForceBesides({ revisions, shown }: Pick<RulingProps, 'revisions' | 'shown'>) {
  const inForce = revisions.find(({ standing }) => standing === 'in-force');
  if (inForce === undefined || shown.standing !== 'draft') return null;
  const { evaluation } = inForce;
  return (
    <p>
      Kết quả đang có hiệu lực:{' '}
      <a href={paths.unitMonth(evaluation.unitId, evaluation.month, evaluation)}>
        lần đánh giá {evaluation.revision}, {verdictWords[evaluation.verdict].toLowerCase()}
      </a>
      .
    </p>
  );
}

function Figures({ shown: { evaluation }, deduction }: Pick<RulingProps, 'shown' | 'deduction'>) {
  const { rule, basis, overdue, unknown, denominator, threshold } = evaluation;
  return (
    <dl className="figures">
      <div>
        <dt>{capitalised(countedDossiers(rule, basis))}</dt>
        <dd>{formatCount(denominator)}</dd>
      </div>
      <div>
        <dt>{capitalised(ruleWords[rule].broken)}</dt>
        <dd>{formatCount(overdue)}</dd>
      </div>
      <div>
        <dt>Chưa rõ</dt>
        <dd>{formatCount(unknown)}</dd>
      </div>
      <div>
        <dt>Ngưỡng</dt>
        <dd>{threshold === null ? '–' : formatThreshold(threshold)}</dd>
      </div>
      <div>
        <dt>Điểm trừ của tháng</dt>
        <dd>
          {formatPoints(deduction?.takenHundredths ?? 0)}
          {deduction !== null && isOpen(deduction) && <small> đề xuất {formatPoints(deduction.askedHundredths)}</small>}
        </dd>
      </div>
    </dl>
  );
}

function capitalised(words: string): string {
  return words.charAt(0).toLocaleUpperCase('vi') + words.slice(1);
}
