import type { Day } from '../calendar/day.ts';
import { type Mute, mutesOn, type TopicKind } from '../notice/mute.ts';

/** The users' words for what a mail can tell. */
export const topicKindWords: Readonly<Record<TopicKind, string>> = {
  assignment: 'Nhắc báo cáo',
  escalation: 'Đề nghị đôn đốc đơn vị trực thuộc',
  'late-reports': 'Danh sách báo cáo quá hạn',
  deduction: 'Trừ điểm',
  'deduction-lifted': 'Rút, hủy trừ điểm',
  undecided: 'Tháng chưa đủ căn cứ kết luận',
  announcement: 'Kết quả tháng',
  findings: 'Dấu hiệu cần rà soát',
  'findings-week': 'Tổng hợp dấu hiệu trong tuần',
};

export interface MuteRow extends Pick<Mute, 'unitId' | 'actor' | 'reason'> {
  readonly until: Day;
  /** In the users' words. */
  readonly kinds: readonly string[];
}

/** The orders that stand on a day, one row each with the kinds for which it still stands; the first to end comes first. */
export function listMutes(orders: readonly Mute[], day: Day): MuteRow[] {
  const rows = [...mutesOn(orders, day)].flatMap(([unitId, byKind]) =>
    [...Map.groupBy(byKind, ([, { number }]) => number).values()].flatMap((ofOrder) => {
      const [first] = ofOrder;
      if (first === undefined) return [];
      const { until, actor, reason } = first[1];
      return until === null
        ? []
        : [{ unitId, until, actor, reason, kinds: ofOrder.map(([kind]) => topicKindWords[kind]) }];
    }),
  );
  return rows.toSorted((one, other) => one.until.localeCompare(other.until) || one.unitId.localeCompare(other.unitId));
}
