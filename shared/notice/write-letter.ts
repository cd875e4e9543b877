import { formatCount, formatDay } from '../report/format-vietnamese.ts';
import { filesOf } from './attached-list.ts';
import { describeTopic } from './describe-topic.ts';
import type { Evidence } from './evidence.ts';
import { fitOnPage, furtherMatters, othersOf } from './fit-on-page.ts';
import type { Letter, Matter } from './letter.ts';
import { listMatters } from './list-matters.ts';
import type { DigestOrder } from './notice.ts';
import { plainLine } from './plain-line.ts';
import { subjectOf, summariseDigest } from './summarise-digest.ts';

export interface Letterhead {
  readonly provinceName: string;
  /** Whom a unit asks, and where it objects. */
  readonly contact: string;
}

/** A letter names so many units; the others are counted. */
const UNITS_NAMED = 5;

/** What a digest says on about a page, in official Vietnamese; every piece of it is one line of plain text. */
export function writeLetter(order: DigestOrder, evidence: readonly Evidence[], letterhead: Letterhead): Letter {
  const frame = frameOf(order, letterhead);
  const matters = order.topics.map((topic) => plainMatter(describeTopic(topic, order, evidence)));
  const all = listMatters(matters, order.day);
  const page = fitOnPage(matters, othersOf(frame));
  const further = furtherMatters(page, filesOf(all));
  const lists = matters.flatMap(({ list }) => list ?? []);
  return { ...frame, matters: page.full, further, lists: further === null ? lists : [all, ...lists] };
}

/** All of a letter but its matters. */
function frameOf(order: DigestOrder, letterhead: Letterhead): Omit<Letter, 'matters' | 'further' | 'lists'> {
  return {
    subject: subjectOf(order),
    sender: plainLine(`Đúng Hẹn · ${letterhead.provinceName}`),
    office: 'Hệ thống theo dõi giải quyết thủ tục hành chính',
    date: order.replaces === null ? `Ngày ${formatDay(order.day)}` : `Gửi lại thư ngày ${formatDay(order.day)}`,
    addressee: plainLine(addressee(order)),
    units: plainLine(unitsOf(order)),
    opening: [
      ...whyDeputies(order),
      `Hệ thống Đúng Hẹn trân trọng thông báo: ${summariseDigest(order)}. Nội dung cụ thể như sau.`,
    ].map(plainLine),
    closing: closing(order),
    contact: { name: 'Nơi liên hệ', value: plainLine(letterhead.contact) },
    reference: `Mã thư: ${order.noticeId}`,
  };
}

function addressee({ replaces, recipientName }: DigestOrder): string {
  return replaces === null ? recipientName : 'Cấp phó của người đứng đầu đơn vị';
}

function unitsOf({ topics }: DigestOrder): string {
  const names = [...new Set(topics.map(({ unitName }) => unitName))];
  const others = names.length - UNITS_NAMED;
  const named = names.slice(0, UNITS_NAMED).join('; ');
  return others <= 0 ? named : `${named}; và ${formatCount(others)} đơn vị khác`;
}

/** What is counted in days is counted from the first letter, but for the time for explaining: see describe-deduction. */
function whyDeputies({ replaces, recipientName, day, topics }: DigestOrder): string[] {
  if (replaces === null) return [];
  const isAnyReport = topics.some(({ kind }) => kind === 'assignment' || kind === 'escalation');
  const counted = ` Số ngày còn lại, quá hạn nêu trong thư được tính đến ngày ${formatDay(day)}.`;
  return [
    `Thư ngày ${formatDay(day)} gửi ${recipientName} không đến được hộp thư, nên được gửi lại đến Ông/Bà. Đề nghị Ông/Bà ` +
      'báo cáo ngay người đứng đầu đơn vị và báo địa chỉ thư điện tử đúng cho nơi liên hệ dưới đây.' +
      (isAnyReport ? counted : ''),
  ];
}

function closing({ topics, leftOut }: DigestOrder): string[] {
  const isAnyReport = topics.some(({ kind }) => kind === 'assignment' || kind === 'escalation');
  return [
    ...(leftOut === undefined
      ? []
      : [
          `Ngoài ra còn ${formatCount(leftOut)} nội dung chưa nêu được trong thư này và tệp đính kèm, sẽ được gửi vào các buổi sáng ` +
            'làm việc tiếp theo.',
        ]),
    ...(isAnyReport
      ? ['Báo cáo nào đã gửi, đề nghị trả lời thư này kèm số, ngày của văn bản để được ghi nhận và thôi nhắc.']
      : []),
    'Số liệu được lập tự động từ dữ liệu của hệ thống một cửa điện tử. Nếu cần trao đổi, đề nghị Ông/Bà trả lời thư này ' +
      'hoặc liên hệ nơi nêu dưới đây. Trân trọng.',
  ];
}

function plainMatter(matter: Matter): Matter {
  return {
    ...matter,
    label: plainLine(matter.label),
    title: plainLine(matter.title),
    facts: matter.facts.map(({ name, value }) => ({ name: plainLine(name), value: plainLine(value) })),
    paragraphs: matter.paragraphs.map(plainLine),
  };
}
