import type { Finding } from '../../../../shared/finding/finding.ts';
import { formatCount } from '../../../../shared/report/format-vietnamese.ts';
import { findingKindWords, findingStateWords } from '../../../../shared/report/words.ts';
import { FindingsTable, ownerOf } from './findings-table.tsx';
import { type Frame, Layout } from './layout.tsx';
import { paths } from './paths.ts';

export interface FindingFilter {
  readonly unitId: string | null;
  readonly kind: string | null;
  readonly state: string | null;
}

export interface FindingsProps {
  readonly frame: Frame;
  /** All of them; the page shows those that the filter lets through. */
  readonly findings: readonly Finding[];
  readonly filter: FindingFilter;
  readonly nameOf: (unitId: string) => string | null;
}

/** What was noticed, for people to look at. */
export function Findings({ frame, findings, filter, nameOf }: FindingsProps) {
  const shown = findings.filter((finding) => isShown(finding, filter)).toSorted(newestFirst);
  return (
    <Layout frame={frame} title="Phát hiện" section="findings">
      <h1>Phát hiện cần người xem xét</h1>
      <p className="lede">
        Đây là những điều bất thường trong dữ liệu. Tự chúng không làm ai bị trừ điểm: việc gia hạn hợp lệ vẫn có thể
        xảy ra.
      </p>
      <Filter findings={findings} filter={filter} nameOf={nameOf} />
      {shown.length === 0 ? (
        <p>Không có phát hiện nào.</p>
      ) : (
        <FindingsTable
          findings={shown}
          caption={`${formatCount(shown.length)} phát hiện trong tổng số ${formatCount(findings.length)}, mới nhất ở trên`}
          nameOf={nameOf}
        />
      )}
    </Layout>
  );
}

function Filter({ findings, filter, nameOf }: Omit<FindingsProps, 'frame'>) {
  const units = optionsOf(
    findings,
    ({ unitId }) => unitId,
    (unitId) => ownerOf(unitId, nameOf(unitId)),
  );
  return (
    <form className="filter" method="get" action={paths.findings}>
      <Choice name="don-vi" label="Đơn vị" options={units} chosen={filter.unitId} />
      <Choice
        name="loai"
        label="Loại"
        options={optionsOf(
          findings,
          ({ kind }) => kind,
          (kind) => wordOf(findingKindWords, kind),
        )}
        chosen={filter.kind}
      />
      <Choice
        name="trang-thai"
        label="Trạng thái"
        options={optionsOf(
          findings,
          ({ state }) => state,
          (state) => wordOf(findingStateWords, state),
        )}
        chosen={filter.state}
      />
      <button type="submit">Lọc</button>
    </form>
  );
}

interface Option {
  readonly value: string;
  readonly text: string;
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: string | null;
}

function Choice({ name, label, options, chosen }: ChoiceProps) {
  return (
    <div>
      <label htmlFor={name}>{label}</label>
      <select id={name} name={name} defaultValue={chosen ?? ''}>
        <option value="">Tất cả</option>
        {options.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

function optionsOf(
  findings: readonly Finding[],
  keyOf: (finding: Finding) => string,
  textOf: (value: string) => string,
): Option[] {
  return [...Map.groupBy(findings, keyOf)]
    .map(([value, members]) => ({ value, text: `${textOf(value)} (${formatCount(members.length)})` }))
    .toSorted((first, second) => first.text.localeCompare(second.text, 'vi'));
}

function isShown(finding: Finding, { unitId, kind, state }: FindingFilter): boolean {
  return (
    (unitId === null || finding.unitId === unitId) &&
    (kind === null || finding.kind === kind) &&
    (state === null || finding.state === state)
  );
}

function newestFirst(first: Finding, second: Finding): number {
  return second.noticedAt.localeCompare(first.noticedAt) || first.findingId.localeCompare(second.findingId);
}

function wordOf(words: Readonly<Record<string, string>>, key: string): string {
  return words[key] ?? key;
}
