import { formatCount, formatPoints, formatThreshold, type Share } from '../../../../shared/report/format-vietnamese.ts';
import { listBounds, type RateBound } from '../../../../shared/report/list-bounds.ts';
import type { UnitMonth } from '../../../../shared/report/unit-month.ts';

const HATCH_ID = 'gach-cheo';

/**
 * A month's rate at best and at worst against its threshold. What is unknown is hatched, the threshold a line through
 * all bars, and each bar says its figures in words: no colour is needed to read it. Lengths are percentages of the
 * picture's width, so that its texts keep their size on a phone.
 */
export function BoundsPicture({ month }: { readonly month: UnitMonth }) {
  const { threshold, band } = month;
  if (month.best.denominator === 0) return null;
  const bounds = listBounds(month);
  const scaleMax = scaleOf(month);
  return (
    <figure className={`bounds-picture ${month.verdict ?? 'open'}`}>
      <Hatch />
      {bounds.map((bound) => (
        <BoundBar key={bound.name} bound={bound} month={month} scaleMax={scaleMax} />
      ))}
      {threshold !== null && <LimitLabel text={`Ngưỡng ${formatThreshold(threshold)}`} at={threshold} of={scaleMax} />}
      {band !== undefined && (
        <LimitLabel
          text={`Mức ${formatThreshold(band)}: ${formatPoints(band.pointsHundredths)} điểm`}
          at={band}
          of={scaleMax}
        />
      )}
      <figcaption>
        {month.unknown === 0
          ? 'Thanh: tỷ lệ của đơn vị. '
          : `Phần tô đặc: chắc chắn. Phần gạch chéo: ${formatCount(month.unknown)} hồ sơ chưa rõ. `}
        {threshold !== null && 'Vạch đứng: ngưỡng; phải lớn hơn ngưỡng mới là vượt.'}
      </figcaption>
    </figure>
  );
}

interface BoundBarProps {
  readonly bound: RateBound;
  readonly month: UnitMonth;
  readonly scaleMax: number;
}

function BoundBar({ bound, month, scaleMax }: BoundBarProps) {
  const known = percentOf(month.best, scaleMax);
  const reached = percentOf(bound.share, scaleMax);
  return (
    <>
      <p>
        {bound.name}: <strong>{bound.rate}</strong> ({bound.fraction} hồ sơ)
        {bound.judgement !== null && <>, {bound.judgement}</>}
      </p>
      <svg width="100%" height="26" aria-hidden="true">
        <rect className="track" y="5" width="100%" height="16" />
        <rect className="maybe" fill={`url(#${HATCH_ID})`} y="5" width={`${reached}%`} height="16" />
        <rect className="known" y="5" width={`${Math.min(known, reached)}%`} height="16" />
        {[month.threshold, month.band].map(
          (limit) => limit && <LimitLine key={formatThreshold(limit)} at={percentOf(limit, scaleMax)} />,
        )}
      </svg>
    </>
  );
}

/** Stripes for what is unknown, defined once for all bars. */
function Hatch() {
  return (
    <svg width="0" height="0" aria-hidden="true" className="hidden">
      <defs>
        <pattern id={HATCH_ID} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect className="hatch-ground" width="7" height="7" />
          <rect className="hatch-line" width="3" height="7" />
        </pattern>
      </defs>
    </svg>
  );
}

function LimitLine({ at }: { readonly at: number }) {
  return (
    <>
      <line className="limit-halo" x1={`${at}%`} x2={`${at}%`} y1="0" y2="26" />
      <line className="limit" x1={`${at}%`} x2={`${at}%`} y1="0" y2="26" />
    </>
  );
}

function LimitLabel({ text, at, of }: { readonly text: string; readonly at: Share; readonly of: number }) {
  const place = percentOf(at, of);
  const anchor = place < 25 ? 'start' : place > 75 ? 'end' : 'middle';
  return (
    <svg width="100%" height="20" aria-hidden="true">
      <text x={`${place}%`} y="15" textAnchor={anchor}>
        {text}
      </text>
    </svg>
  );
}

/** The share at the picture's full width: the worst case and twice the threshold have room. */
function scaleOf({ worst, threshold, band }: UnitMonth): number {
  const limits = [threshold, band].map((limit) => (limit ? ratio(limit) * 2 : 0));
  return Math.min(1, Math.max(0.01, ratio(worst) * 1.1, ...limits));
}

function percentOf(share: Share, scaleMax: number): number {
  return Math.round(Math.min(ratio(share) / scaleMax, 1) * 10_000) / 100;
}

function ratio({ numerator, denominator }: Share): number {
  return denominator === 0 ? 0 : numerator / denominator;
}
