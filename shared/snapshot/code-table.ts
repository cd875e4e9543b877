const beyondAscii = /[^\0-\x7f]/;
/** Characters that nobody sees: joiners, word joiner, soft hyphen, byte order mark. */
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

/**
 * A text as it is meant: composed letters, full-width letters and digits as plain ones, nothing invisible. Codes, dates
 * and statuses that look the same are the same.
 */
export function plainForm(text: string): string {
  if (!beyondAscii.test(text)) return text.trim();
  return text.toWellFormed().normalize('NFKC').replace(invisible, '').trim();
}

/** What a code stands for; undefined where nothing does. */
export type CodeTable<Meaning> = (code: string) => Meaning | undefined;

/**
 * A table of codes. A code that is not in it, but would be in other case, stands for the same: a slip of typing must not
 * take a row out of its unit's count. Not where it could stand for two things.
 *
 * @param entries codes as the registry has them
 */
export function codeTable<Meaning extends string>(
  entries: Iterable<readonly [code: string, meaning: Meaning]>,
): CodeTable<Meaning> {
  const exact = new Map<string, Meaning>();
  const folded = new Map<string, Meaning | null>();
  for (const [code, meaning] of entries) {
    const key = plainForm(code);
    exact.set(key, meaning);
    const known = folded.get(key.toUpperCase());
    folded.set(key.toUpperCase(), known === undefined || known === meaning ? meaning : null);
  }
  return (code) => exact.get(code) ?? folded.get(code.toUpperCase()) ?? undefined;
}
