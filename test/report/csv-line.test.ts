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

test.each([
  ['a cell that a program with ; as its separator would cut in two', 'Phường 1;=1+1', "Phường 1;'=1+1"],
  // Quoted within a cell: `;""=…""` is a cell of its own there, and its quotation marks go.
  ['quotation marks before the formula', 'a;"=cmd|\' /C calc\'!A0;"', '"a;\'""=cmd|\' /C calc\'!A0;"""'],
  ['a tab, as in what is pasted', 'a\t@SUM(A1)', "a\t'@SUM(A1)"],
  ['a line of its own', 'a\n+1', '"a\n\'+1"'],
  ['blanks before it', '  =1+1', "'  =1+1"],
  ['what is drawn as nothing before it', '\u200b\u0000=1+1', "'\u200b\u0000=1+1"],
  ['a tab at the beginning', '\t1', "'\t1"],
])('a formula is told as text behind %s', (_case, cell, line) => {
  expect(csvLine([cell])).toBe(line);
});

test('no cell runs, whatever separates cells where the file is opened', () => {
  const piece = fc.constantFrom(
    '=',
    '+',
    '@',
    '-',
    ';',
    ',',
    '\t',
    '"',
    '""',
    "'",
    '\n',
    '\r',
    ' ',
    'a',
    '1',
    '\u200b',
  );
  const cell = fc.string({ unit: piece, maxLength: 8 });
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 3 }), (rows) => {
      const file = rows.map((row) => `${csvLine(row)}\r\n`).join('');
      for (const separator of [',', ';', '\t']) {
        const read = cellsAsRead(file, separator);
        expect(read.filter((one) => /^[\s\u200b]*[=+\-@]/.test(one))).toEqual([]);
      }
    }),
    { numRuns: 5000 },
  );
});

/**
 * The cells of a file as a lenient spreadsheet takes them apart: a quotation mark at a cell's beginning keeps what
 * follows together up to the next single one; anywhere else it is a character.
 */
function cellsAsRead(file: string, separator: string): string[] {
  const cells: string[] = [''];
  let isQuoted = false;
  let isAtBeginning = true;
  const add = (character: string) => cells.push((cells.pop() ?? '') + character);
  for (let at = 0; at < file.length; at++) {
    const character = file.charAt(at);
    if (isQuoted && character === '"' && file[at + 1] === '"') {
      add('"');
      at++;
    } else if (isQuoted) {
      if (character === '"') isQuoted = false;
      else add(character);
    } else if (isAtBeginning && character === '"') {
      isQuoted = true;
      isAtBeginning = false;
    } else if (character === separator || character === '\n' || character === '\r') {
      cells.push('');
      isAtBeginning = true;
    } else {
      add(character);
      isAtBeginning = false;
    }
  }
  return cells;
}

test('any line in which formulas begin at most with a cell is what csv-stringify writes', () => {
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
  const formulaWithin = /[;\t\r\n\s"][\s"]*[=+\-@＝＋－＠]/;
  const text = fc.string({ unit: piece, maxLength: 6 }).filter((one) => !formulaWithin.test(one));
  const cell = fc.oneof(text, fc.integer(), fc.constant(null));
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
      expect(csvLine(cells)).toBe(stringify([cells], { escape_formulas: true, eof: false }));
    }),
  );
});
