import { describe, expect, test } from '@jest/globals';
import { MAX_ROW_BYTES } from '../../shared/snapshot/split-row.ts';
import { compare, HEADER } from '../snapshot/snapshot-files.ts';

const BEFORE = 'A1,U1,01/06/2020 08:00,05/06/2020 17:00,,open';
const AFTER = 'A3,U2,02/06/2020 08:00,,,open';
/** A kibibyte. */
const LINE = `${'y'.repeat(1023)}\n`;
const CHUNKS = [400_000, 1_000_000, 1_048_576, 1_500_000, undefined];

/** What came of a file, however its bytes came: rejected lines with their reasons, and why the file was put aside. */
async function read(text: string) {
  const all = await Promise.all(
    CHUNKS.map((chunkBytes) => compare(text, chunkBytes === undefined ? {} : { chunkBytes })),
  );
  const told = all.map(({ counts, rejections, quarantine }) => ({
    rowsRead: counts.rowsRead,
    accepted: counts.accepted,
    rejected: rejections.map(({ line, reason }) => [line, reason]),
    quarantine,
  }));
  for (const other of told) expect(other).toEqual(told[0]);
  return told[0];
}

/** A row of so many bytes, without its line end. */
function rowOf(bytes: number): string {
  const row = 'A2,U1,01/06/2020 08:00,,,';
  return row.padEnd(bytes, 'x');
}

describe('rows about as long as a row can be, in chunks of any size', () => {
  test.each([
    ['as long as can be: read, and of no known status', MAX_ROW_BYTES, '\n', 'unknown-status'],
    ['the same with CR LF', MAX_ROW_BYTES, '\r\n', 'unknown-status'],
    ['a byte too long', MAX_ROW_BYTES + 1, '\n', 'row-too-long'],
    ['a byte too long, with CR LF', MAX_ROW_BYTES + 1, '\r\n', 'row-too-long'],
    ['much too long', 3 * MAX_ROW_BYTES, '\n', 'row-too-long'],
  ])('%s', async (_, bytes, lineEnd, reason) => {
    const text = [HEADER, BEFORE, rowOf(bytes), AFTER, ''].join(lineEnd);
    expect(await read(text)).toEqual({ rowsRead: 3, accepted: 2, rejected: [[3, reason]], quarantine: null });
  });

  test.each([MAX_ROW_BYTES + 1, 1_500_000, 3_000_000])('a last row of %d bytes that never ends', async (bytes) => {
    expect(await read([HEADER, BEFORE, rowOf(bytes)].join('\n'))).toMatchObject({
      accepted: 1,
      quarantine: 'truncated',
    });
  });

  test.each([
    ['the quoted text alone', `"${LINE.repeat(1024)}"`, ''],
    ['what follows the quoted text', `"${LINE.repeat(400)}"`, 'x'.repeat(700_000)],
  ])('a row over many lines is too long by %s: only its first line is given up as such', async (_, quoted, rest) => {
    const long = `A2,U1,01/06/2020 08:00,,${quoted},${rest}`;
    const result = await read([HEADER, BEFORE, long, AFTER, ''].join('\n'));
    expect(result?.rejected[0]).toEqual([3, 'quote-never-closed']);
    expect(result?.accepted).toBe(2);
  });
});
