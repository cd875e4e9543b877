import { compareShares, formatCount, formatRate, formatThreshold, type Share } from './format-vietnamese.ts';
import { ruleWords } from './rule-words.ts';
import type { UnitMonth } from './unit-month.ts';

/** A rate as it may be, set against the threshold. */
export interface RateBound {
  readonly name: string;
  readonly share: Share;
  readonly rate: string;
  /** `2 trên 120` */
  readonly fraction: string;
  /** Null where there is no threshold. */
  readonly judgement: string | null;
}

/** A month's rate; where something is unknown, at best and at worst. */
export function listBounds({ rule, best, worst, unknown, threshold }: UnitMonth): RateBound[] {
  const { rate, broken, kept } = ruleWords[rule];
  if (unknown === 0) return [boundOf(rate, best, threshold)];
  return [
    boundOf(`Tốt nhất, nếu mọi hồ sơ chưa rõ đều ${kept}`, best, threshold),
    boundOf(`Xấu nhất, nếu mọi hồ sơ chưa rõ đều ${broken}`, worst, threshold),
  ];
}

function boundOf(name: string, share: Share, threshold: Share | null): RateBound {
  return {
    name,
    share,
    rate: formatRate(share, threshold),
    fraction: `${formatCount(share.numerator)} trên ${formatCount(share.denominator)}`,
    judgement: threshold === null ? null : judgementOf(share, threshold),
  };
}

function judgementOf(share: Share, threshold: Share): string {
  const order = compareShares(share, threshold);
  const limit = `ngưỡng ${formatThreshold(threshold)}`;
  if (order > 0) return `lớn hơn ${limit}`;
  return order === 0 ? `đúng bằng ${limit}, không vượt` : `không vượt ${limit}`;
}
