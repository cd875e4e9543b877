import type { Day } from '../calendar/day.ts';
import { formatDay } from '../report/format-vietnamese.ts';
import type { AssignmentTopic } from './describe-assignment.ts';
import { dueDateFacts } from './due-date-words.ts';
import type { Matter } from './letter.ts';

/** That a unit has to explain what was noticed of it: what, by when, to whom, and that this takes no points. */
export function describeExplanationRequest(
  topic: AssignmentTopic,
  { sentence }: NonNullable<AssignmentTopic['explains']>,
  day: Day,
): Pick<Matter, 'facts' | 'paragraphs'> {
  const { unitName, reportTo } = topic;
  return {
    facts: [
      { name: 'Đơn vị giải trình', value: unitName },
      ...dueDateFacts(topic),
      { name: 'Nơi nhận giải trình', value: reportTo },
    ],
    paragraphs: [
      sentence,
      `Đề nghị ${unitName} ${request(topic, day)}, nêu rõ nguyên nhân, trách nhiệm của tập thể, cá nhân liên quan và biện ` +
        'pháp khắc phục.',
      'Việc giải trình nhằm làm rõ nguyên nhân; tự nó không làm đơn vị bị trừ điểm. Nếu số liệu chưa đúng, đề nghị nêu cụ ' +
        'thể mã hồ sơ trong văn bản giải trình; danh sách hồ sơ quá hạn lấy tại nơi liên hệ nêu dưới đây.',
    ],
  };
}

function request({ reportTo, dueOn, handedBack }: AssignmentTopic, day: Day): string {
  const what = handedBack === undefined ? 'giải trình bằng văn bản' : 'bổ sung, hoàn chỉnh văn bản giải trình';
  if (dueOn < day) return `${what}, gửi ngay đến ${reportTo} và nói rõ lý do chậm`;
  const when = dueOn === day ? 'trong hôm nay' : `chậm nhất ngày ${formatDay(dueOn)}`;
  return `${what}, gửi đến ${reportTo} ${when}`;
}
