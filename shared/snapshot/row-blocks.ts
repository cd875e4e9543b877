/**
 * Runs of rows that stood one after another in a file, with the hash of all their bytes: tomorrow they are recognised in
 * one step. Where a block ends depends on its rows alone (`endsBlock`), so that after an inserted or changed row the
 * blocks fall into step again, and the same rows make the same blocks however a day is derived; rows before the file's
 * end or a rejected row that end no block are in none.
 */
export interface RowBlockColumns {
  readonly count: number;
  /** xxHash64 of the rows' bytes, line ends included. */
  readonly hash: BigUint64Array;
  /** The position of the first row's entry; the others follow it. */
  readonly first: Uint32Array;
  readonly bytes: Uint32Array;
  readonly lines: Uint32Array;
  readonly rows: Uint8Array;
}

/** No block is shorter ... */
const MIN_BLOCK_ROWS = 4;
/** ... or longer, in rows ... */
const MAX_BLOCK_ROWS = 24;
/** ... nor goes on after a row that brings it to so many bytes. */
const MAX_BLOCK_BYTES = 1 << 16;
/** Of the rows after the fourth one in so many ends a block: a changed row makes its whole block be looked at row by row. */
const ROWS_TO_AN_END = 4;
const FIRST_CAPACITY = 256;

/** Whether a block ends with a row, by the low half of the row's hash and what the block holds with it. */
export function endsBlock(rowHashLow: number, rows: number, bytes: number): boolean {
  if (rows >= MAX_BLOCK_ROWS || bytes >= MAX_BLOCK_BYTES) return true;
  return rows >= MIN_BLOCK_ROWS && (rowHashLow >>> 8) % ROWS_TO_AN_END === 0;
}

export function noBlocks(capacity = 0): RowBlockColumns {
  return {
    count: 0,
    hash: new BigUint64Array(capacity),
    first: new Uint32Array(capacity),
    bytes: new Uint32Array(capacity),
    lines: new Uint32Array(capacity),
    rows: new Uint8Array(capacity),
  };
}

/** One block, as it is added. */
export interface RowBlock {
  readonly hash: bigint;
  readonly first: number;
  readonly bytes: number;
  readonly lines: number;
  readonly rows: number;
}

/** Gathers the blocks of a new state. */
export class RowBlockBuilder {
  #count = 0;
  #columns = noBlocks(FIRST_CAPACITY);

  add({ hash, first, bytes, lines, rows }: RowBlock): void {
    const at = this.#count++;
    if (at >= this.#columns.hash.length) this.#columns = grown(this.#columns);
    this.#columns.hash[at] = hash;
    this.#columns.first[at] = first;
    this.#columns.bytes[at] = bytes;
    this.#columns.lines[at] = lines;
    this.#columns.rows[at] = rows;
  }

  finish(): RowBlockColumns {
    const { hash, first, bytes, lines, rows } = this.#columns;
    const count = this.#count;
    return {
      count,
      hash: hash.subarray(0, count),
      first: first.subarray(0, count),
      bytes: bytes.subarray(0, count),
      lines: lines.subarray(0, count),
      rows: rows.subarray(0, count),
    };
  }
}

function grown(columns: RowBlockColumns): RowBlockColumns {
  const larger = noBlocks(columns.hash.length * 2);
  larger.hash.set(columns.hash);
  larger.first.set(columns.first);
  larger.bytes.set(columns.bytes);
  larger.lines.set(columns.lines);
  larger.rows.set(columns.rows);
  return larger;
}
