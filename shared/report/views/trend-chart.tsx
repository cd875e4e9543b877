import { useId } from 'react';
import { formatMonth, formatRate, formatThreshold, type Share } from '../format-vietnamese.ts';
import type { UnitMonth } from '../unit-month.ts';

const frame = { width: 720, height: 260, left: 48, right: 100, top: 26, bottom: 34 };
const niceSteps = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25];

/** A unit's overdue rate by month, with the threshold of each month as a line. The table below it says the same. */
export function TrendChart({ months, unitName }: { readonly months: readonly UnitMonth[]; readonly unitName: string }) {
  const titleId = useId();
  const scale = scaleFor(months);
  const x = (index: number) => frame.left + ((index + 0.5) * (frame.width - frame.left - frame.right)) / months.length;
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
        <polyline
          className="line"
          points={months.flatMap(({ best }, index) => (hasRate(best) ? `${x(index)},${y(ratio(best))}` : [])).join(' ')}
        />
        {months.map((month, index) => (
          <g key={month.month}>
            {hasRate(month.best) && <Point month={month} cx={x(index)} cy={y(ratio(month.best))} />}
            <text className="axis" x={x(index)} y={frame.height - 10} textAnchor="middle">
              {formatMonth(month.month)}
            </text>
          </g>
        ))}
      </svg>
    </section>
  );
}

interface Axes {
  readonly x: (index: number) => number;
  readonly y: (share: number) => number;
}

/** One stroke per month, so that a threshold that changes shows as a step. */
function ThresholdLine({ months, x, y }: Axes & { readonly months: readonly UnitMonth[] }) {
  const halfMonth = (x(1) - x(0)) / 2;
  const last = months.findLast(({ threshold }) => threshold !== null)?.threshold ?? null;
  return (
    <>
      {months.map(({ month, threshold }, index) =>
        threshold === null ? null : (
          <line
            key={month}
            className="limit"
            x1={x(index) - halfMonth}
            x2={x(index) + halfMonth}
            y1={y(ratio(threshold))}
            y2={y(ratio(threshold))}
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

function Point({ month, cx, cy }: { readonly month: UnitMonth; readonly cx: number; readonly cy: number }) {
  return (
    <g className={`point ${month.verdict ?? 'open'}`}>
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
