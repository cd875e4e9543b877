import type { Month } from '../calendar/month.ts';
import { cutAt } from '../notice/cut-at.ts';
import { plainLine } from '../notice/plain-line.ts';
import { compareShares, formatCount, formatMonth, formatPercent } from '../report/format-vietnamese.ts';
import type { ProcedureRise, RiseCause, RiseFigures, RiseParts } from './rise.ts';

const PROCEDURES_IN_SENTENCE = 3;
const LONGEST_PROCEDURE = 100;

/** A rise with all that a sentence says of it. */
export interface ToldRise {
  readonly month: Month;
  readonly monthBefore: Month;
  readonly unitName: string;
  readonly before: RiseFigures;
  readonly now: RiseFigures;
  readonly cause: Pick<RiseCause, 'parts' | 'procedures' | 'monthsRunning'>;
}

/** A rise in one Vietnamese sentence: from how many to how many, why, and where most. */
export function describeRise({ month, monthBefore, unitName, before, now, cause }: ToldRise): string {
  const more = formatCount(now.overdue - before.overdue);
  const again = cause.monthsRunning > 1 ? '; đây là tháng thứ hai liên tiếp hồ sơ quá hạn tăng' : '';
  return (
    `Tháng ${formatMonth(month)}, ${unitName} có ${formatCount(now.overdue)} hồ sơ quá hạn, tăng ${more} hồ sơ so với ` +
    `${formatCount(before.overdue)} hồ sơ của tháng ${formatMonth(monthBefore)} (${describeRates(before, now)}): ` +
    `${describeParts(cause.parts).join(', ')}${whereMost(cause.procedures)}${again}.`
  );
}

/** `4 hồ sơ do giải quyết chậm hơn`, of each part that is not nothing. */
export function describeParts(parts: RiseParts): string[] {
  const told = (count: number, up: string, down: string) => {
    if (count === 0) return [];
    return count > 0 ? [`${formatCount(count)} hồ sơ do ${up}`] : [`giảm ${formatCount(-count)} hồ sơ do ${down}`];
  };
  return [
    ...told(parts.moreIntake, 'phải giải quyết nhiều hồ sơ hơn', 'phải giải quyết ít hồ sơ hơn'),
    ...told(parts.slowerHandling, 'giải quyết chậm hơn', 'giải quyết nhanh hơn'),
    ...told(parts.olderBacklog, 'hồ sơ quá hạn tồn từ trước nhiều hơn', 'hồ sơ quá hạn tồn từ trước ít hơn'),
  ];
}

/** `tỷ lệ từ 1,25% lên 3,5%`, or down, or where it stays. */
export function describeRates(before: RiseFigures, now: RiseFigures): string {
  const [rateBefore, rateNow] = [rateOf(before), rateOf(now)];
  const difference = compareShares(rateNow, rateBefore);
  if (before.denominator === 0) return `tỷ lệ ${formatPercent(rateNow)}, tháng trước không có hồ sơ`;
  if (difference === 0) return `tỷ lệ vẫn là ${formatPercent(rateNow)}`;
  return `tỷ lệ từ ${formatPercent(rateBefore)} ${difference > 0 ? 'lên' : 'xuống'} ${formatPercent(rateNow)}`;
}

/** What people call a procedure: one line, not too long. */
export function procedureInWords({ procedure }: Pick<ProcedureRise, 'procedure'>): string {
  return procedure === null ? 'hồ sơ không ghi thủ tục' : cutAt(plainLine(procedure), LONGEST_PROCEDURE);
}

function whereMost(procedures: readonly ProcedureRise[]): string {
  if (procedures.length === 0) return '';
  const named = procedures
    .slice(0, PROCEDURES_IN_SENTENCE)
    .map((one) => `${procedureInWords(one)} (từ ${formatCount(one.before)} lên ${formatCount(one.now)})`);
  return `; tăng nhiều nhất ở: ${named.join('; ')}`;
}

function rateOf({ overdue, denominator }: RiseFigures) {
  return { numerator: overdue, denominator };
}
