import type { Evaluation } from '../evaluation/evaluation.ts';
import type { Policy } from '../policy/policy.ts';
import { LATE_ACCEPTANCE_RULE } from '../policy/rule.ts';
import type { Counts } from '../tally/tally.ts';
import {
  compareShares,
  formatCount,
  formatPoints,
  formatRate,
  formatThreshold,
  type Share,
} from './format-vietnamese.ts';
import { ruleWords } from './rule-words.ts';

/** How a rate came about, ready to be read line by line. */
export interface Calculation {
  readonly basis: string;
  /** The formula in words, then with this month's numbers. */
  readonly formula: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly bounds: readonly Bound[];
}

export interface Bound {
  readonly name: string;
  readonly fraction: string;
  readonly rate: string;
  /** The exact comparison, or null where there is no threshold. */
  readonly comparison: string | null;
}

const basisWords: Readonly<Record<Policy['basis'], { basis: string; formula: string }>> = {
  handled: {
    basis: 'trên số hồ sơ cần xử lý',
    formula: 'Tỷ lệ quá hạn = (đã giải quyết quá hạn + đang giải quyết quá hạn) : cần xử lý',
  },
  'fell-due': {
    basis: 'trên số hồ sơ đến hạn trong kỳ',
    formula: 'Tỷ lệ quá hạn = (đến hạn trong kỳ mà giải quyết muộn hoặc chưa xong) : đến hạn trong kỳ',
  },
  resolved: {
    basis: 'trên số hồ sơ đã giải quyết',
    formula: 'Tỷ lệ quá hạn = đã giải quyết quá hạn : đã giải quyết',
  },
};

/** The arithmetic of a judged month, or null where nothing could be counted. */
export function listCalculation(evaluation: Evaluation): Calculation | null {
  const { counts, basis, denominator } = evaluation;
  if (evaluation.rule === LATE_ACCEPTANCE_RULE) return denominator === 0 ? null : lateAcceptance(evaluation);
  if (counts === null || basis === null || denominator === 0) return null;
  return { ...basisWords[basis], ...termsOf(counts, basis, evaluation), bounds: boundsOf(evaluation) };
}

function lateAcceptance(evaluation: Evaluation): Calculation {
  return {
    basis: 'trên số hồ sơ trực tuyến đến hạn tiếp nhận',
    formula:
      'Tỷ lệ tiếp nhận chậm = (tiếp nhận quá thời hạn + quá thời hạn mà chưa tiếp nhận) : đến hạn tiếp nhận trong kỳ',
    numerator: `Tiếp nhận chậm: ${formatCount(evaluation.overdue)}`,
    denominator: `Đến hạn tiếp nhận trong kỳ, kể cả hồ sơ chưa rõ: ${formatCount(evaluation.denominator)}`,
    bounds: boundsOf(evaluation),
  };
}

/** The rate at best and at worst against the threshold; of several bands, the rate against the one whose points follow too. */
function boundsOf({ rule, overdue, unknown, denominator, threshold, band }: Evaluation): Bound[] {
  const { rate, kept, broken } = ruleWords[rule];
  const best = { numerator: overdue, denominator };
  const worst = { numerator: overdue + unknown, denominator };
  const bounds =
    unknown === 0
      ? [boundOf(rate, best, threshold)]
      : [
          boundOf(`Tốt nhất: mọi hồ sơ chưa rõ đều ${kept}`, best, threshold),
          boundOf(`Xấu nhất: mọi hồ sơ chưa rõ đều ${broken}`, worst, threshold),
        ];
  if (band === undefined) return bounds;
  const points = formatPoints(band.pointsHundredths);
  return [...bounds, boundOf(`Mức cao nhất đã vượt, trừ ${points} điểm`, best, band)];
}

function termsOf(
  counts: Counts,
  basis: Policy['basis'],
  { overdue, denominator }: Pick<Evaluation, 'overdue' | 'denominator'>,
): Pick<Calculation, 'numerator' | 'denominator'> {
  switch (basis) {
    case 'handled':
      return {
        numerator: `Quá hạn: ${sumOf([counts.resolvedOverdue, counts.inProcessOverdue], 0, counts.overdue - overdue)}`,
        denominator: `Cần xử lý: ${sumOf([counts.received, counts.carriedOver], denominator - counts.handled)}`,
      };
    case 'fell-due':
      return {
        numerator: `Đến hạn mà muộn hoặc chưa xong: ${sumOf([counts.fellDueOverdue], 0, counts.fellDueOverdue - overdue)}`,
        denominator: `Đến hạn trong kỳ: ${sumOf([counts.fellDue], denominator - counts.fellDue)}`,
      };
    case 'resolved': {
      const resolved = [counts.resolvedEarly, counts.resolvedOnTime, counts.resolvedOverdue, counts.resolvedNoDueDate];
      const extra = denominator - resolved.reduce((total, count) => total + count, 0);
      return {
        numerator: `Đã giải quyết quá hạn: ${sumOf([counts.resolvedOverdue], 0, counts.resolvedOverdue - overdue)}`,
        denominator: `Đã giải quyết: ${sumOf(resolved, extra)}`,
      };
    }
  }
}

/** `400 + 30 = 430`, with what is unknown and not counted elsewhere, or counted but in doubt, as a last term. */
function sumOf(terms: readonly number[], unknownBesides = 0, doubtful = 0): string {
  const total = terms.reduce((sum, term) => sum + term, unknownBesides - doubtful);
  const extra = unknownBesides === 0 ? [] : [`${formatCount(unknownBesides)} hồ sơ chưa rõ ngoài số đã đếm`];
  const sum = [...terms.map(formatCount), ...extra].join(' + ');
  if (doubtful !== 0) return `${sum} − ${formatCount(doubtful)} hồ sơ có các dòng mâu thuẫn = ${formatCount(total)}`;
  return terms.length + extra.length === 1 ? sum : `${sum} = ${formatCount(total)}`;
}

function boundOf(name: string, rate: Share, threshold: Share | null): Bound {
  return {
    name,
    fraction: `${formatCount(rate.numerator)} : ${formatCount(rate.denominator)}`,
    rate: formatRate(rate, threshold),
    comparison: threshold === null ? null : comparisonOf(rate, threshold),
  };
}

/** In whole numbers, as it was judged: 12 × 1.000 = 12.000 against 430 × 20 = 8.600. */
function comparisonOf(rate: Share, threshold: Share): string {
  const order = compareShares(rate, threshold);
  const words = order > 0 ? 'lớn hơn' : order === 0 ? 'đúng bằng, không lớn hơn' : 'nhỏ hơn';
  const sign = order > 0 ? '>' : order === 0 ? '=' : '<';
  const left = `${product(rate.numerator, threshold.denominator)}`;
  const right = `${product(rate.denominator, threshold.numerator)}`;
  return `${words} ngưỡng ${formatThreshold(threshold)}, vì ${left} ${sign} ${right}`;
}

function product(first: number, second: number): string {
  return `${formatCount(first)} × ${formatCount(second)} = ${formatCount(first * second)}`;
}
