import type { Due } from '../assignment/list-dues.ts';
import type { Day } from '../calendar/day.ts';
import type { Finding } from '../finding/finding.ts';
import { formatDay } from '../report/format-vietnamese.ts';

/** A late report, and the name of the unit that owes it. */
export interface UnaddressedReport extends Due {
  readonly unitName: string;
}

/** The finding, once per report and due date, that a report is late and no superior can be told. */
export function describeUnaddressed(late: UnaddressedReport, day: Day, noticedAt: string): Finding {
  const { unitId, unitName, instance, standing } = late;
  return {
    unitId,
    findingId: `escalation-unaddressed#${instance.instanceId}#${standing.dueOn}`,
    kind: 'escalation-unaddressed',
    severity: 'warning',
    state: 'open',
    sourceId: null,
    day,
    month: null,
    sentence:
      `${unitName} chưa gửi báo cáo "${instance.assignment.title}", hạn ${formatDay(standing.dueOn)}, nhưng không có nơi để ` +
      'đề nghị đôn đốc: danh mục đơn vị không có địa chỉ của cơ quan cấp trên, và đơn vị chủ trì là chính đơn vị này ' +
      'hoặc không có địa chỉ.',
    evidence: { assignmentId: instance.instanceId, firstDueOn: standing.firstDueOn, dueOn: standing.dueOn },
    noticedAt,
  };
}
