import { OVERDUE_SHARE_RULE } from '../policy/rule.ts';
import {
  formatCount,
  formatDay,
  formatMonth,
  formatPoints,
  formatRate,
  formatThreshold,
  type Share,
} from '../report/format-vietnamese.ts';
import { countedDossiers, type RuleWords, ruleWords } from '../report/rule-words.ts';
import type { Evidence } from './evidence.ts';
import { whereEvidenceIs } from './evidence-words.ts';
import type { Fact, Matter } from './letter.ts';
import type { Topic } from './notice.ts';

export type DeductionTopic = Extract<Topic, { kind: 'deduction' }>;

/**
 * A deduction with all that it rests on.
 *
 * @param evidence null where there is no list of the dossiers
 * @param isToDeputies whether the letter goes to the deputies, since the head's could not be delivered: the time for
 * explaining runs from their own letter (settle-deduction.ts), so that the head's last day is not repeated
 */
export function describeDeduction(topic: DeductionTopic, evidence: Evidence | null, isToDeputies = false): Matter {
  const brief = briefOf(topic, isToDeputies);
  return {
    tone: 'deduction',
    label: labelOf(topic),
    title: `${topic.unitName}: tỷ lệ hồ sơ ${wordsOf(topic).broken} tháng ${formatMonth(topic.month)} trên ${formatThreshold(limitOf(topic))}`,
    ...(brief !== null && { brief }),
    facts: [
      ...figures(topic),
      ...pointsOf(topic),
      answerBy(topic, isToDeputies),
      { name: `Tổng điểm bị trừ năm ${topic.year}`, value: `${formatPoints(topic.yearTotalHundredths)} điểm` },
      { name: 'Căn cứ', value: topic.legalBasis },
      { name: 'Danh sách hồ sơ', value: whereEvidenceIs(evidence) },
    ],
    paragraphs: [...unknownDossiers(topic), rule(topic), ...decided(topic), whatToDo(topic), howToAnswer(topic)],
  };
}

function labelOf(topic: DeductionTopic): string {
  const points = formatPoints(topic.pointsHundredths);
  if (isProposal(topic)) return `Đề xuất trừ ${points} điểm`;
  if (topic.changeHundredths === undefined) return `Trừ ${points} điểm`;
  if (topic.changeHundredths === 0) return `Giữ nguyên mức trừ ${points} điểm`;
  return topic.isReinstated ? `Khôi phục trừ ${points} điểm` : `Điều chỉnh thành trừ ${points} điểm`;
}

function pointsOf(topic: DeductionTopic): Fact[] {
  const { pointsHundredths, askedHundredths = pointsHundredths, changeHundredths } = topic;
  const points = `${formatPoints(pointsHundredths)} điểm`;
  if (isProposal(topic)) return [{ name: 'Mức đề xuất trừ', value: `${points}, chưa trừ` }];
  const cut = ` (theo quy định là ${formatPoints(askedHundredths)} điểm, đã đến mức trừ tối đa của năm)`;
  const value = askedHundredths > pointsHundredths ? `${points}${cut}` : points;
  if (changeHundredths === undefined) return [{ name: 'Mức trừ lần này', value }];
  const name = topic.isReinstated ? 'Mức trừ sau khi khôi phục' : 'Mức trừ sau điều chỉnh';
  return [{ name, value: `${value}; ${comparedWithLastTold(pointsHundredths, changeHundredths)}` }];
}

function comparedWithLastTold(pointsHundredths: number, changeHundredths: number): string {
  if (changeHundredths === 0) return 'không thay đổi so với thông báo trước';
  return `thông báo trước là ${formatPoints(pointsHundredths - changeHundredths)} điểm`;
}

/** Whether points that had been taken were changed, and some still are. */
export function isAdjustment({ changeHundredths }: DeductionTopic): boolean {
  return changeHundredths !== undefined;
}

function decided(topic: DeductionTopic): string[] {
  const { decision, reference = null, isNewProposal, isReinstated, untoldReversal } = topic;
  if (isNewProposal) return ['Đề xuất này thay đề xuất trước đối với cùng tháng.'];
  if (decision === undefined) return [];
  const name = isReinstated ? 'Lý do khôi phục' : 'Lý do quyết định';
  const why = `${name}: ${withDocument(decision, reference)}`;
  if (untoldReversal === undefined) return [why];
  const { reason, reference: reversedBy } = untoldReversal;
  return [reversedAndReinstated(topic), `Lý do hủy: ${withDocument(reason, reversedBy)}`, why];
}

function reversedAndReinstated({ month, changeHundredths }: DeductionTopic): string {
  const unchanged = changeHundredths === 0 ? '; điểm trừ không thay đổi so với thông báo trước' : '';
  return `Khoản trừ điểm tháng ${formatMonth(month)} đã được hủy rồi khôi phục${unchanged}.`;
}

function withDocument(reason: string, reference: string | null): string {
  return reference === null ? reason : `${reason} (văn bản: ${reference})`;
}

/** Whether the points are not taken yet, because the unit has a time for explaining itself. */
export function isProposal({ explanationWorkingDays }: DeductionTopic): boolean {
  return explanationWorkingDays !== undefined;
}

/** The raw fraction stands beside the rate, and the comparison is said in words: 2,00% may be over or not over 2%. */
function figures(topic: DeductionTopic): Fact[] {
  const { overdue, denominator, rule = OVERDUE_SHARE_RULE, basis = null } = topic;
  const words = wordsOf(topic);
  const limit = limitOf(topic);
  const rate = { numerator: overdue, denominator };
  const fraction = `${formatCount(overdue)} / ${formatCount(denominator)}`;
  return [
    { name: `Hồ sơ ${words.broken}`, value: `${fraction} ${countedDossiers(rule, basis)}` },
    {
      name: words.rate,
      value: `${fraction} = ${formatRate(rate, limit)}, lớn hơn mức ${formatThreshold(limit)}`,
    },
  ];
}

function wordsOf({ rule = OVERDUE_SHARE_RULE }: DeductionTopic): RuleWords {
  return ruleWords[rule];
}

/** The share that was exceeded: of a policy with several bands that of the band whose points are taken. */
function limitOf({ band, threshold }: DeductionTopic): Share {
  return band ?? threshold;
}

function unknownDossiers(topic: DeductionTopic): string[] {
  const { unknown, denominator } = topic;
  if (unknown === 0) return [];
  const { broken, whyUnknown } = wordsOf(topic);
  return [
    `Trong ${formatCount(denominator)} hồ sơ nêu trên có ${formatCount(unknown)} hồ sơ chưa xác định được ` +
      `(${whyUnknown}). Các hồ sơ đó được tính là không ${broken}, theo hướng có lợi cho đơn vị; ` +
      `tỷ lệ vẫn lớn hơn ${formatThreshold(limitOf(topic))}.`,
  ];
}

function rule(topic: DeductionTopic): string {
  const { band, threshold, askedHundredths = topic.pointsHundredths } = topic;
  if (band !== undefined) return ruleOfBands(topic, band);
  const limit = formatThreshold(threshold);
  return (
    `Quy định: mỗi tháng có tỷ lệ hồ sơ ${wordsOf(topic).broken} lớn hơn ${limit}, đơn vị bị trừ ${formatPoints(askedHundredths)} điểm ` +
    `vào điểm cải cách hành chính năm; đúng bằng ${limit} thì không bị trừ.`
  );
}

function ruleOfBands(topic: DeductionTopic, band: NonNullable<DeductionTopic['band']>): string {
  const [lowest, limit] = [formatThreshold(topic.threshold), formatThreshold(band)];
  return (
    `Quy định có nhiều mức: tháng có tỷ lệ hồ sơ ${wordsOf(topic).broken} lớn hơn ${lowest} thì đơn vị bị trừ điểm cải cách ` +
    `hành chính năm, tỷ lệ vượt mức cao hơn thì bị trừ nhiều hơn. Mức cao nhất mà tỷ lệ của tháng đã vượt là ${limit}, ` +
    `tương ứng ${formatPoints(band.pointsHundredths)} điểm; đúng bằng ${limit} thì ` +
    `${limit === lowest ? 'không bị trừ' : 'tính theo mức thấp hơn liền kề'}.`
  );
}

function whatToDo(topic: DeductionTopic): string {
  return `Đề nghị ${topic.unitName} rà soát danh sách, ${wordsOf(topic).toDo} và làm rõ trách nhiệm.`;
}

/** Until when a unit may answer: what nobody explains in time is confirmed by itself. */
function answerBy({ explanationWorkingDays, explainBy }: DeductionTopic, isToDeputies: boolean): Fact {
  if (explanationWorkingDays === undefined) return { name: 'Thời hạn kiến nghị', value: 'Không giới hạn' };
  const window = `${explanationWorkingDays} ngày làm việc kể từ ngày gửi thư này`;
  if (isToDeputies) return { name: 'Thời hạn giải trình', value: `${window} đến Ông/Bà` };
  const lastDay = explainBy === undefined ? '' : `, chậm nhất ngày ${formatDay(explainBy)}`;
  return { name: 'Thời hạn giải trình', value: `${window}${lastDay}` };
}

function howToAnswer({ explanationWorkingDays }: DeductionTopic): string {
  const answer =
    'Nếu không thống nhất với số liệu, đề nghị trả lời thư này hoặc gửi văn bản giải trình kèm chứng cứ đến nơi liên hệ dưới đây';
  if (explanationWorkingDays === undefined) return `${answer}; khoản trừ điểm sẽ được xem xét lại theo chứng cứ.`;
  return (
    `Đây mới là đề xuất, chưa trừ điểm. ${answer} trong thời hạn giải trình nêu trên. Có giải trình thì điểm chỉ bị trừ sau khi ` +
    'giải trình đã được xem xét; hết thời hạn mà không có giải trình thì khoản trừ điểm được xác nhận.'
  );
}

/** What must be read where there is room for a line alone. */
function briefOf({ explanationWorkingDays, explainBy }: DeductionTopic, isToDeputies: boolean): string | null {
  if (explanationWorkingDays === undefined) return null;
  if (isToDeputies || explainBy === undefined) {
    return `giải trình trong ${explanationWorkingDays} ngày làm việc kể từ ngày gửi thư này`;
  }
  return `giải trình chậm nhất ngày ${formatDay(explainBy)}`;
}
