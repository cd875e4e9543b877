import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ZoneOffsets } from '../../shared/calendar/zone.ts';
import type { OverdueDossier } from '../../shared/evaluation/unit-month.ts';
import { compareProcedures } from '../../shared/rise/compare-procedures.ts';
import { describeParts, describeRise } from '../../shared/rise/describe-rise.ts';
import { MOST_DOSSIERS_LISTED, renderRiseList } from '../../shared/rise/render-rise-list.ts';

const zone = new ZoneOffsets('Asia/Ho_Chi_Minh');
const startMs = Date.parse('2020-05-31T17:00:00Z'); // 01/06/2020 in Việt Nam

function dossier(dossierCode: string, more: Partial<OverdueDossier> = {}): OverdueDossier {
  return {
    dossierCode,
    procedure: 'Cấp giấy phép xây dựng',
    receivedAtMs: Date.parse('2020-06-02T01:00:00Z'),
    dueAtMs: Date.parse('2020-06-10T10:00:00Z'),
    completedAtMs: null,
    outcome: 'inProcessOverdue',
    ...more,
  };
}

const procedureNames = fc.array(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G', null), { maxLength: 40 });
const asDossiers = (names: readonly (string | null)[]) => names.map((procedure) => ({ procedure }));

test('the procedures that are named, and the rest, make the whole rise', () => {
  fc.assert(
    fc.property(procedureNames, procedureNames, (before, now) => {
      const { procedures, otherProcedures } = compareProcedures(asDossiers(before), asDossiers(now));
      const named = procedures.reduce((sum, one) => sum + one.now - one.before, 0);
      expect(named + otherProcedures).toBe(now.length - before.length);
      expect(procedures.length).toBeLessThanOrEqual(5);
      expect(procedures.every((one) => one.now > one.before)).toBe(true);
    }),
  );
});

test('procedures are named by how much they rose, then by name; those that fell are in the rest', () => {
  const before = asDossiers(['B', 'D', 'D', 'D']);
  const now = asDossiers(['C', 'A', 'B', 'B', 'B', null]);
  expect(compareProcedures(before, now)).toEqual({
    procedures: [
      { procedure: 'B', before: 1, now: 3 },
      { procedure: null, before: 0, now: 1 },
      { procedure: 'A', before: 0, now: 1 },
      { procedure: 'C', before: 0, now: 1 },
    ],
    otherProcedures: -3,
  });
});

test('a list names what is newly overdue first, and says how many it leaves out', () => {
  // Prepare
  const old = dossier('H01-0000', { receivedAtMs: Date.parse('2020-05-04T01:00:00Z'), procedure: '=1+1' });
  const many = Array.from({ length: MOST_DOSSIERS_LISTED + 1 }, (_, at) => dossier(`H01-${at + 1}`));

  // Act
  const of = (overdue: readonly OverdueDossier[]) =>
    renderRiseList(overdue, new Set(['H01-0000']), { unitId: 'so x&y', month: '2020-06', startMs, zone });
  const two = of([old, dossier('H01-0001')]);
  const cut = of([old, ...many]);

  // Assess
  expect(two.content.replace('\uFEFF', '').split('\r\n')).toEqual([
    'Mã hồ sơ,Thủ tục,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Kỳ tiếp nhận,So với tháng trước',
    'H01-0001,Cấp giấy phép xây dựng,02/06/2020 08:00,10/06/2020 17:00,,Tiếp nhận trong kỳ,Mới quá hạn',
    "H01-0000,'=1+1,04/05/2020 08:00,10/06/2020 17:00,,Kỳ trước chuyển sang,Đã quá hạn từ tháng trước",
    '',
  ]);
  expect(two).toMatchObject({
    listed: 2,
    total: 2,
    key: expect.stringMatching(/^evidence\/2020-06\/so%20x%26y\/rise-/),
  });
  expect(cut).toMatchObject({ listed: 5000, total: 5002 });
  expect(cut.content.split('\r\n').at(-2)).toBe('Và 2 hồ sơ quá hạn khác không liệt kê ở đây');
});

test('parts that lessen the rise are said as such, those that are nothing are left out', () => {
  expect(describeParts({ moreIntake: -1, slowerHandling: 6, olderBacklog: 0 })).toEqual([
    'giảm 1 hồ sơ do phải giải quyết ít hồ sơ hơn',
    '6 hồ sơ do giải quyết chậm hơn',
  ]);
  expect(describeParts({ moreIntake: 9, slowerHandling: -2, olderBacklog: -1 })).toEqual([
    '9 hồ sơ do phải giải quyết nhiều hồ sơ hơn',
    'giảm 2 hồ sơ do giải quyết nhanh hơn',
    'giảm 1 hồ sơ do hồ sơ quá hạn tồn từ trước ít hơn',
  ]);
});

test('the first months of a year are written with two digits, a long or hidden name of a procedure is cut', () => {
  const figures = { carriedOver: 0, unknown: 0, overdueAtStart: 0 };
  const sentence = describeRise({
    month: '2021-01',
    monthBefore: '2020-12',
    unitName: 'Sở Y tế',
    before: { ...figures, received: 100, toHandleInTime: 100, overdue: 4, becameOverdue: 4, denominator: 100 },
    now: { ...figures, received: 300, toHandleInTime: 300, overdue: 9, becameOverdue: 9, denominator: 300 },
    cause: {
      parts: { moreIntake: 8, slowerHandling: -3, olderBacklog: 0 }, // 200 x 4/100; 9 - 12
      procedures: [{ procedure: `Thủ\u202E tục\n${'dài '.repeat(50)}`, before: 4, now: 9 }],
      monthsRunning: 2,
    },
  });
  expect(sentence).toMatch(
    /^Tháng 01\/2021, Sở Y tế có 9 hồ sơ quá hạn, tăng 5 hồ sơ so với 4 hồ sơ của tháng 12\/2020 \(tỷ lệ từ 4,00% xuống 3,00%\): 8 hồ sơ do phải giải quyết nhiều hồ sơ hơn, giảm 3 hồ sơ do giải quyết nhanh hơn; tăng nhiều nhất ở: Thủ tục dài [dài ]+… \(từ 4 lên 9\); đây là tháng thứ hai liên tiếp hồ sơ quá hạn tăng\.$/,
  );
});
