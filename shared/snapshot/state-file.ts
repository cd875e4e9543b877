import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';
import { canonicalJson } from '../runtime/canonical-json.ts';
import { DomainError } from '../runtime/domain-error.ts';
import { anyTextSchema, countSchema } from '../runtime/field-schemas.ts';
import { State } from './state.ts';
import { columnNames, lanesOf, makeColumns } from './state-columns.ts';
import { readStateV1 } from './state-file-v1.ts';
import { paddedLength, SectionReader } from './state-sections.ts';

/**
 * A state as an object; docs/state-format.md describes it byte by byte. `DHST`, format version (uint32), length of the
 * head (uint32), the head as canonical JSON, zeros up to a multiple of 8; the entries' columns one after another
 * (`columnNames`), each followed by zeros up to a multiple of 8; the codes.
 * All numbers are little-endian, as they stand in the memory of every machine that Lambda has.
 */
const STATE_MAGIC = 'DHST';
const PREAMBLE_BYTES = 12;
const FORMAT_VERSION = 2;
/** Beyond it there is no head, but damage. */
const MAX_HEAD_BYTES = 1 << 26;
/** Room for the rows that come anew, before the columns must be laid out larger. */
const SPARE_SHARE = 1 / 16;
const SPARE_ENTRIES = 1024;

const headSchema = z.object({
  sourceId: anyTextSchema,
  day: daySchema,
  inputsDigest: anyTextSchema,
  size: countSchema,
  codesLength: countSchema,
  unitIds: z.array(anyTextSchema),
});

/** A state as it is to be stored: its bytes as often as they are asked for, and their SHA-256. */
export interface StateObject {
  readonly digest: string;
  readonly length: number;
  stream(): Readable;
}

/** Lays a state out as an object. The bytes stay where they are: they are good as long as the state is. */
export function encodeState(state: State): StateObject {
  const hash = createHash('sha256');
  let length = 0;
  for (const piece of piecesOf(state)) {
    hash.update(piece);
    length += piece.length;
  }
  return { digest: hash.digest('hex'), length, stream: () => Readable.from(piecesOf(state)) };
}

function* piecesOf({ head, size, columns, unitIds, codes }: State): Generator<Uint8Array> {
  const counts = { size, codesLength: codes.length };
  yield* padded(preambleAndHead(canonicalJson({ ...head, ...counts, unitIds })));
  for (const name of columnNames) yield* padded(bytesOf(columns[name], size * lanesOf(name)));
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
 * Reads a state from its object's bytes as they come. What it keeps on disk, the codes, is removed with it.
 *
 * @throws DomainError `UNREADABLE_STATE` for an object of another format, or another length than its head says
 */
export async function readState(object: AsyncIterable<Uint8Array>): Promise<{ state: State; digest: string }> {
  const reader = new SectionReader(object);
  try {
    const state = await readVersion(reader);
    return { state, digest: reader.digest() };
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    throw new DomainError('UNREADABLE_STATE', 'A state object is not what its head says.', { cause: error });
  } finally {
    await reader.close();
  }
}

async function readVersion(reader: SectionReader): Promise<State> {
  const preamble = await reader.take(PREAMBLE_BYTES);
  const version = preamble.readUInt32LE(4);
  if (preamble.toString('latin1', 0, 4) !== STATE_MAGIC || version < 1 || version > FORMAT_VERSION) {
    throw new DomainError('UNREADABLE_STATE', `A state object is not of format ${STATE_MAGIC} 1 to ${FORMAT_VERSION}.`);
  }
  const headLength = preamble.readUInt32LE(8);
  if (headLength > MAX_HEAD_BYTES) throw new RangeError(`A head of ${headLength} bytes.`);
  const head: unknown = JSON.parse((await reader.take(headLength)).toString());
  await reader.take(paddedLength(PREAMBLE_BYTES + headLength) - PREAMBLE_BYTES - headLength);
  return version === 1 ? readStateV1(reader, head) : readStateV2(reader, headSchema.parse(head));
}

async function readStateV2(reader: SectionReader, head: z.infer<typeof headSchema>): Promise<State> {
  const { sourceId, day, inputsDigest, size, unitIds } = head;
  const columns = makeColumns(Math.ceil(size * (1 + SPARE_SHARE)) + SPARE_ENTRIES);
  for (const name of columnNames) await reader.fill(bytesOf(columns[name], size * lanesOf(name)));
  const codes = await reader.codes(head.codesLength);
  return new State({ head: { sourceId, day, inputsDigest }, size, columns, unitIds, codes });
}
