/** Control characters, line and paragraph separators, and the marks that turn the direction of writing. */
const UNSEEN = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/**
 * A name or title from outside as one line of plain text in NFC: nothing in it can begin a header, break a line or
 * turn the direction of what follows.
 */
export function plainLine(text: string): string {
  return text.toWellFormed().normalize('NFC').replace(UNSEEN, ' ').replace(/\s+/gu, ' ').trim();
}
