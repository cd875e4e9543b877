import { useId } from 'react';
import type { TrendMonth } from '../carry-trend.ts';
import { formatMonth, formatRate, formatThreshold, type Share } from '../format-vietnamese.ts';
import type { UnitMonth } from '../unit-month.ts';

const frame = { width: 720, height: 260, left: 48, right: 100, top: 26, bottom: 34 };
const niceSteps = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25];

interface TrendChartProps {
  readonly trend: readonly TrendMonth[];
  readonly unitName: string;
}

/**
 * A unit's overdue rate by month, with the threshold of each month as a line. Months summed over the units that it came
 * from are hollow; where months cannot be compared, the line breaks. The table and the notes below it say the same.
 */
export function TrendChart({ trend, unitName }: TrendChartProps) {
  const titleId = useId();
  const months = trend.map(({ shown }) => shown);
  const scale = scaleFor(months.filter((month) => month !== null));
  const x = (index: number) => frame.left + ((index + 0.5) * (frame.width - frame.left - frame.right)) / trend.length;
  const y = (share: number) =>
    frame.height - frame.bottom - (share / scale.max) * (frame.height - frame.top - frame.bottom);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="scroll" tabIndex={0} aria-label="Biểu đồ tỷ lệ quá hạn theo tháng">
      <svg className="trend" viewBox={`0 0 ${frame.width} ${frame.height}`} role="img" aria-labelledby={titleId}>
        <title id={titleId}>{`Tỷ lệ hồ sơ quá hạn theo tháng của ${unitName}`}</title>
        {scale.ticks.map((tick) => (
          <g key={tick}>
            <line className="grid" x1={frame.left} x2={frame.width - frame.right} y1={y(tick)} y2={y(tick)} />
            <text className="axis" x={frame.left - 8} y={y(tick) + 4} textAnchor="end">
              {formatThreshold({ numerator: Math.round(tick * 10_000), denominator: 10_000 })}
            </text>
          </g>
        ))}
        <ThresholdLine months={months} x={x} y={y} />
        {stretchesOf(trend).map((stretch) => (
          <polyline
            key={stretch[0]}
            className="line"
            points={stretch.flatMap((index) => pointOf(months[index], x(index), y)).join(' ')}
          />
        ))}
        <Turns trend={trend} x={x} />
        {trend.map(({ month, shown, scope }, index) => (
          <g key={month}>
            {shown !== null && hasRate(shown.best) && (
              <Point month={shown} isCarried={scope === 'carried'} cx={x(index)} cy={y(ratio(shown.best))} />
            )}
            {shown === null && (
              <text className="axis" x={x(index)} y={(frame.top + frame.height - frame.bottom) / 2} textAnchor="middle">
                không so sánh được
              </text>
            )}
            <text className="axis" x={x(index)} y={frame.height - 10} textAnchor="middle">
              {formatMonth(month)}
            </text>
          </g>
        ))}
      </svg>
    </section>
  );
}

function pointOf(month: UnitMonth | null | undefined, x: number, y: Axes['y']): string[] {
  return month && hasRate(month.best) ? [`${x},${y(ratio(month.best))}`] : [];
}

/** The positions of months that can be compared with one another, in a row. */
function stretchesOf(trend: readonly TrendMonth[]): number[][] {
  const stretches: number[][] = [];
  for (const [index, { scope }] of trend.entries()) {
    const before = trend[index - 1];
    const stretch = stretches.at(-1);
    if (stretch !== undefined && before !== undefined && isBroken(before.scope) === isBroken(scope))
      stretch.push(index);
    else stretches.push([index]);
  }
  return stretches;
}

function isBroken(scope: TrendMonth['scope']): boolean {
  return scope === 'partial' || scope === 'incomplete';
}

/** An upright line where the unit came to be what it is. */
function Turns({ trend, x }: { readonly trend: readonly TrendMonth[]; readonly x: Axes['x'] }) {
  const turn = trend.findIndex(({ scope }, index) => scope === 'own' && (trend[index - 1]?.scope ?? 'own') !== 'own');
  if (turn < 0) return null;
  const at = (x(turn) + x(turn - 1)) / 2;
  return (
    <>
      <line className="turn" x1={at} x2={at} y1={frame.top - 12} y2={frame.height - frame.bottom} />
      <text className="axis" x={at} y={frame.top - 16} textAnchor="middle">
        Sắp xếp lại đơn vị
      </text>
    </>
  );
}

interface Axes {
  readonly x: (index: number) => number;
  readonly y: (share: number) => number;
}

/** One stroke per month, so that a threshold that changes shows as a step. */
function ThresholdLine({ months, x, y }: Axes & { readonly months: readonly (UnitMonth | null)[] }) {
  const halfMonth = (x(1) - x(0)) / 2;
  const last = months.findLast((month) => month !== null && month.threshold !== null)?.threshold ?? null;
  return (
    <>
      {months.map((month, index) =>
        !month?.threshold ? null : (
          <line
            key={month.month}
            className="limit"
            x1={x(index) - halfMonth}
            x2={x(index) + halfMonth}
            y1={y(ratio(month.threshold))}
            y2={y(ratio(month.threshold))}
          />
        ),
      )}
      {last !== null && (
        <text className="limit-label" x={frame.width - frame.right + 6} y={y(ratio(last)) + 4}>
          {`Ngưỡng ${formatThreshold(last)}`}
        </text>
      )}
    </>
  );
}

interface PointProps {
  readonly month: UnitMonth;
  readonly isCarried: boolean;
  readonly cx: number;
  readonly cy: number;
}

function Point({ month, isCarried, cx, cy }: PointProps) {
  return (
    <g className={`point ${isCarried ? 'carried' : (month.verdict ?? 'open')}`}>
      {month.verdict === 'exceeded' ? (
        <path d={`M${cx} ${cy - 7} L${cx + 7} ${cy + 5} L${cx - 7} ${cy + 5}Z`} />
      ) : (
        <circle cx={cx} cy={cy} r="4.5" />
      )}
      <text x={cx} y={cy - 11} textAnchor="middle">
        {formatRate(month.best, month.threshold)}
      </text>
    </g>
  );
}

function scaleFor(months: readonly UnitMonth[]): { max: number; ticks: number[] } {
  const rates = months.flatMap(({ best, threshold }) => [ratio(best), threshold === null ? 0 : ratio(threshold)]);
  const highest = Math.max(0.01, ...rates) * 1.15;
  const step = niceSteps.find((candidate) => highest / candidate <= 5) ?? 0.5;
  const count = Math.ceil(highest / step);
  return { max: count * step, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
}

function hasRate({ denominator }: Share): boolean {
  return denominator > 0;
}

function ratio({ numerator, denominator }: Share): number {
  return denominator === 0 ? 0 : numerator / denominator;
}
