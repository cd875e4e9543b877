import type { DismissalRule } from '../../../../shared/finding/dismissal-rule.ts';
import { type FindingState, findingStateSchema } from '../../../../shared/finding/finding.ts';
import type { StandingFinding } from '../../../../shared/finding/standing-of-finding.ts';
import { formatCount } from '../../../../shared/report/format-vietnamese.ts';
import { findingStateWords } from '../../../../shared/report/words.ts';
import { DismissalRules } from './dismissal-rules.tsx';
import { type FindingFilter, FindingsFilter, isShown } from './findings-filter.tsx';
import { FindingsTable } from './findings-table.tsx';
import { type Frame, Layout } from './layout.tsx';
import { paths } from './paths.ts';

/** A page that can be read and loaded; the filter is for finding the rest. */
const FINDINGS_A_PAGE = 100;

export interface FindingsProps {
  readonly frame: Frame;
  /** All of them; the page shows those that the filter lets through. */
  readonly findings: readonly StandingFinding[];
  readonly rules: readonly DismissalRule[];
  readonly filter: FindingFilter;
  /** Of those, the first, second, ... hundred; from 1. */
  readonly sheet: number;
  readonly nameOf: (unitId: string) => string | null;
}

/** What was noticed, for people to look at, and what they made of it. */
export function Findings({ frame, findings, rules, filter, sheet, nameOf }: FindingsProps) {
  const shown = findings.filter((finding) => isShown(finding, filter)).toSorted(newestFirst);
  const ofSheet = shown.slice((sheet - 1) * FINDINGS_A_PAGE, sheet * FINDINGS_A_PAGE);
  return (
    <Layout frame={frame} title="Phát hiện" section="findings">
      <h1>Phát hiện cần người xem xét</h1>
      <p className="lede">
        Đây là những điều bất thường trong dữ liệu. Tự chúng không làm ai bị trừ điểm: việc gia hạn hợp lệ vẫn có thể
        xảy ra. Mỗi phát hiện giữ nguyên căn cứ và mọi lần xử lý.
      </p>
      <States findings={findings} />
      <FindingsFilter findings={findings} filter={filter} nameOf={nameOf} />
      {ofSheet.length === 0 ? (
        <p>Không có phát hiện nào.</p>
      ) : (
        <FindingsTable
          findings={ofSheet}
          timeZone={frame.timeZone}
          caption={captionOf(shown.length, findings.length, sheet)}
          nameOf={nameOf}
        />
      )}
      <Sheets filter={filter} current={sheet} count={Math.ceil(shown.length / FINDINGS_A_PAGE)} />
      <DismissalRules rules={rules} dismissed={countByRule(findings)} nameOf={nameOf} />
    </Layout>
  );
}

/** How many wait for somebody, and what became of the others. */
function States({ findings }: Pick<FindingsProps, 'findings'>) {
  const byState = Map.groupBy(findings, ({ standing }) => standing.state);
  const countOf = (state: FindingState) => byState.get(state)?.length ?? 0;
  const urgent = byState.get('open')?.filter(({ severity }) => severity === 'alarm').length ?? 0;
  return (
    <dl className="figures">
      {findingStateSchema.options.map((state) => (
        <div key={state}>
          <dt>{findingStateWords[state]}</dt>
          <dd>
            <a href={paths.findings({ state })}>{formatCount(countOf(state))}</a>
            {state === 'open' && urgent > 0 && <small> ({formatCount(urgent)} khẩn)</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface SheetsProps extends Pick<FindingsProps, 'filter'> {
  readonly current: number;
  readonly count: number;
}

function Sheets({ filter, current, count }: SheetsProps) {
  if (count <= 1) return null;
  return (
    <nav aria-label="Các trang phát hiện">
      <ul className="months">
        {Array.from({ length: count }, (_, index) => index + 1).map((sheet) => (
          <li key={sheet}>
            <a href={paths.findings({ ...filter, sheet })} {...(sheet === current && { 'aria-current': 'page' })}>
              {sheet}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function captionOf(shown: number, all: number, sheet: number): string {
  const first = (sheet - 1) * FINDINGS_A_PAGE + 1;
  const last = Math.min(sheet * FINDINGS_A_PAGE, shown);
  const part = shown > FINDINGS_A_PAGE ? `, từ ${formatCount(first)} đến ${formatCount(last)}` : '';
  return `${formatCount(shown)} phát hiện trong tổng số ${formatCount(all)}, mới nhất ở trên${part}`;
}

function countByRule(findings: readonly StandingFinding[]): ReadonlyMap<string, number> {
  const byRule = Map.groupBy(findings, ({ standing }) => standing.rule?.ruleId ?? '');
  return new Map([...byRule].map(([ruleId, ofRule]) => [ruleId, ofRule.length]));
}

function newestFirst(first: StandingFinding, second: StandingFinding): number {
  return second.noticedAt.localeCompare(first.noticedAt) || first.findingId.localeCompare(second.findingId);
}
