import type { VerdictReason } from '../evaluation/evaluation.ts';
import type { Policy } from '../policy/policy.ts';
import {
  formatCount,
  formatMonth,
  formatPoints,
  formatRate,
  formatThreshold,
  type Share,
} from './format-vietnamese.ts';
import { ruleWords } from './rule-words.ts';
import { firstDeductingMonth, type UnitMonth } from './unit-month.ts';
import { tierWords } from './words.ts';

/** Why a month was judged as it was, in sentences that a unit head understands. */
export function explainVerdict(month: UnitMonth, policies: readonly Policy[]): string {
  if (month.verdict === null) return 'Tháng chưa kết thúc nên chưa kết luận.';
  return month.reasons.map((reason) => sentenceOf(reason, month, policies)).join(' ');
}

function sentenceOf(reason: VerdictReason, month: UnitMonth, policies: readonly Policy[]): string {
  switch (reason) {
    case 'best-case-exceeds':
      return bestCaseExceeds(month);
    case 'worst-case-does-not-exceed':
      return worstCaseDoesNotExceed(month);
    case 'only-worst-case-exceeds':
      return onlyWorstCaseExceeds(month);
    case 'minimum-not-certain':
      return `Chỉ khi tính cả ${formatCount(month.unknown)} hồ sơ chưa rõ thì số hồ sơ trong tháng mới đạt mức tối thiểu để xét, nên chưa đủ căn cứ kết luận.`;
    case 'waiting-dossiers-not-shown':
      return 'Nguồn dữ liệu không cho biết hồ sơ nào đã nộp mà chưa được tiếp nhận. Số hồ sơ thấy được không vượt ngưỡng, nhưng chưa đủ căn cứ kết luận.';
    case 'governing-snapshot-missing':
      return 'Không nhận được dữ liệu chốt tháng trong thời gian chờ nên chưa đủ căn cứ kết luận.';
    case 'no-counting-source':
      return 'Chưa có nguồn dữ liệu nào được chỉ định để tính cho đơn vị trong tháng này.';
    case 'children-counted-elsewhere':
      return 'Có đơn vị trực thuộc không được tính từ cùng nguồn dữ liệu với đơn vị, nên số hồ sơ đếm được chưa đầy đủ và chưa đủ căn cứ kết luận.';
    case 'no-threshold':
      return `Quy định hiện hành không đặt ngưỡng cho ${tierWords[month.tier].units}.`;
    case 'no-policy':
      return `Trong tháng chưa có quy định nào có hiệu lực đối với ${tierWords[month.tier].units}.`;
    case 'mode-report':
      return modeReport(month, policies);
    case 'nothing-handled':
      return `Trong tháng đơn vị không có ${ruleWords[month.rule].dossiers}.`;
    case 'below-minimum-denominator':
      return 'Số hồ sơ trong tháng ít hơn mức tối thiểu để xét.';
  }
}

function bestCaseExceeds(month: UnitMonth): string {
  const { best, unknown, threshold, rule } = month;
  const { rate, kept } = ruleWords[rule];
  const figure = `${formatRate(best, threshold)} (${fractionOf(best)} hồ sơ)`;
  const sentence =
    unknown === 0
      ? `${rate} ${figure}, lớn hơn ngưỡng ${limit(threshold)}.`
      : `Dù coi cả ${formatCount(unknown)} hồ sơ chưa rõ là ${kept}, ${uncapitalised(rate)} vẫn là ${figure}, lớn hơn ngưỡng ${limit(threshold)}.`;
  return sentence + bandReached(month);
}

/** Which of several bands the points are taken from, and why not from a higher one. */
function bandReached({ band, best, unknown }: UnitMonth): string {
  if (band === undefined) return '';
  const points = formatPoints(band.pointsHundredths);
  const despite = unknown === 0 ? '' : ' Hồ sơ chưa rõ không làm tăng mức trừ.';
  return ` Quy định có nhiều mức; mức cao nhất đã vượt là ${limit(band)} (${formatRate(best, band)} > ${limit(band)}), tương ứng ${points} điểm.${despite}`;
}

function worstCaseDoesNotExceed({ worst, unknown, threshold, rule }: UnitMonth): string {
  const { rate, broken } = ruleWords[rule];
  const figure = `${formatRate(worst, threshold)} (${fractionOf(worst)} hồ sơ)`;
  return unknown === 0
    ? `${rate} ${figure}, không lớn hơn ngưỡng ${limit(threshold)}.`
    : `Dù coi cả ${formatCount(unknown)} hồ sơ chưa rõ là ${broken}, ${uncapitalised(rate)} cũng chỉ là ${figure}, không lớn hơn ngưỡng ${limit(threshold)}.`;
}

function onlyWorstCaseExceeds({ best, worst, unknown, threshold, rule }: UnitMonth): string {
  const { rate, broken, kept } = ruleWords[rule];
  return (
    `Còn ${formatCount(unknown)} hồ sơ chưa rõ ${kept} hay ${broken}, nên ${uncapitalised(rate)} nằm trong khoảng từ ` +
    `${formatRate(best, threshold)} đến ${formatRate(worst, threshold)}: chưa thể kết luận có vượt ngưỡng ${limit(threshold)} hay không.`
  );
}

function fractionOf({ numerator, denominator }: Share): string {
  return `${formatCount(numerator)}/${formatCount(denominator)}`;
}

function uncapitalised(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function modeReport({ tier, rule }: UnitMonth, policies: readonly Policy[]): string {
  const first = firstDeductingMonth(policies, tier, rule);
  const since = first === null ? '' : ` Việc trừ điểm áp dụng từ tháng ${formatMonth(first)}.`;
  return `Tháng này chỉ theo dõi, báo cáo.${since}`;
}

function limit(threshold: UnitMonth['threshold']): string {
  return threshold === null ? '' : formatThreshold(threshold);
}
