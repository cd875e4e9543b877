import type { Day } from '../calendar/day.ts';
import { formatDay } from '../report/format-vietnamese.ts';
import { dueDateFacts, latenessInWords, orderOf, sentenceCase } from './due-date-words.ts';
import type { Fact, Matter } from './letter.ts';
import type { Topic } from './notice.ts';

export type EscalationTopic = Extract<Topic, { kind: 'escalation' }>;

/** That a unit's report is late, told to its superior or, where it has none to write to, to the unit that leads. */
export function describeEscalation(topic: EscalationTopic, day: Day): Matter {
  const { lateUnitName, workingDaysLate, title, role, reportTo } = topic;
  return {
    tone: 'overdue',
    label: `${sentenceCase(latenessInWords(workingDaysLate))}, đề nghị đôn đốc`,
    title: `${lateUnitName} chưa gửi báo cáo: ${title}`,
    facts: [
      { name: 'Đơn vị chậm báo cáo', value: `${lateUnitName} (${role === 'lead' ? 'chủ trì' : 'phối hợp'})` },
      ...dueDateFacts(topic),
      { name: 'Số ngày chậm', value: `${workingDaysLate} ngày làm việc, tính đến ngày ${formatDay(day)}` },
      orderFact(topic),
      { name: 'Nơi nhận báo cáo', value: reportTo },
    ],
    paragraphs: [whyTold(topic), whatToDo(topic)],
  };
}

/** What the system asks for rests on no document, but on what it noticed. */
function orderFact(topic: EscalationTopic): Fact {
  const { explains } = topic;
  return explains === undefined
    ? { name: 'Văn bản giao', value: orderOf(topic) }
    : { name: 'Nội dung cần giải trình', value: explains.sentence };
}

function whyTold({ toldAs, unitName, lateUnitName, explains }: EscalationTopic): string {
  const leads = explains === undefined ? 'đơn vị chủ trì' : 'đơn vị tổng hợp giải trình';
  return toldAs === 'superior'
    ? `Nội dung này được gửi đến ${unitName} là cơ quan cấp trên của ${lateUnitName}.`
    : `Nội dung này được gửi đến ${unitName} là ${leads}, vì danh mục đơn vị không có địa chỉ cơ quan cấp trên của ${lateUnitName}.`;
}

/** Only a superior may order something: a department that leads can urge a district. */
function whatToDo({ toldAs, unitName, lateUnitName, reportTo }: EscalationTopic): string {
  const send = `${lateUnitName} gửi ngay báo cáo đến ${reportTo}`;
  return toldAs === 'superior'
    ? `Đề nghị ${unitName} chỉ đạo ${send}, làm rõ nguyên nhân và trách nhiệm của việc chậm báo cáo.`
    : `Đề nghị ${unitName} đôn đốc ${send}, nêu rõ lý do chậm.`;
}
