import type { Assignment } from '../assignment/assignment.ts';
import type { Day } from '../calendar/day.ts';
import type { Month } from '../calendar/month.ts';
import type { Finding } from '../finding/finding.ts';
import { formatMonth } from '../report/format-vietnamese.ts';

/** Whose explanation is asked, and who collects it. */
export interface RiseRequest {
  readonly finding: Pick<Finding, 'unitId' | 'findingId' | 'sentence'>;
  readonly month: Month;
  /** The unit that collects explanations; null: none, or the unit itself. */
  readonly collector: { readonly unitId: string; readonly name: string } | null;
  /** Who gets the explanation where no unit collects. */
  readonly superiorName: string | null;
  readonly askedOn: Day;
  readonly dueOn: Day;
}

/** `rise@2020-08#so-xay-dung`: registry files can hold neither `#` nor `@` in the id of an assignment. */
export function riseRequestId(unitId: string, month: Month): string {
  return `rise@${month}#${unitId}`;
}

/** The report by which a unit explains a rise, as an assignment that nobody had to enter. */
export function askForExplanation({
  finding,
  month,
  collector,
  superiorName,
  askedOn,
  dueOn,
}: RiseRequest): Assignment {
  const { unitId, findingId, sentence } = finding;
  const name = formatMonth(month);
  return {
    assignmentId: riseRequestId(unitId, month),
    directive: `Giải trình hồ sơ quá hạn tăng, tháng ${name}`,
    item: '',
    title: `Giải trình việc hồ sơ quá hạn tháng ${name} tăng so với tháng trước`,
    leadUnitId: unitId,
    coordinatingUnitIds: [],
    reportTo: collector?.name ?? superiorName ?? 'cơ quan cấp trên trực tiếp',
    dueOn,
    recurrence: null,
    explains: { findingId, month, sentence, collectingUnitId: collector?.unitId ?? null },
    validFrom: askedOn,
    validTo: null,
  };
}
