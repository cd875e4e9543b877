import { formatDay } from '../report/format-vietnamese.ts';
import { describeAnnouncement } from './describe-announcement.ts';
import { describeAssignment } from './describe-assignment.ts';
import { describeDeduction } from './describe-deduction.ts';
import { describeEscalation } from './describe-escalation.ts';
import { describeLateReports } from './describe-late-reports.ts';
import { describeLifted } from './describe-lifted.ts';
import type { Evidence } from './evidence.ts';
import type { Letter, Matter } from './letter.ts';
import type { DigestOrder } from './notice.ts';
import { plainLine } from './plain-line.ts';
import { subjectOf, summariseDigest } from './summarise-digest.ts';

export interface Letterhead {
  readonly provinceName: string;
  /** Whom a unit asks, and where it objects. */
  readonly contact: string;
}

/** What a digest says, in official Vietnamese; every piece of it is one line of plain text. */
export function writeLetter(order: DigestOrder, evidence: readonly Evidence[], letterhead: Letterhead): Letter {
  const summary = summariseDigest(order);
  return plainLetter({
    subject: subjectOf(order),
    sender: `Đúng Hẹn · ${letterhead.provinceName}`,
    office: 'Hệ thống theo dõi giải quyết thủ tục hành chính',
    date: `Ngày ${formatDay(order.day)}`,
    addressee: addressee(order),
    units: [...new Set(order.topics.map(({ unitName }) => unitName))].join('; '),
    opening: [...whyDeputies(order), `Hệ thống Đúng Hẹn trân trọng thông báo: ${summary}. Nội dung cụ thể như sau.`],
    matters: matters(order, evidence),
    closing: closing(order),
    contact: { name: 'Nơi liên hệ', value: letterhead.contact },
    reference: `Mã thư: ${order.noticeId}`,
  });
}

function addressee({ replaces, recipientName }: DigestOrder): string {
  return replaces === null ? recipientName : 'Cấp phó của người đứng đầu đơn vị';
}

function whyDeputies({ replaces, recipientName, day }: DigestOrder): string[] {
  if (replaces === null) return [];
  return [
    `Thư ngày ${formatDay(day)} gửi ${recipientName} không đến được hộp thư, nên được gửi lại đến Ông/Bà. Đề nghị Ông/Bà ` +
      'báo cáo ngay người đứng đầu đơn vị và báo địa chỉ thư điện tử đúng cho nơi liên hệ dưới đây.',
  ];
}

function matters({ topics, day }: DigestOrder, evidence: readonly Evidence[]): Matter[] {
  return topics.map((topic) => {
    if (topic.kind === 'assignment') return describeAssignment(topic, day);
    if (topic.kind === 'escalation') return describeEscalation(topic, day);
    if (topic.kind === 'late-reports') return describeLateReports(topic);
    if (topic.kind === 'announcement') return describeAnnouncement(topic);
    if (topic.kind === 'deduction-lifted') return describeLifted(topic);
    return describeDeduction(topic, evidence.find(({ key }) => key === topic.evidenceKey) ?? null);
  });
}

function closing({ topics }: DigestOrder): string[] {
  const isAnyReport = topics.some(({ kind }) => kind === 'assignment' || kind === 'escalation');
  return [
    ...(isAnyReport
      ? ['Báo cáo nào đã gửi, đề nghị trả lời thư này kèm số, ngày của văn bản để được ghi nhận và thôi nhắc.']
      : []),
    'Số liệu được lập tự động từ dữ liệu của hệ thống một cửa điện tử. Nếu cần trao đổi, đề nghị Ông/Bà trả lời thư này ' +
      'hoặc liên hệ nơi nêu dưới đây. Trân trọng.',
  ];
}

function plainLetter(letter: Letter): Letter {
  return {
    ...letter,
    sender: plainLine(letter.sender),
    addressee: plainLine(letter.addressee),
    units: plainLine(letter.units),
    opening: letter.opening.map(plainLine),
    matters: letter.matters.map(plainMatter),
    closing: letter.closing.map(plainLine),
    contact: { ...letter.contact, value: plainLine(letter.contact.value) },
  };
}

function plainMatter(matter: Matter): Matter {
  return {
    ...matter,
    title: plainLine(matter.title),
    facts: matter.facts.map(({ name, value }) => ({ name: plainLine(name), value: plainLine(value) })),
    paragraphs: matter.paragraphs.map(plainLine),
  };
}
