import * as z from 'zod';

/** RFC 5321, 4.5.3.1: what mail servers need not take beyond. */
const MOST_CHARACTERS = 254;
const MOST_BEFORE_AT = 64;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/**
 * Says what is wrong with an address that somebody typed, so that it can be mended; null where it may be mailed.
 *
 * Letters that look Latin and are not (a Cyrillic `а`) would send a digest to somebody else's mailbox: only ASCII is
 * taken, and no domain in the disguise of ASCII (`xn--`). Public offices have none.
 */
export function problemOfAddress(address: string): string | null {
  const foreign = /[^\x21-\x7e]/u.exec(address)?.[0];
  if (foreign !== undefined) return `holds ${nameOf(foreign)}: an address is of plain Latin letters without marks`;
  if (/[<>]/.test(address)) return 'must be the address alone, without a name or < >';
  if (/[,;:]/.test(address)) return 'must be one address; several are separated by ; in the columns that take them';
  const [local = '', domain, ...more] = address.split('@');
  if (domain === undefined) return 'has no @';
  if (more.length > 0) return 'has more than one @';
  if (address.length > MOST_CHARACTERS) return `is longer than ${MOST_CHARACTERS} characters`;
  if (local.length > MOST_BEFORE_AT) return `has more than ${MOST_BEFORE_AT} characters before the @`;
  const labels = domain.split('.');
  if (labels.some((label) => /^..--/.test(label))) return 'has a domain in letters of another script (xn--)';
  const isDomain = labels.length > 1 && labels.every((label) => LABEL.test(label));
  if (!isDomain) return 'has no valid domain after the @, such as angiang.gov.vn';
  return z.email().safeParse(address).success ? null : 'is no valid address before the @, such as so.xaydung';
}

/** ` ` is a blank; `U+0430 (а)` is a letter that looks like another. */
function nameOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return /\s/u.test(character) ? 'a blank' : `U+${code} (${character})`;
}
