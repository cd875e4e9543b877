/** Control characters, line and paragraph separators. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/**
 * What is drawn as nothing: control characters but tabs and line breaks, marks that turn the direction of writing,
 * zero-width and soft hyphens, tags, fillers, and code points that are no characters, which XML and so workbooks refuse.
 * No Vietnamese text needs any of them.
 */
const UNSEEN = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/**
 * A name or title from outside as one line of plain text in NFC: nothing in it can begin a header, break a line, turn
 * the direction of what follows or hide that two names differ.
 */
export function plainLine(text: string): string {
  return withoutUnseen(text.replace(BREAKS, ' ')).normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** A text of as many lines as it has, without what is drawn as nothing. */
export function withoutUnseen(text: string): string {
  return text.toWellFormed().replace(UNSEEN, '');
}
