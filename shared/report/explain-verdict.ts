import type { VerdictReason } from '../evaluation/evaluation.ts';
import type { Policy } from '../policy/policy.ts';
import { formatCount, formatMonth, formatRate, formatThreshold } from './format-vietnamese.ts';
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
      return 'Trong tháng đơn vị không có hồ sơ nào cần xử lý.';
    case 'below-minimum-denominator':
      return 'Số hồ sơ trong tháng ít hơn mức tối thiểu để xét.';
  }
}

function bestCaseExceeds({ best, unknown, threshold }: UnitMonth): string {
  const rate = `${formatRate(best, threshold)} (${formatCount(best.numerator)}/${formatCount(best.denominator)} hồ sơ)`;
  return unknown === 0
    ? `Tỷ lệ quá hạn ${rate}, lớn hơn ngưỡng ${limit(threshold)}.`
    : `Dù coi cả ${formatCount(unknown)} hồ sơ chưa rõ là đúng hạn, tỷ lệ quá hạn vẫn là ${rate}, lớn hơn ngưỡng ${limit(threshold)}.`;
}

function worstCaseDoesNotExceed({ worst, unknown, threshold }: UnitMonth): string {
  const rate = `${formatRate(worst, threshold)} (${formatCount(worst.numerator)}/${formatCount(worst.denominator)} hồ sơ)`;
  return unknown === 0
    ? `Tỷ lệ quá hạn ${rate}, không lớn hơn ngưỡng ${limit(threshold)}.`
    : `Dù coi cả ${formatCount(unknown)} hồ sơ chưa rõ là quá hạn, tỷ lệ quá hạn cũng chỉ là ${rate}, không lớn hơn ngưỡng ${limit(threshold)}.`;
}

function onlyWorstCaseExceeds({ best, worst, unknown, threshold }: UnitMonth): string {
  return (
    `Còn ${formatCount(unknown)} hồ sơ chưa rõ đúng hạn hay quá hạn, nên tỷ lệ quá hạn nằm trong khoảng từ ` +
    `${formatRate(best, threshold)} đến ${formatRate(worst, threshold)}: chưa thể kết luận có vượt ngưỡng ${limit(threshold)} hay không.`
  );
}

function modeReport({ tier }: UnitMonth, policies: readonly Policy[]): string {
  const first = firstDeductingMonth(policies, tier);
  const since = first === null ? '' : ` Việc trừ điểm áp dụng từ tháng ${formatMonth(first)}.`;
  return `Tháng này chỉ theo dõi, báo cáo.${since}`;
}

function limit(threshold: UnitMonth['threshold']): string {
  return threshold === null ? '' : formatThreshold(threshold);
}
