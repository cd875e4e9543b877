import type { Day } from '../calendar/day.ts';
import { formatCount, formatDay } from '../report/format-vietnamese.ts';
import type { Matter } from './letter.ts';
import type { Topic } from './notice.ts';

export type AssignmentTopic = Extract<Topic, { kind: 'assignment' }>;

/** A reminder of a report, before, on or after its due date. */
export function describeAssignment(topic: AssignmentTopic, day: Day): Matter {
  const { unitName, title, dueOn, directive, item, role } = topic;
  return {
    tone: toneOf(topic),
    label: sentenceCase(standing(topic, day)),
    title,
    facts: [
      { name: role === 'lead' ? 'Đơn vị chủ trì' : 'Đơn vị phối hợp', value: unitName },
      { name: 'Hạn báo cáo', value: `Chậm nhất ngày ${formatDay(dueOn)}` },
      { name: 'Văn bản giao', value: item === '' ? directive : `${directive}, mục ${item}` },
    ],
    paragraphs: [request(topic, day)],
  };
}

/** How the due date stands, counted in working days: còn 3 ngày làm việc, đến hạn hôm nay, đã quá hạn 1 ngày làm việc. */
function standing({ workingDaysLeft, dueOn }: AssignmentTopic, day: Day): string {
  if (workingDaysLeft > 0) return `còn ${formatCount(workingDaysLeft)} ngày làm việc`;
  if (workingDaysLeft < 0) return `đã quá hạn ${formatCount(-workingDaysLeft)} ngày làm việc`;
  if (dueOn > day) return 'hôm nay là ngày làm việc cuối cùng trước hạn';
  return dueOn === day ? 'đến hạn hôm nay' : 'đã quá hạn, chưa qua ngày làm việc nào';
}

function toneOf({ workingDaysLeft }: AssignmentTopic): Matter['tone'] {
  if (workingDaysLeft === 0) return 'today';
  return workingDaysLeft < 0 ? 'overdue' : 'coming';
}

function request({ role, unitName, reportTo, dueOn }: AssignmentTopic, day: Day): string {
  const report = role === 'lead' ? 'báo cáo' : 'phần báo cáo thuộc trách nhiệm của mình';
  if (dueOn < day) return `Đề nghị ${unitName} gửi ngay ${report} đến ${reportTo}, nêu rõ lý do chậm.`;
  const when = dueOn === day ? 'trong hôm nay' : `chậm nhất ngày ${formatDay(dueOn)}`;
  return `Đề nghị ${unitName} ${role === 'lead' ? 'chủ trì' : 'phối hợp'}, gửi ${report} đến ${reportTo} ${when}.`;
}

function sentenceCase(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}
