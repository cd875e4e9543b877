import { formatCount } from '../report/format-vietnamese.ts';
import { cutAt } from './cut-at.ts';
import type { FurtherMatters, Letter, Matter } from './letter.ts';

/** A page of A4: about so many lines of so many characters, ... */
export const PAGE_LINES = 60;
const LINE_CHARACTERS = 90;
/** ... and between paragraphs so much of a line is left blank. */
const GAP = 0.5;
/** So many lines are kept for entries of one line, where not all is told in full. */
const ENTRIES_KEPT = 10;
/** What must be read in any case has a line though the page is full, up to so many lines in all. */
const MOST_ENTRIES = 40;
/** An entry's longest line; a title of 2,000 characters stands in full in the attached list. */
const ENTRY_CHARACTERS = 160;
/** More than any sentence that the system writes itself; what people wrote may be longer. */
const PIECE_CHARACTERS = 700;

/** What of a digest stands where: every matter in full, in a line, or only in the attached list. */
export interface Page {
  readonly full: readonly Matter[];
  readonly entries: readonly string[];
  /** How many matters stand in the attached list alone. */
  readonly cut: number;
  /** Whether the attached list says more than the letter. */
  readonly isCut: boolean;
}

/**
 * Lays the matters on about a page, the most urgent in full (the first always), then those of which a line has room.
 *
 * @param others what else stands on the page: head, opening, closing
 */
export function fitOnPage(matters: readonly Matter[], others: readonly string[]): Page {
  const shortened = matters.map(shorten);
  const room = PAGE_LINES - others.reduce((sum, text) => sum + linesOf(text) + GAP, 0);
  const isShortened = shortened.some((matter, position) => matter !== matters[position]);
  const all = shortened.reduce((sum, matter) => sum + heightOf(matter), 0);
  if (all <= room) return { full: shortened, entries: [], cut: 0, isCut: isShortened };
  const full = shortened.slice(0, countThatFits(shortened, room - ENTRIES_KEPT));
  const left = room - full.reduce((sum, matter) => sum + heightOf(matter), 0);
  const rest = shortened.slice(full.length);
  const linesLeft = Math.max(ENTRIES_KEPT, Math.floor(left));
  const entries = rest
    .filter(({ brief }, position) => position < linesLeft || brief !== undefined)
    .slice(0, MOST_ENTRIES)
    .map(entryOf);
  return { full, entries, cut: rest.length - entries.length, isCut: isShortened || rest.length > 0 };
}

/** How the letter tells of what found no room; null where nothing was cut. */
export function furtherMatters({ entries, cut, isCut }: Page, files: string): FurtherMatters | null {
  if (!isCut) return null;
  const more = cut === 0 ? '' : `và ${formatCount(cut)} nội dung khác, `;
  const heading = entries.length === 0 ? 'Nội dung đầy đủ' : 'Các nội dung tiếp theo';
  const note = `${more}xem đầy đủ từng nội dung, số liệu và việc cần làm tại tệp đính kèm ${files}.`;
  return { heading, lines: entries, note: note.charAt(0).toLocaleUpperCase('vi') + note.slice(1) };
}

function countThatFits(matters: readonly Matter[], room: number): number {
  let height = 0;
  const tooMany = matters.findIndex((matter, position) => {
    height += heightOf(matter);
    return position > 0 && height > room;
  });
  return tooMany === -1 ? matters.length : tooMany;
}

/** Lines of a matter with what is left blank between its parts. */
function heightOf({ label, title, facts, paragraphs }: Matter): number {
  const ofFacts = facts.reduce((sum, { name, value }) => sum + linesOf(`- ${name}: ${value}`), 0);
  const ofParagraphs = paragraphs.reduce((sum, paragraph) => sum + linesOf(paragraph) + GAP, 0);
  return linesOf(`${label} ${title}`) + ofFacts + ofParagraphs + 3 * GAP;
}

function linesOf(text: string): number {
  return Math.max(1, Math.ceil(text.length / LINE_CHARACTERS));
}

/** `[Trừ 0,5 điểm] Sở Xây dựng: …; giải trình chậm nhất ngày 16/07/2020` */
function entryOf({ label, title, brief }: Matter): string {
  const ending = brief === undefined ? '' : `; ${brief}`;
  return `${cutAt(`[${label}] ${title}`, ENTRY_CHARACTERS - ending.length)}${ending}`;
}

function shorten(matter: Matter): Matter {
  const { title, facts, paragraphs } = matter;
  const isShort = [title, ...facts.map(({ value }) => value), ...paragraphs].every(
    (piece) => piece.length <= PIECE_CHARACTERS,
  );
  if (isShort) return matter;
  return {
    ...matter,
    title: cutAt(title, PIECE_CHARACTERS),
    facts: facts.map(({ name, value }) => ({ name, value: cutAt(value, PIECE_CHARACTERS) })),
    paragraphs: paragraphs.map((paragraph) => cutAt(paragraph, PIECE_CHARACTERS)),
  };
}

/** All that the letter says besides its matters. */
export function othersOf(letter: Omit<Letter, 'matters' | 'further' | 'lists'>): string[] {
  const { sender, office, date, addressee, units, opening, closing, contact, reference } = letter;
  const head = [sender, office, date, `Kính gửi: ${addressee}`, `Đơn vị: ${units}`];
  return [...head, ...opening, ...closing, `${contact.name}: ${contact.value}`, reference];
}
