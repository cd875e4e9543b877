import { describe, expect, test } from '@jest/globals';
import { checkCase } from './check-case.ts';
import type { Dialect, FuzzCase, ModelRow } from './fuzz-case.ts';

const dialect: Dialect = {
  format: 'csv',
  delimiter: ',',
  encoding: 'utf-8',
  lineEnd: '\n',
  hasByteOrderMark: false,
  quotesAll: false,
  endsLastLine: true,
  rotation: 0,
  extraColumns: 0,
  isTerse: false,
  isGzip: false,
};
const row: ModelRow = { number: 1, unit: 0, name: 0, receivedOn: 1, due: null, done: null, stamp: 0 };
const withDue: ModelRow = { ...row, number: 2, due: { on: 5, hasTime: true } };
const calm: FuzzCase = {
  dialect,
  laterDialect: null,
  rows: [row, withDue],
  changes: [],
  defects: [],
  chunkBytes: [4096, 4096],
};

const cases: readonly (readonly [string, Partial<FuzzCase>])[] = [
  [
    'a workbook of which the first byte comes alone is known as one',
    { dialect: { ...dialect, format: 'xlsx' }, chunkBytes: [1, 4096] },
  ],
  [
    'an object for each row, those with a due date gone: by the rows that stand as before it is the same kind of file, on both ways',
    { dialect: { ...dialect, format: 'ndjson', isTerse: true }, changes: [{ at: 1, kind: 'remove', value: 0 }] },
  ],
  [
    'a row that comes twice, in other bytes, is a duplicate on both ways',
    {
      dialect: { ...dialect, extraColumns: 1 },
      changes: [{ at: 0, kind: 'stamp', value: 0 }],
      defects: [{ on: 'second', at: 0, kind: 'duplicate-line', where: 0, value: 2 }],
    },
  ],
  [
    'two stray quotes in one column, an intact row between them',
    {
      rows: [row, withDue, { ...row, number: 3 }],
      defects: [{ on: 'both', at: 0, kind: 'quotes-around-rows', where: 2, value: 1 }],
    },
  ],
];

describe('what the fuzzer has found, and what it would find', () => {
  test.each(cases)('%s', async (_, found) => {
    await expect(checkCase({ ...calm, ...found })).resolves.toBeUndefined();
  });
});
