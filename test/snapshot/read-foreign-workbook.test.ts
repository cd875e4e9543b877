import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readSnapshot } from './read-snapshot.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/workbooks/${name}`, import.meta.url));

/**
 * Files that other programs wrote, of the same content: a merged title, an empty row, the heading, a dossier with dates
 * as serials, one with dates as text, a total. The one by exceljs also has a rich text and a formula with its result.
 */
describe('workbooks of other programs', () => {
  test.each(['exceljs.xlsx', 'exceljs-1904.xlsx', 'sheetjs.xlsx', 'hucre.xlsx'])('%s', async (name) => {
    const { dossiers, rejections, quarantine } = await readSnapshot(fixture(name), 'xlsx');
    expect(quarantine).toBeNull();
    expect(dossiers).toMatchObject([
      {
        dossierCode: 'A1',
        unitId: 'so-xay-dung',
        procedureName: 'Cấp phép xây dựng',
        receivedAtMs: Date.parse('2020-06-01T08:00:00+07:00'),
        dueAtMs: Date.parse('2020-06-05T17:00:00+07:00'),
        completedAtMs: Date.parse('2020-06-04T09:30:00+07:00'),
        status: '9',
      },
      {
        dossierCode: 'A2',
        unitId: 'so-tu-phap',
        receivedAtMs: Date.parse('2020-06-01T08:00:00+07:00'),
        dueAtMs: Date.parse('2020-06-05T23:59:59.999+07:00'),
        completedAtMs: null,
        status: '4',
      },
    ]);
    expect(rejections).toMatchObject([{ line: 6, rowNumber: 3, reason: 'no-dossier-code' }]);
  });

  test.each([
    ['password.xlsx', /one with a password/],
    ['sheetjs.xls', /old workbook \(\.xls\)/],
    ['sheetjs.xlsb', /\.xlsb/],
    ['sheetjs.ods', /\.ods or \.docx renamed/],
  ])('%s is put aside', async (name, message) => {
    const { quarantine, counts } = await readSnapshot(fixture(name), 'xlsx');
    expect(quarantine).toEqual({ code: 'unreadable-workbook', message: expect.stringMatching(message) });
    expect(counts.rowsRead).toBe(0);
  });
});
