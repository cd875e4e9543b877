import { daySchema } from '../../../../shared/calendar/day.ts';
import { monthSchema } from '../../../../shared/calendar/month.ts';
import type { Finding } from '../../../../shared/finding/finding.ts';
import type { StandingFinding } from '../../../../shared/finding/standing-of-finding.ts';
import { formatDay, formatMonth } from '../../../../shared/report/format-vietnamese.ts';
import { evidenceWords, findingKindWords, findingStateWords, severityWords } from '../../../../shared/report/words.ts';
import { FindingCourse } from './finding-course.tsx';
import { Scroll } from './layout.tsx';
import { paths } from './paths.ts';
import { ReviewOrders } from './review-orders.tsx';

interface FindingsTableProps {
  readonly findings: readonly StandingFinding[];
  /** In which the course of each is told. */
  readonly timeZone: string;
  readonly caption: string;
  /** Absent on a unit's own page. */
  readonly nameOf?: (unitId: string) => string | null;
}

/** Findings, each with its sentence, what was made of it and, folded, the evidence and how to review it. */
export function FindingsTable({ findings, timeZone, caption, nameOf }: FindingsTableProps) {
  return (
    <Scroll label={caption}>
      <table className="cards">
        <caption>
          <span>{caption}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">Ngày</th>
            {nameOf && <th scope="col">Đơn vị</th>}
            <th scope="col">Phát hiện</th>
            <th scope="col">Mức</th>
            <th scope="col">Trạng thái</th>
          </tr>
        </thead>
        <tbody>
          {findings.map((finding) => (
            <tr key={`${finding.unitId}#${finding.findingId}`}>
              <td className="date" data-label="Ngày">
                {whenOf(finding)}
              </td>
              {nameOf && (
                <td className="owner" data-label="Đơn vị">
                  <UnitLink unitId={finding.unitId} name={nameOf(finding.unitId)} />
                </td>
              )}
              <td className="sentence">
                <strong>{findingKindWords[finding.kind]}.</strong> {finding.sentence}
                <FindingCourse standing={finding.standing} timeZone={timeZone} />
                <Evidence finding={finding} />
                <ReviewOrders finding={finding} />
              </td>
              <td className={isUrgent(finding) ? 'tight urgent' : 'tight'} data-label="Mức">
                {severityWords[finding.severity]}
              </td>
              <td className="tight" data-label="Trạng thái">
                <span className={`finding-state ${finding.standing.state}`}>
                  {findingStateWords[finding.standing.state]}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** As long as nobody has closed it. */
function isUrgent({ severity, standing: { state } }: StandingFinding): boolean {
  return severity === 'alarm' && (state === 'open' || state === 'explained');
}

/** Under which findings stand that are no unit's, as `verify-ledger` and `watch-snapshots` write them. */
const ownersWithoutPage: Readonly<Record<string, string>> = {
  'so-tru-diem': 'Sổ trừ điểm',
  'lich-lam-viec': 'Lịch làm việc',
};

/** Under whom a finding stands: a unit by its name, else what it is about; an id that nobody knows stays as it is. */
export function ownerOf(unitId: string, name: string | null): string {
  return name ?? ownersWithoutPage[unitId] ?? unitId;
}

function UnitLink({ unitId, name }: { readonly unitId: string; readonly name: string | null }) {
  return name === null ? ownerOf(unitId, name) : <a href={paths.unit(unitId)}>{name}</a>;
}

function Evidence({ finding }: { readonly finding: Finding }) {
  const entries = Object.entries(finding.evidence);
  if (entries.length === 0) return null;
  return (
    <details className="evidence">
      <summary>Căn cứ</summary>
      <dl className="facts">
        {entries.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{evidenceWords[name] ?? name}</dt>
            <dd>{Array.isArray(value) ? value.join(', ') : textOf(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function textOf(value: string | number | null): string {
  if (value === null) return '–';
  const day = daySchema.safeParse(value);
  if (day.success) return formatDay(day.data);
  const month = monthSchema.safeParse(value);
  return month.success ? formatMonth(month.data) : String(value);
}

function whenOf({ day, month, noticedAt }: Finding): string {
  if (day !== null) return formatDay(day);
  return month === null ? formatDay(noticedAt.slice(0, 10)) : formatMonth(month);
}
