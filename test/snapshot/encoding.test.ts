import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { recogniseEncoding } from '../../shared/snapshot/encoding.ts';
import { type Source, sourceSchema } from '../../shared/source/source.ts';
import { portal, readSnapshot } from './read-snapshot.ts';

type Declared = Source['format']['encoding'];
const declaring = (encoding: Declared) => sourceSchema.parse({ ...portal, format: { encoding } });

const header = 'Mã hồ sơ;Đơn vị xử lý;Tên thủ tục;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Trạng thái';
const rows = [
  'A1;Sở Tư pháp;Chứng thực chữ ký;01/06/2020 08:00;05/06/2020 17:00;;4',
  'A2;SXD;Cấp phép xây dựng;01/06/2020;;;4',
];
const text = `${[header, ...rows].join('\r\n')}\r\n`;
const littleEndian = (content: string) => Buffer.from(content, 'utf16le');
const bigEndian = (content: string) => littleEndian(content).swap16();

/**
 * Windows-1258 as Windows writes it, of the letters in these tests: a letter with its first mark, then the tone as a mark
 * of its own. By the table at unicode.org, VENDORS/MICSFT/WINDOWS/CP1258.TXT.
 */
const bytesOf1258: Readonly<Record<string, number>> = {
  ă: 0xe3,
  â: 0xe2,
  ê: 0xea,
  ô: 0xf4,
  ơ: 0xf5,
  ư: 0xfd,
  đ: 0xf0,
  Đ: 0xd0,
  à: 0xe0,
  á: 0xe1,
  é: 0xe9,
  ó: 0xf3,
  ú: 0xfa,
  ù: 0xf9,
  '\u0300': 0xcc,
  '\u0309': 0xd2,
  '\u0303': 0xde,
  '\u0301': 0xec,
  '\u0323': 0xf2,
};
const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;
const windows1258 = (content: string) => Buffer.from([...content.normalize('NFC')].flatMap(bytesOfLetter));

function bytesOfLetter(letter: string): number[] {
  const marked = letter.normalize('NFD');
  const written = marked.replace(tones, '').normalize('NFC') + (marked.match(tones)?.join('') ?? '');
  return [...written].map((part) => {
    const byte = bytesOf1258[part] ?? part.charCodeAt(0);
    if (byte > 0x7f && !(part in bytesOf1258)) throw new Error(`${part} is not in the table`);
    return byte;
  });
}

const expected = [
  { dossierCode: 'A1', unitId: 'so-tu-phap', procedureName: 'Chứng thực chữ ký' },
  { dossierCode: 'A2', unitId: 'so-xay-dung', procedureName: 'Cấp phép xây dựng' },
];

describe('CSV in other encodings', () => {
  test.each<[string, Buffer, Declared]>([
    ['UTF-8', Buffer.from(text), 'auto'],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`), 'utf-8'],
    ['UTF-16LE with a byte order mark', littleEndian(`\uFEFF${text}`), 'auto'],
    ['UTF-16BE with a byte order mark', bigEndian(`\uFEFF${text}`), 'auto'],
    ['UTF-16LE without', littleEndian(text), 'auto'],
    ['UTF-16BE without', bigEndian(text), 'utf-16'],
    ['Windows-1258, as the source says', windows1258(text), 'windows-1258'],
    ['UTF-8 though the source says Windows-1258', Buffer.from(text), 'windows-1258'],
    ['UTF-16 though the source says Windows-1258', littleEndian(text), 'windows-1258'],
  ])('%s is read, in pieces of any size, plain and gzipped', async (_, bytes, encoding) => {
    const source = declaring(encoding);
    for (const chunkBytes of [1, 7, 65_536]) {
      const { dossiers, quarantine } = await readSnapshot(bytes, 'csv', { source, chunkBytes });
      expect(quarantine).toBeNull();
      expect(dossiers).toMatchObject(expected);
    }
    expect((await readSnapshot(gzipSync(bytes), 'csv.gz', { source })).dossiers).toMatchObject(expected);
  });

  test('what comes after the first 64 KB is read in the same encoding', async () => {
    const many = Array.from({ length: 2_000 }, (_, at) => `${at};${rows[0]?.slice(3)}`);
    const bytes = littleEndian(`${[header, ...many].join('\n')}\n`);
    const { counts, dossiers } = await readSnapshot(bytes, 'csv', { chunkBytes: 1_001 });
    expect(counts).toMatchObject({ rowsRead: 2_000, accepted: 2_000 });
    expect(dossiers.at(-1)).toMatchObject({ dossierCode: '1999', unitId: 'so-tu-phap' });
  });

  test.each<[string, Buffer, Declared, RegExp]>([
    [
      'Windows-1258 of which the source says nothing',
      windows1258(text),
      'auto',
      /neither in UTF-8 nor in UTF-16.*format\.encoding/,
    ],
    ['Windows-1258 where UTF-8 is declared', windows1258(text), 'utf-8', /is not in UTF-8\. Export it in UTF-8/],
    ['UTF-16 where UTF-8 is declared', littleEndian(text), 'utf-8', /not in UTF-8 but in UTF-16/],
    ['UTF-8 where UTF-16 is declared', Buffer.from(text), 'utf-16', /not in UTF-16/],
  ])('%s is put aside, with a word on what to do', async (_, bytes, encoding, message) => {
    const { quarantine, objectDigest } = await readSnapshot(bytes, 'csv', {
      source: declaring(encoding),
      chunkBytes: 50,
    });
    expect(quarantine).toEqual({ code: 'wrong-encoding', message: expect.stringMatching(message) });
    expect(objectDigest).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  test('a stray byte spoils no file; in a dossier code, it spoils the row', async () => {
    const bytes = Buffer.concat([
      Buffer.from(text),
      Buffer.from('A\xff3;SXD;x;01/06/2020;;;4\nA4;SXD;\xff;01/06/2020;;;4\n', 'latin1'),
    ]);
    const { dossiers, rejections } = await readSnapshot(bytes, 'csv');
    expect(dossiers.map(({ dossierCode }) => dossierCode)).toEqual(['A1', 'A2', 'A4']);
    expect(rejections).toMatchObject([
      { line: 4, reason: 'unreadable-characters', value: 'A\uFFFD3', unitId: 'so-xay-dung' },
    ]);
  });

  test('a few NUL bytes in UTF-8, and half a character at the end of what is looked at, mislead nobody', () => {
    expect(recogniseEncoding(Buffer.from(`${'a,b\n'.repeat(99)}\u0000\u0000\u0000`), 'auto')).toBe('utf-8');
    expect(recogniseEncoding(Buffer.from('Mã hồ').subarray(0, -1), 'auto')).toBe('utf-8');
    expect(recogniseEncoding(Buffer.alloc(0), 'auto')).toBe('utf-8');
  });

  test('NDJSON in UTF-16 is read as well', async () => {
    const line = JSON.stringify({
      'Mã hồ sơ': 'A1',
      'Đơn vị xử lý': 'Sở Tư pháp',
      'Tên thủ tục': 'Chứng thực chữ ký',
      'Ngày tiếp nhận': '01/06/2020',
      'Ngày hẹn trả': null,
      'Ngày kết thúc xử lý': null,
      'Trạng thái': 4,
    });
    expect((await readSnapshot(bigEndian(`\uFEFF${line}\n`), 'ndjson')).dossiers).toMatchObject([expected[0]]);
  });
});

describe('gzip', () => {
  test.each([
    ['cut off', gzipSync(Buffer.from(text)).subarray(0, -12), 'truncated'],
    ['not gzip', Buffer.from(text), 'unreadable-gzip'],
    ['a bomb', gzipSync(Buffer.concat([Buffer.from(text), Buffer.alloc(70 * 2 ** 20, '\n')])), 'too-large'],
    ['a bomb of zeros', gzipSync(Buffer.alloc(70 * 2 ** 20)), 'wrong-schema'],
    ['empty inside', gzipSync(Buffer.alloc(0)), 'empty'],
  ])('%s', async (_, bytes, code) => {
    const { quarantine, objectDigest } = await readSnapshot(bytes, 'csv.gz', { chunkBytes: 4_096 });
    expect(quarantine?.code).toBe(code);
    expect(objectDigest).toBe(createHash('sha256').update(bytes).digest('hex'));
  });
});
