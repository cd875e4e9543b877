import { type Day, dayNumber } from '../calendar/day.ts';
import { isCounted } from '../ledger/balance-of.ts';
import { plainLine } from '../notice/plain-line.ts';
import { ruleSchema } from '../policy/rule.ts';
import { formatCount, formatMonth, formatPoints } from './format-vietnamese.ts';
import { ruleWords } from './rule-words.ts';
import type { Statement, StatementDeduction, StatementEvent, StatementGround } from './statement.ts';
import { deductionStateWords, ledgerEventWords } from './words.ts';

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

export type SheetRow = readonly (SheetCell | null)[];

export interface StatementSheet {
  readonly sheet: string;
  readonly data: readonly SheetRow[];
  /** Widths in characters. */
  readonly columns: readonly { readonly width: number }[];
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
const GROUP = '#f1f4f7';

/** The sheets of a unit's yearly statement: its account, and the objects that prove it. */
export function statementSheets(statement: Statement): StatementSheet[] {
  return [accountSheet(statement), groundSheet(statement)];
}

const accountColumns = [
  ['Số bút toán', 8],
  ['Ngày ghi sổ', 12],
  ['Nội dung', 20],
  ['Điểm trừ', 10],
  ['Mức đề xuất', 10],
  ['Lần đánh giá', 9],
  ['Người thực hiện', 20],
  ['Lý do', 50],
  ['Văn bản, mã thư', 24],
  ['Danh sách hồ sơ (tệp)', 50],
  ['SHA-256 của danh sách', 30],
  ['Bản kê căn cứ (tệp)', 50],
  ['SHA-256 của bản kê', 30],
] as const;

function accountSheet(statement: Statement): StatementSheet {
  const { deductions, balanceHundredths } = statement;
  return {
    sheet: 'Sổ trừ điểm',
    columns: accountColumns.map(([, width]) => ({ width })),
    data: [
      ...head(statement),
      accountColumns.map(([name]) => heading(name)),
      ...deductions.flatMap((deduction) => [groupRow(deduction), ...deduction.events.map(eventRow)]),
      [bold('Cộng'), null, null, { ...points(balanceHundredths), fontWeight: 'bold' }],
    ],
  };
}

function head({ unitId, unitName, year, balanceHundredths, headHash, deductions }: Statement): SheetRow[] {
  const last = deductions.flatMap(({ events }) => events.map(({ entry }) => entry.sequence));
  const proof = headHash === null ? 'Sổ chưa có bút toán' : `Bút toán ${Math.max(...last)}: ${headHash}`;
  return [
    [{ ...bold(`BẢNG KÊ ĐIỂM TRỪ CẢI CÁCH HÀNH CHÍNH NĂM ${year}`), fontSize: 14 }],
    named('Đơn vị', text(`${unitName} (${unitId})`)),
    named('Năm', text(year)),
    named('Tổng điểm bị trừ', text(`${formatPoints(balanceHundredths)} điểm`)),
    named('Tình trạng', text(standing(deductions))),
    named('Mã đối chiếu của sổ', text(proof)),
    [],
  ];
}

function named(name: string, value: SheetCell): SheetRow {
  return [{ ...bold(name), columnSpan: 2 }, null, value];
}

/** `2 khoản: đã trừ điểm; 1 khoản: đã thông báo, chờ giải trình` */
function standing(deductions: readonly StatementDeduction[]): string {
  if (deductions.length === 0) return 'Trong năm chưa có khoản trừ điểm nào';
  const byState = Map.groupBy(deductions, ({ state }) => state);
  return [...byState]
    .map(([state, { length }]) => `${formatCount(length)} khoản: ${lowerFirst(deductionStateWords[state])}`)
    .join('; ');
}

function groupRow({ month, rule, state, takenHundredths }: StatementDeduction): SheetRow {
  const known = ruleSchema.safeParse(rule);
  const name = known.success ? ruleWords[known.data].name : rule;
  const label = `Tháng ${formatMonth(month)}, ${lowerFirst(name)}: ${lowerFirst(deductionStateWords[state])} (${formatPoints(takenHundredths)} điểm)`;
  return [
    { ...bold(label), backgroundColor: GROUP, columnSpan: accountColumns.length },
    ...Array.from({ length: accountColumns.length - 1 }, () => null),
  ];
}

function eventRow({ entry, day, evidence }: StatementEvent): SheetRow {
  const { sequence, event, pointsHundredths, askedHundredths, revision, actor, reason, reference, manifest } = entry;
  const isProposal = event === 'proposed';
  return [
    number(sequence),
    date(day),
    text(ledgerEventWords[event]),
    isCounted(event) ? points(pointsHundredths) : null,
    isProposal ? points(askedHundredths ?? pointsHundredths) : null,
    number(revision),
    text(actor),
    text(entry.explanation === null ? reason : `${reason} ${entry.explanation}`),
    orNothing(reference),
    orNothing(evidence?.key ?? null),
    orNothing(evidence?.digest ?? null),
    orNothing(manifest?.key ?? null),
    orNothing(manifest?.digest ?? null),
  ];
}

const groundColumns = [
  ['Tháng', 10],
  ['Lần đánh giá', 10],
  ['Loại', 30],
  ['Tệp', 80],
  ['SHA-256', 70],
] as const;

const groundWords: Readonly<Record<StatementGround['kind'], string>> = {
  evidence: 'Danh sách hồ sơ',
  manifest: 'Bản kê căn cứ trừ điểm',
  canonical: 'Dữ liệu đã đếm (trước khi nén)',
  registry: 'Danh mục, quy định áp dụng',
};

function groundSheet({ grounds }: Statement): StatementSheet {
  return {
    sheet: 'Chứng cứ',
    columns: groundColumns.map(([, width]) => ({ width })),
    data: [
      groundColumns.map(([name]) => heading(name)),
      ...grounds.map(({ month, revision, kind, key, digest }) => [
        text(formatMonth(month)),
        number(revision),
        text(groundWords[kind]),
        text(key),
        text(digest),
      ]),
    ],
  };
}

function text(value: string): SheetCell {
  return { value: plainLine(value).slice(0, MOST_CHARACTERS).toWellFormed(), type: String, wrap: true, ...atTop };
}

function orNothing(value: string | null): SheetCell | null {
  return value === null ? null : text(value);
}

function number(value: number): SheetCell {
  return { value, type: Number, ...atTop };
}

function points(pointsHundredths: number): SheetCell {
  return { value: pointsHundredths / 100, type: Number, format: POINTS_FORMAT, ...atTop };
}

/** A number, not a Date: nothing asks in which time zone the function runs. */
function date(day: Day): SheetCell {
  return { value: dayNumber(day) + SERIAL_OF_1970, type: Number, format: DAY_FORMAT, ...atTop };
}

function bold(value: string): SheetCell {
  return { value: plainLine(value), type: String, fontWeight: 'bold' };
}

function heading(value: string): SheetCell {
  return { ...bold(value), backgroundColor: HEADING, wrap: true };
}

const atTop = { alignVertical: 'top' } as const;

function lowerFirst(words: string): string {
  return words.charAt(0).toLocaleLowerCase('vi') + words.slice(1);
}
