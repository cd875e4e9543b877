import { formatCount, formatDay, formatMonth } from '../report/format-vietnamese.ts';
import { findingKindWords } from '../report/words.ts';
import { type AttachedList, filesOf } from './attached-list.ts';
import { fileNamePart } from './file-name-part.ts';
import type { Fact, Matter } from './letter.ts';
import type { Topic } from './notice.ts';

export type FindingsTopic = Extract<Topic, { kind: 'findings' }>;

/** A letter is read on a page; the rest is attached. */
const MOST_FINDINGS_IN_LETTER = 5;

/** What was noticed of a unit, that it takes nothing off by itself, and what to do. */
export function describeFindings(topic: FindingsTopic): Matter {
  const { unitName, findingKind, findings, total } = topic;
  const shown = findings.slice(0, MOST_FINDINGS_IN_LETTER);
  const list = findings.length > shown.length ? listFindings(topic) : null;
  const howMany = topic.findings[0]?.dossierCode == null ? '' : ` (${formatCount(total)} hồ sơ)`;
  return {
    tone: 'today',
    label: 'Cần rà soát, giải trình',
    ...(list !== null && { list }),
    title: `${unitName}: ${lowerFirst(findingKindWords[findingKind])}${howMany}${whenOf(topic)}`,
    facts: shown.map(factOf),
    paragraphs: [
      ...others(total, shown.length, list),
      `Đây là dấu hiệu để rà soát; tự nó không trừ điểm. Đề nghị ${unitName} kiểm tra và sửa dữ liệu trên hệ thống nếu có sai sót. ` +
        'Nếu đúng quy định, đề nghị trả lời nơi liên hệ dưới đây, nêu lý do kèm số, ngày của văn bản để được ghi nhận giải trình.',
    ],
  };
}

/** Numbered: the sentence names the dossier. */
function factOf({ dossierCode, sentence }: FindingsTopic['findings'][number], position: number): Fact {
  return { name: dossierCode === null ? 'Nội dung' : `${position + 1}.`, value: sentence };
}

function whenOf({ day, month }: FindingsTopic): string {
  if (day !== null) return `, dữ liệu ngày ${formatDay(day)}`;
  return month === null ? '' : `, tháng ${formatMonth(month)}`;
}

function others(total: number, shown: number, list: AttachedList | null): string[] {
  if (total === shown) return [];
  const where = list === null ? '' : `, xem tệp đính kèm ${filesOf(list)}`;
  const most =
    list === null || list.rows.length === total ? '' : ` (nêu ${formatCount(list.rows.length)} hồ sơ đầu tiên)`;
  return [`Và ${formatCount(total - shown)} hồ sơ khác${where}${most}.`];
}

function listFindings({ unitName, findingKind, day, month, findings }: FindingsTopic): AttachedList {
  const what = fileNamePart(findingKindWords[findingKind]);
  return {
    stem: `${what}-${fileNamePart(unitName)}-${day ?? month ?? 'mot-lan'}`,
    sheet: 'Cần rà soát',
    columns: [
      { name: 'STT', width: 6 },
      { name: 'Mã hồ sơ', width: 32 },
      { name: 'Nội dung', width: 100 },
    ],
    rows: findings.map(({ dossierCode, sentence }, position) => [position + 1, dossierCode, sentence]),
  };
}

function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLocaleLowerCase('vi')}${text.slice(1)}`;
}
