import type { ModelRow } from './fuzz-case.ts';

/** What a row says, by the source's headings. */
export const headings = {
  dossierCode: 'Mã hồ sơ',
  unitCode: 'Đơn vị',
  procedureName: 'Tên thủ tục',
  receivedAt: 'Ngày tiếp nhận',
  dueAt: 'Ngày hẹn trả',
  completedAt: 'Ngày kết thúc',
  status: 'Trạng thái',
} as const;
export type Field = keyof typeof headings;
export const fields = Object.keys(headings) as Field[];
export type Texts = Readonly<Record<Field | 'stamp', string>>;

export const unitCodes = ['H01.17', 'H01.40'] as const;
export const unitIds = ['so-xay-dung', 'ubnd-long-xuyen'] as const;

/** Texts as people type them. Those with line breaks, delimiters and quotes need quoting in CSV. */
const names = [
  'Cấp giấy phép xây dựng',
  '',
  'Đăng ký; thay đổi, cải chính | bổ sung',
  'Nhà 5" tầng',
  '"Hoa Mai"',
  'hai\ndòng',
  'ba\r\ndòng "trong" ngoặc\n',
  '=1+1',
  '0012',
  'a\tb',
  'x'.repeat(300),
  '\\"\\',
];

export function nameOf({ name }: ModelRow): string {
  return names[name % names.length] ?? '';
}

export function codeOf({ number }: ModelRow): string {
  return `H01.17-200601-${String(number).padStart(4, '0')}`;
}

const day = (number: number) => `${String(number).padStart(2, '0')}/06/2020`;

export function textsOf(row: ModelRow): Texts {
  const { due, done } = row;
  return {
    dossierCode: codeOf(row),
    unitCode: unitCodes[row.unit],
    procedureName: nameOf(row),
    receivedAt: `${day(row.receivedOn)} 08:15`,
    dueAt: due === null ? '' : day(due.on) + (due.hasTime ? ' 17:00' : ''),
    completedAt: typeof done?.on === 'number' ? `${day(done.on)} 10:30` : '',
    status: done === null ? '4' : '10',
    stamp: `xem lần ${row.stamp}`,
  };
}

const instant = (number: number, time: string) =>
  Date.parse(`2020-06-${String(number).padStart(2, '0')}T${time}+07:00`);

/** What must be read of a row, reckoned from the model alone. */
export function dossierOf(row: ModelRow) {
  const { due, done } = row;
  return {
    dossierCode: codeOf(row),
    unitId: unitIds[row.unit],
    procedureName: nameOf(row).trim().normalize('NFC') || null,
    receivedAtMs: instant(row.receivedOn, '08:15'),
    dueAtMs: due === null ? null : instant(due.on, due.hasTime ? '17:00' : '23:59:59.999'),
    statusClass: done === null ? 'open' : 'completed',
    // Where nobody entered when a dossier ended, its end depends on the days before.
    ...(done?.on !== null && { completedAtMs: done === null ? null : instant(done.on, '10:30') }),
  };
}
