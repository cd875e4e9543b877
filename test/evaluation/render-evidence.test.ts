import { expect, test } from '@jest/globals';
import { ZoneOffsets } from '../../shared/calendar/zone.ts';
import { renderEvidence } from '../../shared/evaluation/render-evidence.ts';
import type { OverdueDossier, UnknownDossier } from '../../shared/evaluation/unit-month.ts';

const zone = new ZoneOffsets('Asia/Ho_Chi_Minh');
const ofJune = { unitId: 'Parks & Recreation', month: '2020-06', rule: 'overdue-share', revision: 1 } as const;

const overdue: OverdueDossier = {
  dossierCode: 'H01.02-200601-0001',
  procedure: 'Cấp lại giấy phép, lần "đầu"',
  receivedAtMs: Date.parse('2020-06-01T01:05:00Z'),
  dueAtMs: Date.parse('2020-06-10T10:00:00Z'),
  completedAtMs: Date.parse('2020-06-30T17:30:00Z'),
  outcome: 'resolvedOverdue',
};
const rejected: UnknownDossier = {
  dossierCode: '=HYPERLINK("http://x")',
  procedure: null,
  receivedAtMs: null,
  dueAtMs: null,
  completedAtMs: null,
  inDenominator: false,
  cause: { kind: 'rejected', row: 17, reason: 'unreadable-date' },
};
const vanished: UnknownDossier = {
  ...rejected,
  dossierCode: 'x',
  cause: { kind: 'vanished', lastSeenOn: '2020-06-15' },
};

test('the list opens in a spreadsheet: BOM, Vietnamese headings, local dates, nothing that runs as a formula', () => {
  // Act
  const evidence = renderEvidence({ overdue: [overdue], unknown: [rejected, vanished] }, ofJune, zone);

  // Assess
  expect(evidence?.content).toBe(
    [
      '\ufeffNhóm,Mã hồ sơ,Thủ tục,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Tình trạng/Lý do',
      'Quá hạn,H01.02-200601-0001,"Cấp lại giấy phép, lần ""đầu""",01/06/2020 08:05,10/06/2020 17:00,01/07/2020 00:30,Đã giải quyết quá hạn',
      'Chưa rõ,"\'=HYPERLINK(""http://x"")",,,,,Hàng dữ liệu thứ 17 bị loại: ngày tháng không đọc được',
      'Chưa rõ,x,,,,,"Không còn trong dữ liệu, thấy lần cuối ngày 15/06/2020"',
      '',
    ].join('\r\n'),
  );
  expect(evidence).toMatchObject({ overdueRows: 1, unknownRows: 2 });
});

test('its key says month, unit, revision and content', () => {
  // Act
  const evidence = renderEvidence({ overdue: [overdue], unknown: [] }, ofJune, zone);
  const again = renderEvidence({ overdue: [overdue], unknown: [] }, ofJune, zone);

  // Assess
  expect(evidence?.key).toBe(`evidence/2020-06/Parks%20%26%20Recreation/r1-${evidence?.digest.slice(0, 16)}.csv`);
  expect(again).toEqual(evidence);
});

test('where there is nothing to list, there is no list', () => {
  expect(renderEvidence({ overdue: [], unknown: [] }, ofJune, zone)).toBeNull();
});
