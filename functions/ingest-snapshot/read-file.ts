import { createHash } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { QuarantineReason } from '../../shared/snapshot/receipt.ts';
import type { RowCutter } from '../../shared/snapshot/row-cutter.ts';

/** What was read: the SHA-256 of the bytes as they came, and why the file cannot be taken, if so. */
export interface ReadFile {
  readonly objectDigest: string;
  readonly quarantine: QuarantineReason | null;
}

/** Streams a file into the reader; a broken gzip is a reason to put the file aside, not an error. */
export async function readFile(file: Readable, isGzip: boolean, reader: RowCutter): Promise<ReadFile> {
  const hash = createHash('sha256');
  const hashed = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
  const push = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) reader.push(chunk);
    reader.end();
  };
  let quarantine: QuarantineReason | null = null;
  try {
    await pipeline(file, hashed, isGzip ? createGunzip() : new PassThrough(), push);
  } catch (error) {
    quarantine = gzipProblem(error);
    if (quarantine === null) throw error;
  }
  return { objectDigest: hash.digest('hex'), quarantine: quarantine ?? reader.quarantine };
}

function gzipProblem(error: unknown): QuarantineReason | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  if (code === 'Z_BUF_ERROR') return { code: 'truncated', message: 'The gzip file ends before its end.' };
  if (code === 'Z_DATA_ERROR') return { code: 'unreadable-gzip', message: 'The file is not gzip, or is damaged.' };
  return null;
}
