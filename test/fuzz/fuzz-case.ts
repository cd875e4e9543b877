import fc from 'fast-check';

/** A dossier as the portal has it. Days are those of June 2020. */
export interface ModelRow {
  readonly number: number;
  readonly unit: 0 | 1;
  readonly name: number;
  readonly receivedOn: number;
  /** Null: no due date; `hasTime` false: the day alone is stated. */
  readonly due: { readonly on: number; readonly hasTime: boolean } | null;
  /** Null: open; `on` null: ended, and nobody entered when. */
  readonly done: { readonly on: number | null } | null;
  /** What stands in a column that is not read: when somebody looked at the row last. */
  readonly stamp: number;
}

export const delimiters = [',', ';', '\t', '|'] as const;
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1258'] as const;

/** How a portal writes its export. */
export interface Dialect {
  readonly format: 'csv' | 'ndjson' | 'xlsx';
  readonly delimiter: (typeof delimiters)[number];
  readonly encoding: (typeof encodings)[number];
  readonly lineEnd: '\n' | '\r\n';
  readonly hasByteOrderMark: boolean;
  /** Every field in quotes, not only where it must be. */
  readonly quotesAll: boolean;
  readonly endsLastLine: boolean;
  /** By how many places the columns are rotated. */
  readonly rotation: number;
  /** Columns that are not read. */
  readonly extraColumns: number;
  /** NDJSON: empty ones left out. */
  readonly isTerse: boolean;
  readonly isGzip: boolean;
}

/** What is done to a row that stays readable. */
export const changeKinds = [
  'complete',
  'end-without-date',
  'move-due',
  'move-unit',
  'remove',
  'rename',
  'stamp',
  'insert',
  'to-end',
  'to-front',
  'reverse-all',
] as const;
export interface Change {
  readonly at: number;
  readonly kind: (typeof changeKinds)[number];
  readonly value: number;
}

/** What goes wrong with a row, or with the bytes of its line. */
export const defectKinds = [
  'bad-date',
  'future-date',
  'unknown-unit',
  'unknown-status',
  'no-code',
  'not-counted',
  'code-in-other-form',
  'drop-column',
  'add-column',
  'swap-columns',
  'quote-before-field',
  'quote-after-field',
  'quote-inside-field',
  'quotes-around-rows',
  'row-inside-text',
  'duplicate-line',
  'junk-line',
  'blank-line',
  'other-line-end',
  'split-line',
  'join-lines',
  'flip-byte',
  'insert-byte',
  'delete-byte',
  'truncate',
] as const;
export interface Defect {
  /** On which days the file has it. */
  readonly on: 'first' | 'second' | 'both';
  readonly at: number;
  readonly kind: (typeof defectKinds)[number];
  readonly where: number;
  readonly value: number;
}

/** Two days of a portal: the second is the first, edited. */
export interface FuzzCase {
  readonly dialect: Dialect;
  /** Null: the same on the second day. */
  readonly laterDialect: Dialect | null;
  readonly rows: readonly ModelRow[];
  readonly changes: readonly Change[];
  readonly defects: readonly Defect[];
  /** How many bytes come at once: when read with care, and fast. */
  readonly chunkBytes: readonly [number, number];
}

const june = fc.integer({ min: 1, max: 28 });
const index = fc.nat({ max: 63 });

const modelRow: fc.Arbitrary<Omit<ModelRow, 'number'>> = fc.record({
  unit: fc.constantFrom(0, 1),
  name: index,
  receivedOn: june,
  due: fc.option(fc.record({ on: june, hasTime: fc.boolean() }), { freq: 8 }),
  done: fc.option(fc.record({ on: fc.option(june, { freq: 4 }) }), { freq: 2 }),
  stamp: index,
});

const dialect: fc.Arbitrary<Dialect> = fc.record({
  format: fc.oneof(
    { weight: 70, arbitrary: fc.constant('csv' as const) },
    { weight: 27, arbitrary: fc.constant('ndjson' as const) },
    { weight: 3, arbitrary: fc.constant('xlsx' as const) },
  ),
  delimiter: fc.constantFrom(...delimiters),
  encoding: fc.oneof(
    { weight: 7, arbitrary: fc.constant('utf-8' as const) },
    { weight: 3, arbitrary: fc.constantFrom(...encodings) },
  ),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  hasByteOrderMark: fc.boolean(),
  quotesAll: fc.boolean(),
  endsLastLine: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  rotation: fc.nat({ max: 7 }),
  extraColumns: fc.nat({ max: 2 }),
  isTerse: fc.boolean(),
  isGzip: fc.oneof({ weight: 19, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

const chunk = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(1, 2, 3, 7) },
  { weight: 4, arbitrary: fc.constantFrom(64, 500, 4096, 1 << 20) },
  { weight: 5, arbitrary: fc.integer({ min: 40, max: 3000 }) },
);

export const fuzzCase: fc.Arbitrary<FuzzCase> = fc.record({
  dialect,
  laterDialect: fc.option(dialect, { freq: 6 }),
  rows: fc
    .oneof(
      { weight: 24, arbitrary: fc.array(modelRow, { minLength: 1, maxLength: 24, size: 'max' }) },
      { weight: 1, arbitrary: fc.array(modelRow, { minLength: 1, maxLength: 150, size: 'max' }) },
    )
    .map((rows) => rows.map((row, number) => ({ ...row, number: number + 1 }))),
  changes: fc.array(fc.record({ at: index, kind: fc.constantFrom(...changeKinds), value: index }), { maxLength: 6 }),
  defects: fc.array(
    fc.record({
      on: fc.constantFrom('first', 'second', 'both'),
      at: index,
      kind: fc.constantFrom(...defectKinds),
      where: fc.nat({ max: 255 }),
      value: fc.nat({ max: 255 }),
    }),
    { maxLength: 5 },
  ),
  chunkBytes: fc.tuple(chunk, chunk),
});
