import { requiredFields, type Source } from '../source/source.ts';
import { normalised } from './read-header.ts';
import type { Cells } from './xlsx-sheet.ts';

/** Above the heading portals put titles, the period, who exported when; it stands among so many rows that hold anything. */
export const MAX_ROWS_ABOVE = 50;

/** The headings of a row, by column; empty where there is no cell. */
export function headingsOf(cells: Cells): string[] {
  return Array.from(cells, (cell) => normalised(cell?.text ?? ''));
}

/** Looks among the first rows of a sheet for the one that has the headings of all required fields. */
export class HeadingSearch {
  readonly #wanted: readonly string[];
  #rowsLeft = MAX_ROWS_ABOVE;
  #nearest: readonly string[];

  constructor(source: Source) {
    this.#wanted = requiredFields.map((field) => normalised(source.columns[field] ?? ''));
    this.#nearest = this.#wanted;
  }

  get hasGivenUp(): boolean {
    return this.#rowsLeft === 0;
  }

  /** The headings that the row nearest to a heading lacks: none once it was found. */
  get missing(): readonly string[] {
    return this.#nearest;
  }

  isHeading(headings: readonly string[]): boolean {
    this.#rowsLeft--;
    const missing = this.#wanted.filter((heading) => !headings.includes(heading));
    if (missing.length < this.#nearest.length) this.#nearest = missing;
    return missing.length === 0;
  }
}
