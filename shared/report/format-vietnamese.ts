import type { Day } from '../calendar/day.ts';
import type { Month } from '../calendar/month.ts';
import { offsetMsAt } from '../calendar/zone.ts';

/** How numbers, dates and shares are written in what Vietnamese users read: 1.234, 3,5%, 30/06/2020. */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

const MOST_DECIMALS = 6;

/** `2020-06-30` -> `30/06/2020` */
export function formatDay(day: Day): string {
  const [year, month, dayOfMonth] = day.split('-');
  return `${dayOfMonth}/${month}/${year}`;
}

/** As official documents write months: `6/2020`, but `01/2020` and `02/2020` (Nghị định 30/2020/NĐ-CP, phụ lục I). */
export function formatMonth(month: Month): string {
  const [year, monthOfYear] = month.split('-');
  return `${Number(monthOfYear) > 2 ? Number(monthOfYear) : monthOfYear}/${year}`;
}

/** An ISO instant as the wall clock of a time zone: `16:05 ngày 30/06/2020`. */
export function formatInstant(instant: string, timeZone: string): string {
  const instantMs = Date.parse(instant);
  const wallClock = new Date(instantMs + offsetMsAt(instantMs, timeZone)).toISOString();
  return `${wallClock.slice(11, 16)} ngày ${formatDay(wallClock.slice(0, 10))}`;
}

/** 12345 -> `12.345`; a true minus sign before what is negative. */
export function formatCount(count: number): string {
  const digits = String(Math.abs(count)).replace(/\B(?=(\d{3})+$)/g, '.');
  return count < 0 ? `−${digits}` : digits;
}

/**
 * A share in percent with a fixed number of decimals, rounded half up from the exact integer ratio: 12 of 430 is
 * `2,79%`. Of nothing there is no share: `–`.
 */
export function formatPercent({ numerator, denominator }: Share, decimals = 2): string {
  if (denominator === 0) return '–';
  const scale = 10n ** BigInt(decimals);
  const doubled = BigInt(numerator) * 200n * scale + BigInt(denominator);
  return `${decimal(doubled / (2n * BigInt(denominator)), decimals)}%`;
}

/** A threshold in percent without superfluous zeros: 20/1000 is `2%`, 35/1000 is `3,5%`. */
export function formatThreshold(threshold: Share): string {
  return trimZeros(formatPercent(threshold, MOST_DECIMALS));
}

/**
 * A rate beside its threshold: two decimals, or as many more as it takes not to look equal to the threshold when it is
 * not (689 of 19.944 against 3,45% is `3,455%`).
 */
export function formatRate(rate: Share, threshold: Share | null): string {
  const fewest = 2;
  if (threshold === null || rate.denominator === 0 || compareShares(rate, threshold) === 0) {
    return formatPercent(rate, fewest);
  }
  for (let decimals = fewest; decimals < MOST_DECIMALS; decimals++) {
    const text = formatPercent(rate, decimals);
    if (text !== formatPercent(threshold, decimals)) return text;
  }
  return formatPercent(rate, MOST_DECIMALS);
}

/** Hundredths of a point: 50 -> `0,5`, 100 -> `1`, -50 -> `−0,5`. */
export function formatPoints(pointsHundredths: number): string {
  const text = trimZeros(decimal(BigInt(Math.abs(pointsHundredths)), 2));
  return pointsHundredths < 0 ? `−${text}` : text;
}

/** Negative, zero or positive as the first share is less than, equal to or greater than the second, exactly. */
export function compareShares(first: Share, second: Share): number {
  const difference =
    BigInt(first.numerator) * BigInt(second.denominator) - BigInt(second.numerator) * BigInt(first.denominator);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

function decimal(scaled: bigint, decimals: number): string {
  const digits = scaled.toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, '.');
  return decimals === 0 ? whole : `${whole},${digits.slice(-decimals)}`;
}

function trimZeros(text: string): string {
  return text.replace(/,0+(?=%?$)/, '').replace(/(,\d*[1-9])0+(?=%?$)/, '$1');
}
