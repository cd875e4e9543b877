import { expect, test } from '@jest/globals';
import { buildMime } from '../../functions/send-notice/build-mime.ts';
import { renderEvidence, renderList } from '../../functions/send-notice/render-attachments.ts';
import { composeDigest } from '../../shared/notice/compose-digest.ts';
import { assignment, deduction, letterhead, order } from '../notice/sample-orders.ts';
import { readCells } from '../write-statement/read-cells.ts';

const list = {
  stem: 'danh-sach',
  sheet: 'Danh sách',
  columns: [
    { name: 'STT', width: 6 },
    { name: 'Đơn vị', width: 40 },
  ],
  rows: [
    [1, '=HYPERLINK("http://x.example";"Sở A")'],
    [2, 'Sở B, "phòng"\r\nC'],
    [3, null],
  ],
};

test('a list goes as a workbook and as CSV; nothing in it runs as a formula', async () => {
  // Act
  const [workbook, csv] = await renderList(list);

  // Assess
  expect(csv?.filename).toBe('danh-sach.csv');
  expect(csv?.content.toString('utf8')).toBe(
    '\uFEFFSTT,Đơn vị\r\n1,"\'=HYPERLINK(""http://x.example"";""Sở A"")"\r\n2,"Sở B, ""phòng""\r\nC"\r\n3,\r\n',
  );
  const cells = readCells(workbook?.content ?? new Uint8Array()).get('Danh sách');
  expect([...(cells?.values() ?? [])].filter(({ isFormula }) => isFormula)).toEqual([]);
  expect(['A1', 'B1', 'A2', 'B2', 'B3'].map((address) => cells?.get(address)?.value)).toEqual([
    'STT',
    'Đơn vị',
    1,
    '=HYPERLINK("http://x.example";"Sở A")',
    'Sở B, "phòng" C',
  ]);
});

test('a list of dossiers goes as it lies in the bucket, and the same as a workbook', async () => {
  // Prepare
  const content = Buffer.from('\uFEFFNhóm,Mã hồ sơ\r\nQuá hạn,"H01.1, a"\r\nChưa rõ,\'=H01.2\r\n');
  const evidence = { key: 'k', filename: 'ho-so.csv', content, workbookFilename: 'ho-so.xlsx' };

  // Act
  const [csv, workbook] = await renderEvidence(evidence);

  // Assess
  expect(csv).toMatchObject({ filename: 'ho-so.csv', content });
  expect(workbook?.filename).toBe('ho-so.xlsx');
  const cells = readCells(workbook?.content ?? new Uint8Array()).get('Danh sách hồ sơ');
  expect(['A1', 'B2', 'B3'].map((address) => cells?.get(address)?.value)).toEqual(['Nhóm', 'H01.1, a', "'=H01.2"]);
});

test('what is too large for a mail is not attached', async () => {
  expect(await renderEvidence({ key: 'k', filename: 'ho-so.csv', content: null, workbookFilename: null })).toEqual([]);
});

test('a mail carries what its letter names, and the same mail gives the same bytes', async () => {
  // Prepare: 40 reports find no room on the page
  const topics = [deduction({ evidenceKey: 'k' }), ...Array.from({ length: 40 }, () => assignment())];
  const evidence = [
    { key: 'k', filename: 'ho-so.csv', content: Buffer.from('Mã hồ sơ\r\nH01.1\r\n'), workbookFilename: 'ho-so.xlsx' },
  ];
  const mail = {
    noticeId: 'digest_1',
    senderAddress: 'dung-hen@angiang.example',
    recipients: { to: ['a@b.example'], cc: [] },
    digest: composeDigest(order({ topics }), evidence, letterhead),
    evidence,
    date: '2020-07-09T00:30:00.000Z',
  };

  // Act
  const mime = await buildMime(mail);

  // Assess
  const names = [...mime.toString('latin1').matchAll(/filename="?([^";\r\n]+)/g)].map(([, name]) => name);
  expect(names).toEqual(['noi-dung-thu-2020-07-09.xlsx', 'noi-dung-thu-2020-07-09.csv', 'ho-so.csv', 'ho-so.xlsx']);
  for (const name of names) expect(mail.digest.text).toContain(name);
  expect(await buildMime(mail)).toEqual(mime);
});

test('lists as long as there may be stay within what SES takes', async () => {
  // Prepare: 2 MB of dossiers, which go as a workbook too
  const row =
    'Quá hạn,000.17.22.H01-200601-0001,1.004194.000.00.00.H01,01/06/2020 08:00,08/06/2020 17:00,,Đang giải quyết\r\n';
  const content = Buffer.from(`Nhóm,Mã,Thủ tục,Nhận,Hẹn,Xong,Tình trạng\r\n${row.repeat(17_000)}`);
  expect(content.length).toBeGreaterThan(1_900_000);

  // Act
  const attachments = await renderEvidence({ key: 'k', filename: 'a.csv', content, workbookFilename: 'a.xlsx' });

  // Assess: as base64 they grow by a third
  const bytes = attachments.reduce((sum, one) => sum + one.content.length, 0);
  expect((bytes * 4) / 3).toBeLessThan(10_000_000);
});
