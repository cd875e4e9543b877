/** What a date's text states. What its format does not name is the first month or day, or no time; no offset is null. */
export interface DateParts {
  year: number;
  month: number;
  dayOfMonth: number;
  hours: number;
  minutes: number;
  seconds: number;
  fractionMs: number;
  offsetMs: number | null;
}

type NumberPart = Exclude<keyof DateParts, 'offsetMs' | 'fractionMs'>;

/** One step of reading a date: digits of a fixed width, a fraction, an offset, or characters that stand for themselves. */
export type DateStep =
  | { readonly part: NumberPart; readonly width: number }
  | { readonly part: 'fraction' }
  | { readonly part: 'offset' }
  | { readonly part: 'literal'; readonly text: string };

const tokens: Readonly<Record<string, DateStep>> = {
  yyyy: { part: 'year', width: 4 },
  MM: { part: 'month', width: 2 },
  dd: { part: 'dayOfMonth', width: 2 },
  HH: { part: 'hours', width: 2 },
  mm: { part: 'minutes', width: 2 },
  ss: { part: 'seconds', width: 2 },
  SSS: { part: 'fraction' },
  XX: { part: 'offset' },
};
const tokenPattern = /(yyyy|SSS|MM|dd|HH|mm|ss|XX)/;

/** The steps by which texts of a format are read; see `dateFormatSchema`. */
export function stepsOf(format: string): DateStep[] {
  const pieces = format.split(tokenPattern).filter((piece) => piece !== '');
  return pieces.map((piece) => tokens[piece] ?? { part: 'literal', text: piece });
}

const fractionPattern = /\d{1,9}/y;
const offsetPattern = /Z|([+-])(\d{2})(?::?(\d{2}))?/y;

/** Reads a date's text by a format's steps; null where the text is of another format. */
export function parseDate(text: string, steps: readonly DateStep[]): DateParts | null {
  const parts: DateParts = {
    year: 0,
    month: 1,
    dayOfMonth: 1,
    hours: 0,
    minutes: 0,
    seconds: 0,
    fractionMs: 0,
    offsetMs: null,
  };
  let at = 0;
  for (const step of steps) {
    at = take(text, at, step, parts);
    if (at === -1) return null;
  }
  return at === text.length ? parts : null;
}

/** Takes one step. Returns the offset after it, -1 where the text does not go on so. */
function take(text: string, at: number, step: DateStep, parts: DateParts): number {
  if (step.part === 'literal') return text.startsWith(step.text, at) ? at + step.text.length : -1;
  if (step.part === 'fraction') return takeFraction(text, at, parts);
  if (step.part === 'offset') return takeOffset(text, at, parts);
  const number = digitsAt(text, at, step.width);
  if (number === -1) return -1;
  parts[step.part] = number;
  return at + step.width;
}

function digitsAt(text: string, at: number, width: number): number {
  let number = 0;
  for (let index = at; index < at + width; index++) {
    const digit = text.charCodeAt(index) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return -1;
    number = number * 10 + digit;
  }
  return number;
}

function takeFraction(text: string, at: number, parts: DateParts): number {
  fractionPattern.lastIndex = at;
  const match = fractionPattern.exec(text);
  if (match === null) return -1;
  parts.fractionMs = Number(match[0].padEnd(3, '0').slice(0, 3));
  return at + match[0].length;
}

function takeOffset(text: string, at: number, parts: DateParts): number {
  offsetPattern.lastIndex = at;
  const match = offsetPattern.exec(text);
  if (match === null) return -1;
  const [whole, sign, hours = '0', minutes = '0'] = match;
  parts.offsetMs = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return at + whole.length;
}
