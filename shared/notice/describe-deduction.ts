import { formatCount, formatMonth, formatPoints, formatRate, formatThreshold } from '../report/format-vietnamese.ts';
import type { Evidence } from './evidence.ts';
import type { Fact, Matter } from './letter.ts';
import type { Topic } from './notice.ts';

export type DeductionTopic = Extract<Topic, { kind: 'deduction' }>;

/** What the denominator counts, by the policy's basis. */
const countedDossiers = {
  handled: 'hồ sơ cần xử lý',
  'fell-due': 'hồ sơ đến hạn trả kết quả',
  resolved: 'hồ sơ đã giải quyết',
} as const;

/** A deduction with all that it rests on. `evidence` is null where there is no list of the dossiers. */
export function describeDeduction(topic: DeductionTopic, evidence: Evidence | null): Matter {
  const points = formatPoints(topic.pointsHundredths);
  return {
    tone: 'deduction',
    label: isProposal(topic) ? `Đề xuất trừ ${points} điểm` : `Trừ ${points} điểm`,
    title: `${topic.unitName}: tỷ lệ hồ sơ quá hạn tháng ${formatMonth(topic.month)} trên ${formatThreshold(topic.threshold)}`,
    facts: [
      ...figures(topic),
      isProposal(topic)
        ? { name: 'Mức đề xuất trừ', value: `${points} điểm, chưa trừ` }
        : { name: 'Mức trừ lần này', value: `${points} điểm` },
      { name: `Tổng điểm bị trừ năm ${topic.year}`, value: `${formatPoints(topic.yearTotalHundredths)} điểm` },
      { name: 'Căn cứ', value: topic.legalBasis },
      { name: 'Danh sách hồ sơ', value: whereEvidenceIs(evidence) },
    ],
    paragraphs: [...unknownDossiers(topic), rule(topic), whatToDo(topic)],
  };
}

/** Whether the points are not taken yet, because the unit has a time for explaining itself. */
export function isProposal({ explanationWorkingDays }: DeductionTopic): boolean {
  return explanationWorkingDays !== undefined;
}

/** The raw fraction stands beside the rate, and the comparison is said in words: 2,00% may be over or not over 2%. */
function figures({ overdue, denominator, threshold, basis = 'handled' }: DeductionTopic): Fact[] {
  const rate = { numerator: overdue, denominator };
  const fraction = `${formatCount(overdue)} / ${formatCount(denominator)}`;
  return [
    { name: 'Hồ sơ quá hạn', value: `${fraction} ${countedDossiers[basis]}` },
    {
      name: 'Tỷ lệ quá hạn',
      value: `${fraction} = ${formatRate(rate, threshold)}, lớn hơn mức ${formatThreshold(threshold)}`,
    },
  ];
}

function unknownDossiers({ unknown, denominator, threshold }: DeductionTopic): string[] {
  if (unknown === 0) return [];
  return [
    `Trong ${formatCount(denominator)} hồ sơ nêu trên có ${formatCount(unknown)} hồ sơ chưa xác định được (thiếu ngày hẹn ` +
      'trả, dữ liệu không đọc được hoặc không còn trong dữ liệu). Các hồ sơ đó được tính là không quá hạn, theo hướng ' +
      'có lợi cho đơn vị; ' +
      `tỷ lệ vẫn lớn hơn ${formatThreshold(threshold)}.`,
  ];
}

function rule({ threshold, pointsHundredths }: DeductionTopic): string {
  const limit = formatThreshold(threshold);
  return (
    `Quy định: mỗi tháng có tỷ lệ hồ sơ quá hạn lớn hơn ${limit}, đơn vị bị trừ ${formatPoints(pointsHundredths)} điểm ` +
    `vào điểm cải cách hành chính năm; đúng bằng ${limit} thì không bị trừ.`
  );
}

function whatToDo({ unitName, explanationWorkingDays }: DeductionTopic): string {
  const toDo = `Đề nghị ${unitName} rà soát danh sách, giải quyết ngay các hồ sơ còn quá hạn và làm rõ trách nhiệm. `;
  if (explanationWorkingDays !== undefined) {
    return (
      `${toDo}Đây mới là đề xuất. Nếu không thống nhất với số liệu, đề nghị trả lời thư này hoặc gửi văn bản giải trình ` +
      `kèm chứng cứ đến nơi liên hệ dưới đây trong thời hạn ${explanationWorkingDays} ngày làm việc; việc trừ điểm chỉ ` +
      'được quyết định sau thời hạn đó.'
    );
  }
  return (
    toDo +
    'Nếu không thống nhất với số liệu, đề nghị trả lời thư này hoặc gửi văn bản giải trình kèm chứng cứ đến nơi liên hệ ' +
    'dưới đây; khoản trừ điểm sẽ được xem xét lại theo chứng cứ.'
  );
}

function whereEvidenceIs(evidence: Evidence | null): string {
  if (evidence === null) return 'Chưa có tệp kèm theo; đề nghị hỏi nơi liên hệ dưới đây';
  if (evidence.content !== null) return `Đính kèm thư này: ${evidence.filename}`;
  return `Tệp ${evidence.filename} quá lớn để đính kèm; đề nghị nhận tại nơi liên hệ dưới đây`;
}
