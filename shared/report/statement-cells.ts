import { type Day, dayNumber } from '../calendar/day.ts';
import { plainLine } from '../notice/plain-line.ts';

/** A cell: a text is a text whatever it begins with, never a formula. */
export interface SheetCell {
  readonly value: string | number;
  readonly type: StringConstructor | NumberConstructor;
  readonly format?: string;
  readonly fontWeight?: 'bold';
  readonly fontSize?: number;
  readonly wrap?: boolean;
  readonly backgroundColor?: string;
  readonly alignVertical?: 'top';
  readonly columnSpan?: number;
}

/** Days since 1899-12-30, as workbooks count them, of 1970-01-01. */
const SERIAL_OF_1970 = 25_569;
/** The slashes are meant as they are. */
const DAY_FORMAT = 'dd\\/mm\\/yyyy';
/** Vietnamese: with a decimal comma where a program heeds the language of a format; `+` takes off, a true minus gives back. */
const POINTS_FORMAT = '[$-42A]+#,##0.00;[$-42A]\u2212#,##0.00;[$-42A]0.00';
/** A cell holds 32,767 characters. */
const MOST_CHARACTERS = 32_000;
const HEADING = '#dde6f0';

export function text(value: string): SheetCell {
  return { value: plainLine(value).slice(0, MOST_CHARACTERS).toWellFormed(), type: String, wrap: true, ...atTop };
}

export function orNothing(value: string | null): SheetCell | null {
  return value === null ? null : text(value);
}

export function number(value: number): SheetCell {
  return { value, type: Number, ...atTop };
}

export function points(pointsHundredths: number): SheetCell {
  return { value: pointsHundredths / 100, type: Number, format: POINTS_FORMAT, ...atTop };
}

/** A number, not a Date: nothing asks in which time zone the function runs. */
export function date(day: Day): SheetCell {
  return { value: dayNumber(day) + SERIAL_OF_1970, type: Number, format: DAY_FORMAT, ...atTop };
}

export function bold(value: string): SheetCell {
  return { value: plainLine(value), type: String, fontWeight: 'bold' };
}

export function heading(value: string): SheetCell {
  return { ...bold(value), backgroundColor: HEADING, wrap: true };
}

const atTop = { alignVertical: 'top' } as const;
