import type { Share } from '../format-vietnamese.ts';
import type { UnitMonth } from '../unit-month.ts';

const WIDTH = 120;
const HEIGHT = 14;

/**
 * A rate against its threshold: solid for what is known to be overdue, hatched for what may be, a line at the
 * threshold. It repeats the figure beside it, so it is hidden from screen readers.
 *
 * @param scaleMax the share at the bar's full width; what exceeds it is cut off with an arrow
 */
export function RateBar({ month, scaleMax }: { readonly month: UnitMonth; readonly scaleMax: number }) {
  if (month.best.denominator === 0) return null;
  const best = widthOf(month.best, scaleMax);
  const worst = widthOf(month.worst, scaleMax);
  const isCutOff = ratio(month.best) > scaleMax;
  return (
    <svg className={`rate-bar ${month.verdict ?? 'open'}`} viewBox={`0 0 ${WIDTH + 8} ${HEIGHT}`} aria-hidden="true">
      <rect className="track" x="0" y="4" width={WIDTH} height="6" />
      <rect className="maybe" x={best} y="4" width={worst - best} height="6" />
      <rect className="known" x="0" y="4" width={best} height="6" />
      {isCutOff && <path className="known" d={`M${WIDTH} 2 L${WIDTH + 6} 7 L${WIDTH} 12Z`} />}
      {month.threshold !== null && (
        <rect className="limit" x={widthOf(month.threshold, scaleMax) - 0.75} y="0" width="1.5" height={HEIGHT} />
      )}
    </svg>
  );
}

/** A scale on which a tier's bars can be compared: four thresholds wide, so that one bad unit does not flatten the rest. */
export function scaleOf(months: readonly UnitMonth[], threshold: Share | null): number {
  const highest = Math.max(0, ...months.map(({ best }) => ratio(best)));
  if (threshold === null) return Math.max(0.05, highest);
  return ratio(threshold) * 4;
}

function widthOf(share: Share, scaleMax: number): number {
  return Math.round(Math.min(ratio(share) / scaleMax, 1) * WIDTH * 10) / 10;
}

function ratio({ numerator, denominator }: Share): number {
  return denominator === 0 ? 0 : numerator / denominator;
}
