import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import * as z from 'zod';
import { buildMime } from '../../functions/send-notice/build-mime.ts';
import { renderEvidence as attach, renderList } from '../../functions/send-notice/render-attachments.ts';
import { ZoneOffsets } from '../../shared/calendar/zone.ts';
import { renderEvidence } from '../../shared/evaluation/render-evidence.ts';
import type { OverdueDossier } from '../../shared/evaluation/unit-month.ts';
import { composeDigest } from '../../shared/notice/compose-digest.ts';
import { plainLine } from '../../shared/notice/plain-line.ts';
import { deduction, letterhead, order } from '../notice/sample-orders.ts';
import { readCells } from '../write-statement/read-cells.ts';

const piece = fc.oneof(
  fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ';', ',', '"', '＝', '<f>', ']]>', '&', "'"),
  fc.constantFrom('\u202e', '\u200b', '\u0000', '\u001f', '\ufffe', '\ud800', '\u{1ffff}', '_x0000_'),
  fc.constantFrom("=cmd|' /C calc'!A0", '=HYPERLINK("https://evil.example";"a")', '=DDE("cmd";"/C calc";"a")'),
  fc.string({ unit: 'binary', maxLength: 5 }),
);
const hostile = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
const recordsSchema = z.array(z.array(z.string()));
const UNSEEN = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}]/u;
const RUNS = /^[\t\r]|^[\s"]*[=+\-@＝＋－＠]/;

const zone = new ZoneOffsets('Asia/Ho_Chi_Minh');
const overdue = (changes: Partial<OverdueDossier> = {}): OverdueDossier => ({
  dossierCode: 'H01.07-200601-0001',
  procedure: 'Cấp giấy phép xây dựng',
  receivedAtMs: Date.parse('2020-06-01T01:00:00Z'),
  dueAtMs: Date.parse('2020-06-10T10:00:00Z'),
  completedAtMs: null,
  outcome: 'inProcessOverdue',
  ...changes,
});
const ofMonth = { unitId: 'so-xay-dung', month: '2020-06', rule: 'overdue-share', revision: 1 } as const;

function evidenceOf(dossiers: readonly OverdueDossier[]): Buffer {
  return Buffer.from(renderEvidence({ overdue: dossiers, unknown: [] }, ofMonth, zone)?.content ?? '');
}

function cellsIn(csv: Buffer): string[] {
  return recordsSchema.parse(parse(csv, { bom: true })).flat();
}

test('no procedure or dossier code runs as a formula in the lists of dossiers, as CSV or as a workbook', async () => {
  await fc.assert(
    fc.asyncProperty(hostile, hostile, async (dossierCode, procedure) => {
      // Act
      const content = evidenceOf([overdue({ dossierCode, procedure })]);
      const evidence = { key: 'k', filename: 'ho-so.csv', content, workbookFilename: 'ho-so.xlsx' };
      const [csv, workbook] = await attach(evidence);

      // Assess
      const cells = cellsIn(csv?.content ?? Buffer.of());
      expect(cells).toHaveLength(2 * 7);
      expect(cells.filter((cell) => RUNS.test(cell) || UNSEEN.test(cell))).toEqual([]);
      const sheet = readCells(workbook?.content ?? Buffer.of()).get('Danh sách hồ sơ');
      expect([...(sheet?.values() ?? [])].filter(({ isFormula }) => isFormula)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('no text of a letter runs as a formula in the lists that go with it, and a workbook says what the letter says', async () => {
  await fc.assert(
    fc.asyncProperty(hostile, async (title) => {
      // Act
      const columns = [{ name: 'Nội dung', width: 10 }];
      const [workbook, csv] = await renderList({ stem: 'a', sheet: 'Nội dung', columns, rows: [[title], [-5]] });

      // Assess
      const [, cell = '', number] = cellsIn(csv?.content ?? Buffer.of());
      expect(RUNS.test(cell) || UNSEEN.test(cell)).toBe(false);
      expect(number).toBe('-5');
      const sheet = readCells(workbook?.content ?? Buffer.of()).get('Nội dung');
      const expected = plainLine(title).replaceAll('\ufffd', ''); // the library leaves it out
      expect(sheet?.get('A2') ?? { value: '', isFormula: false }).toMatchObject({ value: expected, isFormula: false });
    }),
    { numRuns: 40 },
  );
});

test('10,000 overdue dossiers go with a mail that SES takes', async () => {
  // Prepare
  const procedure = 'Cấp giấy phép xây dựng mới đối với công trình, nhà ở riêng lẻ';
  const dossiers = Array.from({ length: 10_000 }, (_, at) => overdue({ dossierCode: `H01.${at}`, procedure }));
  const content = evidenceOf(dossiers);
  const evidence = [{ key: 'k', filename: 'ho-so.csv', content, workbookFilename: 'ho-so.xlsx' }];
  const topic = deduction({ overdue: 10_000, denominator: 20_000, evidenceKey: 'k' });

  // Act
  const mime = await buildMime({
    noticeId: 'digest_1',
    senderAddress: 'dung-hen@angiang.example',
    recipients: { to: ['a@b.example'], cc: [] },
    digest: composeDigest(order({ topics: [topic] }), evidence, letterhead),
    evidence,
    date: '2020-07-09T00:30:00.000Z',
  });

  // Assess: SES takes 10 MB
  expect(cellsIn(content)).toHaveLength(10_001 * 7);
  expect(mime.length).toBeGreaterThan(content.length);
  expect(mime.length).toBeLessThan(10_000_000);
});
