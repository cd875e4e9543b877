export type NumberColumn = Uint32Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;
type Elements = NumberColumn | Int32Array<ArrayBuffer>;

/**
 * Moves a column into a larger one that is still all zeros. `ArrayBuffer.transfer` would do the same, but writes the zeros
 * behind the elements itself: the system would lay out memory for entries that never come.
 */
export function movedInto<Column extends Elements>(larger: Column, column: Column): Column {
  larger.set(column);
  freeMemory(column);
  return larger;
}

/** Frees a column's memory at once: outside its heap, the garbage collector leaves what nobody uses standing for long. */
export function freeMemory(column: Elements): void {
  column.buffer.transfer(0);
}
