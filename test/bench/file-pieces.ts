import { closeSync, openSync, readSync } from 'node:fs';

const PIECE_BYTES = 1 << 20;
/** Who reads a piece may hold on to the one before it. */
const PIECES_AT_ONCE = 4;

/** A file's bytes in pieces, for a reader that is timed: the same few buffers are filled again and again. */
export async function* filePieces(path: string): AsyncGenerator<Buffer> {
  const buffers = Array.from({ length: PIECES_AT_ONCE }, () => Buffer.allocUnsafeSlow(PIECE_BYTES));
  const file = openSync(path, 'r');
  try {
    for (let turn = 0; ; turn++) {
      const buffer = buffers[turn % PIECES_AT_ONCE] as Buffer;
      const length = readSync(file, buffer);
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}
