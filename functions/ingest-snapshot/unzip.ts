import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { isBurst } from '../../shared/snapshot/file-limits.ts';
import { RefusedFile } from '../../shared/snapshot/refused-file.ts';

/**
 * Unzips a gzip file as it comes.
 *
 * @throws RefusedFile `truncated`, `unreadable-gzip`, `too-large`
 */
export async function* unzipped(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let packedBytes = 0;
  let unpackedBytes = 0;
  const counted = async function* () {
    for await (const chunk of packed) {
      packedBytes += chunk.length;
      yield chunk;
    }
  };
  const gunzip = createGunzip({ chunkSize: 65_536 });
  // What goes wrong on its way is told by the reading, below.
  const feeding = pipeline(counted(), gunzip).catch(() => {});
  try {
    for await (const chunk of gunzip) {
      unpackedBytes += chunk.length;
      if (isBurst(packedBytes, unpackedBytes)) throw burst(packedBytes, unpackedBytes);
      yield chunk;
    }
  } catch (error) {
    throw problemOf(error) ?? error;
  } finally {
    gunzip.destroy();
    await feeding;
  }
}

function burst(packedBytes: number, unpackedBytes: number): RefusedFile {
  const message = `The first ${packedBytes} bytes of the gzip file grow to more than ${unpackedBytes}: it is no export.`;
  return new RefusedFile({ code: 'too-large', message });
}

function problemOf(error: unknown): RefusedFile | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  const refuse = (reason: string, message: string) => new RefusedFile({ code: reason, message }, { cause: error });
  if (code === 'Z_BUF_ERROR') return refuse('truncated', 'The gzip file ends before its end.');
  if (code === 'Z_DATA_ERROR') return refuse('unreadable-gzip', 'The file is not gzip, or is damaged.');
  return null;
}
