import type { StandingFinding } from '../../../../shared/finding/standing-of-finding.ts';
import { formatCount } from '../../../../shared/report/format-vietnamese.ts';
import { findingKindWords, findingStateWords } from '../../../../shared/report/words.ts';
import { ownerOf } from './findings-table.tsx';
import { paths } from './paths.ts';

/** What a reader chose; null: all. */
export interface FindingFilter {
  readonly unitId: string | null;
  readonly kind: string | null;
  readonly state: string | null;
}

export function isShown({ unitId, kind, standing }: StandingFinding, filter: FindingFilter): boolean {
  return (
    (filter.unitId === null || unitId === filter.unitId) &&
    (filter.kind === null || kind === filter.kind) &&
    (filter.state === null || standing.state === filter.state)
  );
}

interface FindingsFilterProps {
  readonly findings: readonly StandingFinding[];
  readonly filter: FindingFilter;
  readonly nameOf: (unitId: string) => string | null;
}

/** By unit, kind and state, each choice with how many there are. */
export function FindingsFilter({ findings, filter, nameOf }: FindingsFilterProps) {
  const options = (keyOf: (finding: StandingFinding) => string, textOf: (key: string) => string) =>
    optionsOf(findings, keyOf, textOf);
  return (
    <form className="filter" method="get" action={paths.findings()}>
      <Choice
        name="don-vi"
        label="Đơn vị"
        options={options(
          ({ unitId }) => unitId,
          (unitId) => ownerOf(unitId, nameOf(unitId)),
        )}
        chosen={filter.unitId}
      />
      <Choice
        name="loai"
        label="Loại"
        options={options(
          ({ kind }) => kind,
          (kind) => wordOf(findingKindWords, kind),
        )}
        chosen={filter.kind}
      />
      <Choice
        name="trang-thai"
        label="Trạng thái"
        options={options(
          ({ standing }) => standing.state,
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
  findings: readonly StandingFinding[],
  keyOf: (finding: StandingFinding) => string,
  textOf: (value: string) => string,
): Option[] {
  return [...Map.groupBy(findings, keyOf)]
    .map(([value, members]) => ({ value, text: `${textOf(value)} (${formatCount(members.length)})` }))
    .toSorted((first, second) => first.text.localeCompare(second.text, 'vi'));
}

function wordOf(words: Readonly<Record<string, string>>, key: string): string {
  return words[key] ?? key;
}
