import { isUtf8 as isValidUtf8 } from 'node:buffer';
import type { Source } from '../source/source.ts';
import type { QuarantineReason } from './receipt.ts';

/** How a file's characters are written, by the names that `TextDecoder` knows. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258';

/** So much of a file's beginning is looked at. */
export const ENCODING_SAMPLE_BYTES = 65_536;

/** A stray byte or two in a file of UTF-8 spoils the texts that it stands in, not the file. */
const MAX_STRAY_BYTES = 3;

/**
 * Recognises how a file is written by its beginning: a byte order mark, NUL bytes beside every Latin letter (UTF-16), or
 * bytes that are no UTF-8. Those can be anything, so that they are read only as what the source says that it writes.
 *
 * @param head the first bytes of the file, up to `ENCODING_SAMPLE_BYTES`
 * @param declared `format.encoding` of the source
 */
export function recogniseEncoding(head: Buffer, declared: Source['format']['encoding']): Encoding | QuarantineReason {
  const found = utf16Of(head) ?? (isUtf8(head) ? 'utf-8' : null);
  if (found === null && (declared === 'windows-1258' || declared === 'auto')) {
    return declared === 'auto' ? refusal('is neither in UTF-8 nor in UTF-16') : declared;
  }
  if (declared === 'utf-8' && found !== 'utf-8')
    return refusal(`is not in UTF-8${found === null ? '' : ' but in UTF-16'}`);
  if (declared === 'utf-16' && (found === null || found === 'utf-8')) return refusal('is not in UTF-16');
  return found ?? 'utf-8';
}

function refusal(what: string): QuarantineReason {
  return {
    code: 'wrong-encoding',
    message: `The file ${what}. Export it in UTF-8, or say how this source writes in sources.json: format.encoding auto, utf-8, utf-16 or windows-1258.`,
  };
}

function utf16Of(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const nuls = [0, 0];
  for (let at = head.indexOf(0); at !== -1; at = head.indexOf(0, at + 1)) nuls[at % 2] = (nuls[at % 2] ?? 0) + 1;
  const [atEven = 0, atOdd = 0] = nuls;
  // Digits, delimiters and Latin letters have a NUL beside them, most Vietnamese letters with two marks have not.
  const isMany = (count: number) => count * 6 >= head.length;
  if (isMany(atOdd) && atEven * 20 < atOdd) return 'utf-16le';
  if (isMany(atEven) && atOdd * 20 < atEven) return 'utf-16be';
  return null;
}

/** Whether the bytes are UTF-8, but for a stray one; a character that the sample cuts off does not count. */
function isUtf8(head: Buffer): boolean {
  const isPlain = [0, 1, 2, 3].some((cutOff) => isValidUtf8(head.subarray(0, head.length - cutOff)));
  return isPlain || isNearlyUtf8(head);
}

function isNearlyUtf8(head: Buffer): boolean {
  let unreadable = 0;
  let beyondAscii = 0;
  for (const character of new TextDecoder('utf-8').decode(head, { stream: true })) {
    if (character === '\uFFFD') unreadable++;
    else if (character > '\u007F') beyondAscii++;
  }
  return unreadable <= MAX_STRAY_BYTES || unreadable < beyondAscii;
}
