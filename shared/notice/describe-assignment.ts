import type { Day } from '../calendar/day.ts';
import { formatCount, formatDay } from '../report/format-vietnamese.ts';
import { describeExplanationRequest } from './describe-explanation-request.ts';
import { dueDateFacts, latenessInWords, orderOf, sentenceCase } from './due-date-words.ts';
import type { Matter } from './letter.ts';
import type { Topic } from './notice.ts';

export type AssignmentTopic = Extract<Topic, { kind: 'assignment' }>;

/** A reminder of a report, before, on or after its due date. */
export function describeAssignment(topic: AssignmentTopic, day: Day): Matter {
  const { unitName, title, role } = topic;
  const urgency = { tone: toneOf(topic), label: sentenceCase(standing(topic, day)), title };
  if (topic.explains !== undefined) return { ...urgency, ...describeExplanationRequest(topic, topic.explains, day) };
  return {
    ...urgency,
    facts: [
      { name: role === 'lead' ? 'Đơn vị chủ trì' : 'Đơn vị phối hợp', value: unitName },
      ...dueDateFacts(topic),
      { name: 'Văn bản giao', value: orderOf(topic) },
    ],
    paragraphs: [request(topic, day)],
  };
}

/** How the due date stands, counted in working days: còn 3 ngày làm việc, đến hạn hôm nay, đã quá hạn 1 ngày làm việc. */
function standing({ workingDaysLeft, dueOn, handedBack }: AssignmentTopic, day: Day): string {
  const again = handedBack === undefined ? '' : 'báo cáo bị trả lại, ';
  if (workingDaysLeft > 0) return `${again}còn ${formatCount(workingDaysLeft)} ngày làm việc`;
  if (workingDaysLeft < 0 || dueOn < day) return `${again}${latenessInWords(-workingDaysLeft)}`;
  return `${again}${dueOn > day ? 'hôm nay là ngày làm việc cuối cùng trước hạn' : 'đến hạn hôm nay'}`;
}

function toneOf({ workingDaysLeft }: AssignmentTopic): Matter['tone'] {
  if (workingDaysLeft === 0) return 'today';
  return workingDaysLeft < 0 ? 'overdue' : 'coming';
}

function request({ role, unitName, reportTo, dueOn, handedBack }: AssignmentTopic, day: Day): string {
  const report = role === 'lead' ? 'báo cáo' : 'phần báo cáo thuộc trách nhiệm của mình';
  const again = handedBack === undefined ? '' : 'bổ sung, hoàn chỉnh và ';
  if (dueOn < day) return `Đề nghị ${unitName} ${again}gửi ngay ${report} đến ${reportTo}, nêu rõ lý do chậm.`;
  const when = dueOn === day ? 'trong hôm nay' : `chậm nhất ngày ${formatDay(dueOn)}`;
  const part = role === 'lead' ? 'chủ trì' : 'phối hợp';
  return `Đề nghị ${unitName} ${part}, ${again}gửi ${report} đến ${reportTo} ${when}.`;
}
