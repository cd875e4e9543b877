import type { Day } from '../calendar/day.ts';
import type { AttachedList } from './attached-list.ts';
import type { Matter } from './letter.ts';

/** Everything that a digest tells, one matter a row with all that a letter in full would say of it. */
export function listMatters(matters: readonly Matter[], day: Day): AttachedList {
  return {
    stem: `noi-dung-thu-${day}`,
    sheet: 'Nội dung thư',
    columns: [
      { name: 'STT', width: 6 },
      { name: 'Mức độ, kết quả', width: 26 },
      { name: 'Nội dung', width: 50 },
      { name: 'Số liệu, căn cứ', width: 70 },
      { name: 'Việc cần làm, giải thích', width: 70 },
    ],
    rows: matters.map(({ label, title, facts, paragraphs }, position) => [
      position + 1,
      label,
      title,
      facts.map(({ name, value }) => `${name}: ${value}`).join('; '),
      paragraphs.join(' '),
    ]),
  };
}
