import { createHash } from 'node:crypto';
import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';
import { canonicalJson } from '../runtime/canonical-json.ts';
import { DomainError } from '../runtime/domain-error.ts';
import { ScratchFile } from '../runtime/scratch-file.ts';
import { CodeBook } from './code-book.ts';
import { noBlocks, type RowBlockColumns } from './row-blocks.ts';
import { State } from './state.ts';
import { columnNames, makeColumns } from './state-columns.ts';
import { readStateV1 } from './state-file-v1.ts';

/**
 * A state as an object; docs/state-format.md describes it byte by byte. `DHST`, format version (uint32), length of the
 * head (uint32), the head as canonical JSON, zeros up to a multiple of 8; the entries' columns one after another
 * (`columnNames`), those of the row blocks (`blockColumnNames`), each followed by zeros up to a multiple of 8; the codes.
 * All numbers are little-endian, as they stand in the memory of every machine that Lambda has.
 */
export const STATE_MAGIC = 'DHST';
export const PREAMBLE_BYTES = 12;
const FORMAT_VERSION = 2;
const ALIGNMENT = 8;
/** Room for the rows that come anew, before the columns must be laid out larger. */
const SPARE_SHARE = 1 / 16;
const SPARE_ENTRIES = 1024;

const blockColumnNames = [
  'hash',
  'first',
  'bytes',
  'lines',
  'rows',
] as const satisfies readonly (keyof RowBlockColumns)[];

const headSchema = z.object({
  sourceId: z.string(),
  day: daySchema,
  inputsDigest: z.string(),
  size: z.int().nonnegative(),
  blocks: z.int().nonnegative(),
  codesLength: z.int().nonnegative(),
  unitIds: z.array(z.string()),
});

/** Writes a state to a file. Returns the file and the SHA-256 of its bytes. */
export function writeStateFile(state: State): { file: ScratchFile; digest: string } {
  const file = new ScratchFile();
  const hash = createHash('sha256');
  for (const piece of piecesOf(state)) {
    hash.update(piece);
    file.append(piece);
  }
  return { file, digest: hash.digest('hex') };
}

function* piecesOf({ head, size, columns, unitIds, blocks, codes }: State): Generator<Uint8Array> {
  const counts = { size, blocks: blocks.count, codesLength: codes.length };
  yield* padded(preambleAndHead(canonicalJson({ ...head, ...counts, unitIds })));
  for (const name of columnNames) yield* padded(bytesOf(columns[name], size));
  for (const name of blockColumnNames) yield* padded(bytesOf(blocks[name], blocks.count));
  yield* codes.chunks();
}

function preambleAndHead(head: string): Uint8Array {
  const preamble = Buffer.alloc(PREAMBLE_BYTES);
  preamble.write(STATE_MAGIC, 'latin1');
  preamble.writeUInt32LE(FORMAT_VERSION, 4);
  preamble.writeUInt32LE(Buffer.byteLength(head), 8);
  return Buffer.concat([preamble, Buffer.from(head)]);
}

function* padded(bytes: Uint8Array): Generator<Uint8Array> {
  yield bytes;
  yield new Uint8Array(paddedLength(bytes.length) - bytes.length);
}

export function paddedLength(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}

interface Bytes {
  readonly buffer: ArrayBufferLike;
  readonly byteOffset: number;
  readonly BYTES_PER_ELEMENT: number;
}

/** The bytes of a column's first elements. */
function bytesOf({ buffer, byteOffset, BYTES_PER_ELEMENT }: Bytes, count: number): Uint8Array {
  return new Uint8Array(buffer, byteOffset, count * BYTES_PER_ELEMENT);
}

/**
 * Reads a state from a file. The state keeps the file for its codes, and removes it in the end.
 *
 * @throws DomainError `UNREADABLE_STATE` for a file of another format or length
 */
export function readStateFile(file: ScratchFile): State {
  try {
    return readVersion(file);
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    throw new DomainError('UNREADABLE_STATE', 'A state object is not what its head says.', { cause: error });
  }
}

function readVersion(file: ScratchFile): State {
  const preamble = Buffer.alloc(PREAMBLE_BYTES);
  file.read(preamble, 0);
  const version = preamble.readUInt32LE(4);
  if (preamble.toString('latin1', 0, 4) !== STATE_MAGIC || version > FORMAT_VERSION) {
    throw new DomainError('UNREADABLE_STATE', `A state object is not of format ${STATE_MAGIC} 1 to ${FORMAT_VERSION}.`);
  }
  const head = Buffer.alloc(preamble.readUInt32LE(8));
  file.read(head, PREAMBLE_BYTES);
  const at = paddedLength(PREAMBLE_BYTES + head.length);
  const text = JSON.parse(head.toString());
  return version === 1 ? readStateV1(file, text, at) : readStateV2(file, headSchema.parse(text), at);
}

function readStateV2(file: ScratchFile, head: z.infer<typeof headSchema>, columnsAt: number): State {
  const columns = makeColumns(Math.ceil(head.size * (1 + SPARE_SHARE)) + SPARE_ENTRIES);
  const blocks = { ...noBlocks(head.blocks), count: head.blocks };
  const reader = new SectionReader(file, columnsAt);
  for (const name of columnNames) reader.fill(bytesOf(columns[name], head.size));
  for (const name of blockColumnNames) reader.fill(bytesOf(blocks[name], head.blocks));
  const codes = new CodeBook({ file, at: reader.at, length: reader.rest(head.codesLength) });
  const { sourceId, day, inputsDigest, size, unitIds } = head;
  return new State({ head: { sourceId, day, inputsDigest }, size, columns, unitIds, blocks, codes });
}

/** Reads the sections of a state file one after another. */
export class SectionReader {
  readonly #file: ScratchFile;
  at: number;

  constructor(file: ScratchFile, at: number) {
    this.#file = file;
    this.at = at;
  }

  fill(bytes: Uint8Array): void {
    this.#file.read(bytes, this.at);
    this.at += paddedLength(bytes.length);
  }

  /** The length of the last section. @throws RangeError where the file does not end with it */
  rest(length: number): number {
    if (this.at + length === this.#file.length) return length;
    throw new RangeError(`The file has ${this.#file.length} bytes, not ${this.at + length}.`);
  }
}
