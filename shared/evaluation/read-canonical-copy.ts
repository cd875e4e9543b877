import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Bucket } from '../runtime/bucket.ts';
import { DomainError } from '../runtime/domain-error.ts';
import { type CopyLine, copyLineSchema } from '../snapshot/canonical-line.ts';

/** Where a canonical copy lies, and the SHA-256 of its bytes before compression. */
export interface CanonicalCopy {
  readonly canonicalKey: string;
  readonly canonicalDigest: string;
}

/**
 * The lines of a canonical copy as they stream in. What was read is only proven once the last line has been taken.
 *
 * @throws DomainError `OBJECT_MISSING`, `CANONICAL_COPY_DAMAGED`
 */
export async function* readCanonicalCopy(bucket: Bucket, copy: CanonicalCopy): AsyncGenerator<CopyLine> {
  const digest = createHash('sha256');
  const bytes = createGunzip();
  // Whatever goes wrong upstream comes out of the bytes as they are read; the callback only keeps it from being thrown twice.
  pipeline(await bucket.stream(copy.canonicalKey), bytes, () => undefined);
  const lines = new LineSplitter();
  let lineNumber = 0;
  try {
    for await (const chunk of bytes) {
      digest.update(chunk);
      for (const line of lines.take(chunk)) yield parseLine(line, ++lineNumber, copy);
    }
    for (const line of lines.end()) yield parseLine(line, ++lineNumber, copy);
  } catch (error) {
    const damage = damageOf(error);
    throw damage === null ? error : damaged(copy, damage, error);
  }
  if (digest.digest('hex') !== copy.canonicalDigest) {
    throw damaged(copy, 'its bytes do not give the digest that its receipt states');
  }
}

/** How bytes must be damaged that cannot be unpacked or decoded; null for any other error. */
function damageOf(error: unknown): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code.startsWith('Z_')) return 'it is no whole gzip file';
  return code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is no UTF-8 text' : null;
}

/** Cuts UTF-8 text into lines as its bytes come in. */
class LineSplitter {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #rest = '';

  take(chunk: Buffer): string[] {
    const lines = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines;
  }

  /** A last line without a line break. */
  end(): string[] {
    const last = this.#rest + this.#decoder.decode();
    return last === '' ? [] : [last];
  }
}

function parseLine(line: string, lineNumber: number, copy: CanonicalCopy): CopyLine {
  try {
    return copyLineSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw damaged(copy, `line ${lineNumber} cannot be read`, cause);
  }
}

function damaged({ canonicalKey }: CanonicalCopy, how: string, cause?: unknown): DomainError {
  return new DomainError(
    'CANONICAL_COPY_DAMAGED',
    `The canonical copy ${canonicalKey} is damaged: ${how}. Restore its version, or send that day's snapshot once more.`,
    { cause },
  );
}
