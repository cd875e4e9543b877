import type { FurtherMatters, Letter, Matter } from './letter.ts';

const RULE = '-'.repeat(60);

/** The letter as plain text, for readers and programs without HTML. */
export function letterText(letter: Letter): string {
  const head = [
    letter.sender,
    letter.office,
    letter.date,
    '',
    `Kính gửi: ${letter.addressee}`,
    `Đơn vị: ${letter.units}`,
  ];
  const matters = letter.matters.map((matter, position) => matterText(matter, position + 1, letter.matters.length));
  const further = letter.further === null ? [] : [furtherText(letter.further)];
  const foot = [...letter.closing, `${letter.contact.name}: ${letter.contact.value}`, letter.reference];
  return `${[head.join('\n'), ...letter.opening, ...matters, ...further, RULE, ...foot].join('\n\n')}\n`;
}

function matterText({ label, title, facts, paragraphs }: Matter, number: number, count: number): string {
  const heading = count === 1 ? '' : `${number}. `;
  const list = facts.map(({ name, value }) => `- ${name}: ${value}`).join('\n');
  return [`${RULE}\n${heading}[${label}] ${title}`, list, ...paragraphs].join('\n\n');
}

function furtherText({ heading, lines, note }: FurtherMatters): string {
  return [`${RULE}\n${heading}`, ...lines.map((line) => `- ${line}`), note].join('\n');
}
