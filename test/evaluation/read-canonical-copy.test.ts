import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readCanonicalCopy } from '../../shared/evaluation/read-canonical-copy.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { sha256 } from '../../shared/runtime/digest.ts';
import type { CopyLine } from '../../shared/snapshot/canonical-line.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { dossierLine, readLines } from './canonical-lines.ts';

let engines: Engines;
let bucket: Bucket;
beforeAll(async () => {
  engines = await startEngines();
  bucket = new Bucket(engines.bucketName);
});
afterAll(() => engines.close());

async function read(content: string, canonicalDigest = sha256(content)): Promise<CopyLine[]> {
  const canonicalKey = `canonical/portal/2020-06-30/${canonicalDigest}.ndjson.gz`;
  await bucket.write(canonicalKey, gzipSync(content), 'application/x-ndjson');
  const lines: CopyLine[] = [];
  for await (const line of readCanonicalCopy(bucket, { canonicalKey, canonicalDigest })) lines.push(line);
  return lines;
}

test('lines come out whole, wherever the stream is cut: also within a letter of several bytes', async () => {
  // Prepare: some hundred kB of Vietnamese, far more than a chunk of the stream
  const written = Array.from({ length: 2000 }, (_, at) =>
    dossierLine('so-xay-dung', `H01.02-${at}`, ['2020-06-01 08:00', null, null], {
      procedureName: `Cấp giấy phép xây dựng nhà ở riêng lẻ ${'ế'.repeat(at % 7)}`,
    }),
  );

  // Act
  const lines = await read(written.map((line) => `${JSON.stringify(line)}\n`).join(''));

  // Assess
  expect(lines).toEqual(readLines(written));
});

test('an empty copy has no lines', async () => {
  expect(await read('')).toEqual([]);
});

test.each([
  ['a line that is no JSON', '{"kind":\n'],
  ['a line of another shape', '{"kind":"dossier"}\n'],
])('%s is damage, said with its number', async (_name, content) => {
  await expect(read(content)).rejects.toMatchObject({
    code: 'CANONICAL_COPY_DAMAGED',
    message: expect.stringContaining('line 1 cannot be read'),
  });
});

test('an object that is no gzip file is damage', async () => {
  await bucket.write('canonical/portal/plain', 'no gzip', 'application/x-ndjson');
  const lines = readCanonicalCopy(bucket, {
    canonicalKey: 'canonical/portal/plain',
    canonicalDigest: sha256('no gzip'),
  });
  await expect(lines.next()).rejects.toMatchObject({ code: 'CANONICAL_COPY_DAMAGED' });
});

test.each([
  ['within', [0x7b, 0xff, 0x0a]],
  ['cut off within a letter', [0x7b, 0xe1, 0xba]],
])('bytes that are no UTF-8 text, %s, are damage', async (_name, bytes) => {
  const canonicalKey = `canonical/portal/${bytes.join()}`;
  await bucket.write(canonicalKey, gzipSync(Buffer.from(bytes)), 'application/x-ndjson');
  const lines = readCanonicalCopy(bucket, { canonicalKey, canonicalDigest: sha256(Buffer.from(bytes)) });
  await expect(lines.next()).rejects.toMatchObject({ code: 'CANONICAL_COPY_DAMAGED' });
});

test('a copy that lost its last lines is damage', async () => {
  // Prepare
  const line = `${JSON.stringify(dossierLine('a', 'x', ['2020-06-01 08:00', null, null]))}\n`;

  // Act and Assess
  await expect(read(line, sha256(line + line))).rejects.toMatchObject({ code: 'CANONICAL_COPY_DAMAGED' });
});
