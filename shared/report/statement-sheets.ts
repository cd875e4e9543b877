import { isCounted } from '../ledger/balance-of.ts';
import { ruleSchema } from '../policy/rule.ts';
import { actorWords } from './actor-words.ts';
import { formatCount, formatMonth, formatPoints } from './format-vietnamese.ts';
import { ruleWords } from './rule-words.ts';
import type { Statement, StatementDeduction, StatementEvent, StatementGround } from './statement.ts';
import { bold, date, heading, number, orNothing, points, type SheetCell, text } from './statement-cells.ts';
import { deductionStateWords, ledgerEventWords } from './words.ts';

export type SheetRow = readonly (SheetCell | null)[];

export interface StatementSheet {
  readonly sheet: string;
  readonly data: readonly SheetRow[];
  /** Widths in characters. */
  readonly columns: readonly { readonly width: number }[];
  /** The rows down to the headings, which stay in sight. */
  readonly stickyRowsCount: number;
}

const GROUP = '#f1f4f7';

/** The sheets of a unit's yearly statement: its account, and the objects that prove it. */
export function statementSheets(statement: Statement): StatementSheet[] {
  return [accountSheet(statement), groundSheet(statement)];
}

interface AccountColumn {
  readonly name: string;
  /** In characters. */
  readonly width: number;
  readonly cell: (event: StatementEvent) => SheetCell | null;
  /** Left out of a statement in which it would be empty. */
  readonly isOptional?: true;
  readonly isSummed?: true;
}

const accountColumns: readonly AccountColumn[] = [
  { name: 'Số bút toán', width: 8, cell: ({ entry }) => number(entry.sequence) },
  { name: 'Ngày ghi sổ', width: 12, cell: ({ day }) => date(day) },
  {
    name: 'Ngày nhận, ngày quyết định',
    width: 14,
    cell: ({ entry: { happenedOn } }) => (happenedOn === null ? null : date(happenedOn)),
    isOptional: true,
  },
  { name: 'Nội dung', width: 20, cell: (event) => text(eventWords(event)) },
  {
    name: 'Điểm trừ',
    width: 10,
    cell: ({ entry: { event, pointsHundredths } }) => (isCounted(event) ? points(pointsHundredths) : null),
    isSummed: true,
  },
  {
    name: 'Mức đề xuất',
    width: 10,
    cell: ({ entry: { event, askedHundredths, pointsHundredths } }) =>
      event === 'proposed' ? points(askedHundredths ?? pointsHundredths) : null,
    isOptional: true,
  },
  { name: 'Lần đánh giá', width: 9, cell: ({ entry }) => number(entry.revision) },
  { name: 'Người thực hiện', width: 20, cell: ({ entry }) => text(actorWords(entry.actor)) },
  { name: 'Lý do', width: 50, cell: ({ entry }) => text(entry.reason) },
  { name: 'Nội dung giải trình', width: 50, cell: ({ entry }) => orNothing(entry.explanation), isOptional: true },
  { name: 'Văn bản, mã thư', width: 24, cell: ({ entry }) => orNothing(entry.reference), isOptional: true },
];

function eventWords({ entry, isReinstatement }: StatementEvent): string {
  return isReinstatement ? 'Khôi phục trừ điểm' : ledgerEventWords[entry.event];
}

function accountSheet(statement: Statement): StatementSheet {
  const { deductions, balanceHundredths } = statement;
  const events = deductions.flatMap((deduction) => deduction.events);
  const columns = accountColumns.filter(
    ({ isOptional, cell }) => !isOptional || events.some((event) => cell(event) !== null),
  );
  const above = head(statement, columns.length);
  const sum = { ...points(balanceHundredths), fontWeight: 'bold' } as const;
  return {
    sheet: 'Sổ trừ điểm',
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: above.length + 1,
    data: [
      ...above,
      columns.map(({ name }) => heading(name)),
      ...deductions.flatMap((deduction) => [
        groupRow(deduction, columns.length),
        ...deduction.events.map((event) => columns.map(({ cell }) => cell(event))),
      ]),
      columns.map(({ isSummed }, at) => (at === 0 ? bold('Cộng') : isSummed ? sum : null)),
    ],
  };
}

function head(statement: Statement, columnCount: number): SheetRow[] {
  const { unitId, unitName, year, balanceHundredths, headHash, deductions } = statement;
  const last = deductions.flatMap(({ events }) => events.map(({ entry }) => entry.sequence));
  const proof = headHash === null ? 'Sổ chưa có bút toán' : `Bút toán ${Math.max(...last)}: ${headHash}`;
  const lines = [
    ['Đơn vị', `${unitName} (${unitId})`],
    ['Năm', year],
    ['Tổng điểm bị trừ', `${formatPoints(balanceHundredths)} điểm`],
    ['Tình trạng', standing(deductions)],
    ['Mã đối chiếu của sổ', proof],
  ] as const;
  return [
    [{ ...bold(`BẢNG KÊ ĐIỂM TRỪ CẢI CÁCH HÀNH CHÍNH NĂM ${year}`), fontSize: 14 }],
    ...lines.map(([name, value]) => [...across(bold(name), 2), ...across(text(value), columnCount - 2)]),
    [],
  ];
}

/** A cell as wide as so many columns. */
function across(cell: SheetCell, columnCount: number): SheetRow {
  return [{ ...cell, columnSpan: columnCount }, ...Array.from({ length: columnCount - 1 }, () => null)];
}

/** `2 khoản: đã trừ điểm; 1 khoản: đã thông báo, chờ giải trình` */
function standing(deductions: readonly StatementDeduction[]): string {
  if (deductions.length === 0) return 'Trong năm chưa có khoản trừ điểm nào';
  const byState = Map.groupBy(deductions, ({ state }) => state);
  return [...byState]
    .map(([state, { length }]) => `${formatCount(length)} khoản: ${lowerFirst(deductionStateWords[state])}`)
    .join('; ');
}

function groupRow({ month, rule, state, takenHundredths }: StatementDeduction, columnCount: number): SheetRow {
  const known = ruleSchema.safeParse(rule);
  const name = known.success ? ruleWords[known.data].name : rule;
  const label = `Tháng ${formatMonth(month)}, ${lowerFirst(name)}: ${lowerFirst(deductionStateWords[state])} (${formatPoints(takenHundredths)} điểm)`;
  return across({ ...bold(label), backgroundColor: GROUP }, columnCount);
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
    stickyRowsCount: 1,
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

function lowerFirst(words: string): string {
  return words.charAt(0).toLocaleLowerCase('vi') + words.slice(1);
}
