import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import xxhash from 'xxhash-wasm';
import { compileKernel } from '../../infra/compile-kernel.ts';
import { rowKernelBytes } from '../../shared/snapshot/kernel/row-kernel-bytes.ts';
import { LineScanner, MOST_LINES } from '../../shared/snapshot/line-scanner.ts';
import { TextHasher } from '../../shared/snapshot/text-hasher.ts';

/** A hash as xxhash-wasm, another's work, gives it. */
async function reference(bytes: Uint8Array): Promise<bigint> {
  const { h64Raw } = await xxhash();
  return h64Raw(bytes);
}

const whole = (low: number, high: number) => (BigInt(high) << 32n) | BigInt(low);

describe('the kernel that finds and hashes lines', () => {
  test('is what its source compiles to', async () => {
    expect((await compileKernel()).toString('base64')).toBe(rowKernelBytes);
  });

  test('hashes bytes and texts as xxHash64 does, whatever their length', async () => {
    const hasher = new TextHasher();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const { low, high } = hasher.take(bytes);
        expect(whole(low, high)).toBe(await reference(bytes));
      }),
      { numRuns: 500 },
    );
    // Published test vector of xxHash64 with seed 0: the empty input.
    const { low, high } = hasher.takeText('');
    expect(whole(low, high)).toBe(0xef46db3751d8e999n);
    const long = 'Hồ sơ '.repeat(40_000);
    const { low: longLow, high: longHigh } = hasher.takeText(long);
    expect(whole(longLow, longHigh)).toBe(await reference(Buffer.from(long)));
  });

  test('finds the lines that splitting at line feeds finds, and leaves the last one without an end alone', async () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replaceAll('\n', '')),
      fc.constantFrom('', '\r', 'a\r', 'x'.repeat(5_000)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 40 }),
        fc.integer({ min: 1, max: 90 }),
        async (lines, chunkBytes) => {
          // Prepare
          const bytes = Buffer.from(lines.join('\n'));
          const expected = bytes.toString('latin1').split('\n').slice(0, -1);
          const scanner = new LineScanner();

          // Act
          for (let at = 0; at < bytes.length; at += chunkBytes) scanner.append(bytes.subarray(at, at + chunkBytes), 0);
          const found = Array.from({ length: scanner.scan(0) }, (_, index) => ({
            start: index === 0 ? 0 : scanner.lineFeedOf(index - 1) + 1,
            end: scanner.contentEndOf(index),
            hash: whole(scanner.hashLowOf(index), scanner.hashHighOf(index)),
          }));

          // Assess
          const contents = found.map(({ start, end }) => scanner.buffer.toString('latin1', start, end));
          expect(contents).toEqual(expected.map((text) => text.replace(/\r$/, '')));
          for (const [index, content] of contents.entries()) {
            expect(found[index]?.hash).toBe(await reference(Buffer.from(content, 'latin1')));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('goes on where its table is full, and keeps what is not done with when room is made', () => {
    // Prepare: more lines than the table holds, and more bytes than the first room
    const scanner = new LineScanner();
    const lines = Buffer.from('một dòng\n'.repeat(MOST_LINES + 5));
    scanner.append(lines, 0);

    // Act
    const first = scanner.scan(0);
    const next = scanner.lineFeedOf(first - 1) + 1;
    const second = scanner.scan(next);
    const moved = scanner.append(Buffer.alloc(4 << 20, 'x'), next);

    // Assess
    expect([first, second]).toEqual([MOST_LINES, 5]);
    expect(moved).toBe(next);
    expect(scanner.buffer.toString('utf8', 0, 11)).toBe('một dòng');
    expect(scanner.buffer.length).toBe(lines.length - next + (4 << 20));
  });
});
