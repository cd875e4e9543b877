import type { Day } from '../calendar/day.ts';
import { monthOf } from '../calendar/month.ts';
import type { Finding } from '../finding/finding.ts';
import { formatDay } from '../report/format-vietnamese.ts';
import type { UnreachableUnit } from './plan-digests.ts';

/** The finding, once per unit and month, that a unit has something to be told and no address to tell it to. */
export function describeUnreachable({ unit, topics }: UnreachableUnit, day: Day, noticedAt: string): Finding {
  return {
    unitId: unit.unitId,
    findingId: `unit-unreachable#${monthOf(day)}`,
    kind: 'unit-unreachable',
    severity: 'alarm',
    state: 'open',
    sourceId: null,
    day,
    month: monthOf(day),
    sentence:
      `${unit.name} có ${topics.length} nội dung phải thông báo ngày ${formatDay(day)} nhưng chưa gửi được, ` +
      'vì danh mục đơn vị không có địa chỉ thư điện tử nào của thủ trưởng và cấp phó còn nhận được thư.',
    evidence: { topicIds: topics.map(({ topicId }) => topicId) },
    noticedAt,
  };
}
