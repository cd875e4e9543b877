import { expect, test } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { csvLine } from '../../shared/report/csv-line.ts';

test('a cell with a separator, a quotation mark or a line break stands in quotes', () => {
  expect(csvLine(['H01', 'Phường 1, An Giang', 'gọi là "mới"', 'hai\ndòng', null, -3])).toBe(
    'H01,"Phường 1, An Giang","gọi là ""mới""","hai\ndòng",,-3',
  );
});

test('what a spreadsheet would run as a formula is told as text', () => {
  expect(csvLine(['=1+1', '-2', '+3', '@SUM(A1)', '＝1', 'a=b'])).toBe("'=1+1,'-2,'+3,'@SUM(A1),'＝1,a=b");
});

test('any line is what csv-stringify writes', () => {
  const piece = fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    '＝',
    '＋',
    '－',
    '＠',
    ',',
    ';',
    '"',
    "'",
    '\t',
    '\r',
    '\n',
    ' ',
    'ệ',
    '7',
  );
  const cell = fc.oneof(fc.string({ unit: piece, maxLength: 6 }), fc.integer(), fc.constant(null));
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
      expect(csvLine(cells)).toBe(stringify([cells], { escape_formulas: true, eof: false }));
    }),
  );
});
