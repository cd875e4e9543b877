import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';
import { canonicalJson } from '../runtime/canonical-json.ts';
import { DomainError } from '../runtime/domain-error.ts';
import { State, type StateColumns } from './state.ts';

/**
 * A state as an object: `DHST`, format version (uint32 LE), length of the head (uint32 LE), the head as canonical
 * JSON, zeros up to a multiple of 8, then the columns one after another in the order of `columnTypes`, each padded to
 * a multiple of 8, little-endian, and at last the codes.
 */
const MAGIC = 'DHST';
const FORMAT_VERSION = 1;
const PREAMBLE_BYTES = 12;
const ALIGNMENT = 8;

const columnTypes = {
  rowHash: BigUint64Array,
  codeHash: BigUint64Array,
  receivedAtMs: Float64Array,
  dueAtMs: Float64Array,
  completedAtMs: Float64Array,
  contentHash: Uint32Array,
  codeStart: Uint32Array,
  unit: Uint16Array,
  lastSeenDay: Uint16Array,
  kind: Uint8Array,
} as const;

const headSchema = z.object({
  sourceId: z.string(),
  day: daySchema,
  inputsDigest: z.string(),
  size: z.int().nonnegative(),
  codesLength: z.int().nonnegative(),
  unitIds: z.array(z.string()),
});

export function encodeState(state: State): Buffer {
  const { columns, head } = state;
  const headText = canonicalJson({
    ...head,
    size: columns.size,
    codesLength: columns.codes.length,
    unitIds: columns.unitIds,
  });
  const preamble = Buffer.alloc(PREAMBLE_BYTES);
  preamble.write(MAGIC, 'latin1');
  preamble.writeUInt32LE(FORMAT_VERSION, 4);
  preamble.writeUInt32LE(Buffer.byteLength(headText), 8);
  const parts = [padded(Buffer.concat([preamble, Buffer.from(headText)]))];
  for (const column of orderedColumns(columns)) {
    parts.push(padded(Buffer.from(column.buffer, column.byteOffset, column.byteLength)));
  }
  parts.push(columns.codes);
  return Buffer.concat(parts);
}

function orderedColumns(columns: StateColumns) {
  const { rowHash, codeHash, receivedAtMs, dueAtMs, completedAtMs, contentHash, codeStart, unit, lastSeenDay, kind } =
    columns;
  return [rowHash, codeHash, receivedAtMs, dueAtMs, completedAtMs, contentHash, codeStart, unit, lastSeenDay, kind];
}

function padded(bytes: Buffer): Buffer {
  const missing = paddedLength(bytes.length) - bytes.length;
  return missing === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(missing)]);
}

function paddedLength(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}

/** @throws DomainError `UNREADABLE_STATE` for an object of another format: the state must be derived again from its file. */
export function decodeState(object: Buffer): State {
  if (object.toString('latin1', 0, 4) !== MAGIC || object.readUInt32LE(4) !== FORMAT_VERSION) {
    throw new DomainError('UNREADABLE_STATE', `A state object is not of format ${MAGIC} ${FORMAT_VERSION}.`);
  }
  const bytes = aligned(object);
  const headEnd = PREAMBLE_BYTES + bytes.readUInt32LE(8);
  const head = headSchema.parse(JSON.parse(bytes.toString('utf8', PREAMBLE_BYTES, headEnd)));
  const reader = new ColumnReader(bytes, paddedLength(headEnd), head.size);
  const { rowHash, codeHash, receivedAtMs, dueAtMs, completedAtMs, contentHash, codeStart, unit, lastSeenDay, kind } =
    columnTypes;
  const columns: StateColumns = {
    size: head.size,
    rowHash: reader.next(rowHash),
    codeHash: reader.next(codeHash),
    receivedAtMs: reader.next(receivedAtMs),
    dueAtMs: reader.next(dueAtMs),
    completedAtMs: reader.next(completedAtMs),
    contentHash: reader.next(contentHash),
    codeStart: reader.next(codeStart),
    unit: reader.next(unit),
    lastSeenDay: reader.next(lastSeenDay),
    kind: reader.next(kind),
    codes: reader.rest(head.codesLength),
    unitIds: head.unitIds,
  };
  return new State({ sourceId: head.sourceId, day: head.day, inputsDigest: head.inputsDigest }, columns);
}

/** Typed arrays need their bytes aligned; a slice of Node's buffer pool may not be. */
function aligned(object: Buffer): Buffer {
  if (object.byteOffset % ALIGNMENT === 0) return object;
  const copy = Buffer.from(new ArrayBuffer(object.length));
  object.copy(copy);
  return copy;
}

interface ColumnType<Column> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): Column;
}

class ColumnReader {
  readonly #bytes: Buffer;
  readonly #size: number;
  #at: number;

  constructor(bytes: Buffer, at: number, size: number) {
    this.#bytes = bytes;
    this.#at = at;
    this.#size = size;
  }

  next<Column>(type: ColumnType<Column>): Column {
    const column = new type(this.#bytes.buffer, this.#bytes.byteOffset + this.#at, this.#size);
    this.#at += paddedLength(this.#size * type.BYTES_PER_ELEMENT);
    return column;
  }

  rest(length: number): Buffer {
    if (this.#at + length !== this.#bytes.length) {
      throw new DomainError(
        'UNREADABLE_STATE',
        `A state object has ${this.#bytes.length} bytes, not ${this.#at + length}.`,
      );
    }
    return this.#bytes.subarray(this.#at, this.#at + length);
  }
}
