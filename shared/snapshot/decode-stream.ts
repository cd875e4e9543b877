import type { Source } from '../source/source.ts';
import { ENCODING_SAMPLE_BYTES, type Encoding, recogniseEncoding } from './encoding.ts';
import { RefusedFile } from './refused-file.ts';

/**
 * Gives a file's bytes as UTF-8. A file that is so already passes through untouched, chunk by chunk, after its beginning
 * has been looked at.
 *
 * @throws RefusedFile `wrong-encoding`
 */
export async function* toUtf8(
  chunks: AsyncIterable<Buffer>,
  declared: Source['format']['encoding'],
): AsyncGenerator<Buffer> {
  let head: Buffer[] = [];
  let headBytes = 0;
  let converter: Converter | null = null;
  for await (const chunk of chunks) {
    if (converter !== null) {
      yield converter.convert(chunk);
      continue;
    }
    head.push(chunk);
    headBytes += chunk.length;
    if (headBytes < ENCODING_SAMPLE_BYTES) continue;
    converter = converterOf(Buffer.concat(head), declared);
    for (const held of head) yield converter.convert(held);
    head = [];
  }
  converter ??= converterOf(Buffer.concat(head), declared);
  for (const held of head) yield converter.convert(held);
  const last = converter.end();
  if (last.length > 0) yield last;
}

interface Converter {
  convert(chunk: Buffer): Buffer;
  /** What half a character at the file's end comes to. */
  end(): Buffer;
}

const asItIs: Converter = { convert: (chunk) => chunk, end: () => Buffer.alloc(0) };

function converterOf(start: Buffer, declared: Source['format']['encoding']): Converter {
  const encoding = recogniseEncoding(start.subarray(0, ENCODING_SAMPLE_BYTES), declared);
  if (typeof encoding !== 'string') throw new RefusedFile(encoding);
  return encoding === 'utf-8' ? asItIs : converterFrom(encoding);
}

function converterFrom(encoding: Encoding): Converter {
  const decoder = new TextDecoder(encoding);
  return {
    convert: (chunk) => Buffer.from(decoder.decode(chunk, { stream: true })),
    end: () => Buffer.from(decoder.decode()),
  };
}
