import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeSnapshot } from './write-snapshot.ts';

/** SHA-256 of what the program from which the yardstick was ported writes for 20,000 rows. */
const digests = [
  [1, false, 20_000, 'c5acef2d6528ae4c48bd0632e862c099e3727ea4ef69bab7a7fdf2ea020853d9'],
  [2, false, 20_058, '835f38090ba8af84f03bf214d66a311387d022e496ce24b83205075f1eef116c'],
  [2, true, 20_058, '9556b8ac5f6b069e5033c7aa2ba70eb61e197df8766ed104931354d05df14bde'],
] as const;

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'dung-hen-yardstick-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

test.each(digests)(
  'snapshot %d (shuffled: %s) has the same bytes on every machine',
  (snapshot, isShuffled, rows, digest) => {
    // Prepare
    const path = join(directory, 'snapshot.csv');

    // Act
    const written = writeSnapshot({ path, rows: 20_000, snapshot, isShuffled });

    // Assess
    expect(written).toBe(rows);
    expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(digest);
  },
);
