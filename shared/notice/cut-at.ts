/** A text of at most so many characters: cut between words where that is near, never within a character. */
export function cutAt(text: string, mostCharacters: number): string {
  if (text.length <= mostCharacters) return text;
  const start = text
    .slice(0, mostCharacters - 1)
    .toWellFormed()
    .replace(/\uFFFD$/u, '');
  const lastBlank = start.lastIndexOf(' ');
  return `${lastBlank > mostCharacters / 2 ? start.slice(0, lastBlank) : start}…`;
}
