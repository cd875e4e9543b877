import { formatMonth, formatPoints } from '../report/format-vietnamese.ts';
import { ruleWords } from '../report/rule-words.ts';
import type { Matter } from './letter.ts';
import type { Topic } from './notice.ts';

export type LiftedTopic = Extract<Topic, { kind: 'deduction-lifted' }>;

/** A deduction that is taken back: nothing is taken for the month by this rule any more. */
export function describeLifted(topic: LiftedTopic): Matter {
  const { unitName, month, year, event, rule, reason, reference, legalBasis } = topic;
  const points = `${formatPoints(topic.pointsHundredths)} điểm`;
  return {
    tone: 'coming',
    label: event === 'withdrawn' ? `Rút đề xuất trừ ${points}` : `Trả lại ${points} đã trừ`,
    title: `${unitName}: không bị trừ điểm tháng ${formatMonth(month)} về hồ sơ ${ruleWords[rule].broken}`,
    facts: [
      { name: event === 'withdrawn' ? 'Mức đã đề xuất trừ' : 'Mức được trả lại', value: points },
      { name: `Tổng điểm bị trừ năm ${year}`, value: `${formatPoints(topic.yearTotalHundredths)} điểm` },
      { name: 'Lý do', value: reason },
      ...(reference === null ? [] : [{ name: 'Văn bản', value: reference }]),
      ...(legalBasis === undefined ? [] : [{ name: 'Căn cứ trừ điểm trước đây', value: legalBasis }]),
    ],
    paragraphs: [
      event === 'withdrawn'
        ? `Đề xuất trừ điểm đã thông báo đến đơn vị được rút. ${unitName} không phải giải trình thêm về nội dung này.`
        : 'Khoản trừ điểm đã thông báo đến đơn vị không còn hiệu lực; số điểm nêu trên được trả lại vào điểm cải cách hành ' +
          `chính năm. ${unitName} không phải làm gì thêm.`,
    ],
  };
}
