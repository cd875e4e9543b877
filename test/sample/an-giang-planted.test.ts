import { expect, test } from '@jest/globals';
import type { FeedObject } from '../../infra/local/feed.ts';
import type { DossierState } from '../../infra/local/sample/an-giang-2020/dossier-history.ts';
import { anGiang2020 } from '../../infra/local/sample/an-giang-2020/feed.ts';
import { generateHistories } from '../../infra/local/sample/an-giang-2020/generate-histories.ts';
import { listUnits } from '../../infra/local/sample/an-giang-2020/list-units.ts';
import { planted } from '../../infra/local/sample/an-giang-2020/planted.ts';
import { addDays, type Day, daysBetween } from '../../shared/calendar/day.ts';
import { lastDayOf, monthsBetween } from '../../shared/calendar/month.ts';
import { type ExpectedMonth, expectedJune2020, expectedMonth } from './oracle.ts';
import { type Row, readRows } from './read-rows.ts';

const feed = anGiang2020();
const units = listUnits();
const histories = generateHistories();
const unitIdOfCode = new Map(units.map(({ code, unitId }) => [code, unitId]));

/** The files of a source that arrive after a day's end. */
function filesOf(day: Day, sourceId = 'cong-dvc'): FeedObject[] {
  return feed
    .arrivalsOn(addDays(day, 1))
    .filter((arrival) => arrival.kind === 'object')
    .filter(({ key }) => key.startsWith(`snapshots/${sourceId}/`));
}

function rowsOf(day: Day, sourceId = 'cong-dvc'): Row[] {
  return readRows(Buffer.from(filesOf(day, sourceId).at(-1)?.body ?? ''), sourceId === 'cong-dvc' ? ',' : ';');
}

function linesOf(day: Day): string[] {
  return String(filesOf(day).at(-1)?.body).split('\n').slice(1);
}

function unitIdOf(row: Row): string | undefined {
  return unitIdOfCode.get(row.DonViXuLy ?? '');
}

test('the sample holds about 15,000 dossiers, with a dip while people stayed at home in April 2020', () => {
  // Act
  const receivedIn = (month: string) =>
    histories.filter(({ receivedAt }) => new Date(receivedAt).toISOString().startsWith(month)).length;

  // Assess
  expect(histories.length).toBeGreaterThan(14_000);
  expect(histories.length).toBeLessThan(16_000);
  expect(receivedIn('2020-04')).toBeLessThan(0.6 * receivedIn('2020-03'));
  expect(receivedIn('2020-06')).toBeGreaterThan(2 * receivedIn('2020-04'));
});

test('one commune is silent while all its peers have dossiers in every month', () => {
  for (const month of monthsBetween('2020-01', '2020-09')) {
    // Act
    const [year = 0, monthOfYear = 0] = month.split('-').map(Number);
    const received = expectedMonth(Date.UTC(year, monthOfYear - 1, 1), Date.UTC(year, monthOfYear, 1), histories);

    // Assess
    const silent = units.filter(({ tier, unitId }) => tier === 'commune' && !received.get(unitId)?.received);
    expect(silent.map(({ unitId }) => unitId)).toEqual([planted.silentUnitId]);
  }
  expect(histories.some(({ unit }) => unit.unitId === planted.silentUnitId)).toBe(false);
});

test('one department is perfunctory: due dates and procedures are missing, completions come at the month’s end', () => {
  // Act
  const rows = rowsOf('2020-09-30').filter((row) => unitIdOf(row) === planted.perfunctoryUnitId);
  const completions = rows.flatMap(({ NgayKetThucXuLy: text = '' }) =>
    text === '' ? [] : [`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`],
  );

  // Assess
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter(({ NgayHenTra }) => NgayHenTra === '').length).toBeGreaterThan(rows.length / 3);
  expect(rows.filter(({ MaTTHC }) => MaTTHC === '').length).toBeGreaterThan(rows.length / 4);
  expect(completions.filter((day) => day < addDays(lastDayOf(day.slice(0, 7)), -1))).toEqual([]);
});

test('one district moves due dates once they have passed: successive snapshots show it of no other unit', () => {
  // Prepare
  const dueDates = new Map<string, string>();
  const moved: (string | undefined)[] = [];

  for (const day of daysBetween('2020-07-01', '2020-07-31')) {
    // Act
    const endOfDay = `${day.replaceAll('-', '')}235959`;
    for (const line of linesOf(day)) {
      // The quoted names stand before the last eight columns.
      const cells = line.split(',');
      const [code = '', unitCode = '', dueAt = ''] = [cells[0], cells.at(-8), cells.at(-4)];
      const before = dueDates.get(code) ?? '';
      if (before !== '' && dueAt > before && before < endOfDay) moved.push(unitIdOfCode.get(unitCode));
      dueDates.set(code, dueAt);
    }
  }

  // Assess
  expect(moved.length).toBeGreaterThanOrEqual(4);
  expect(new Set(moved)).toEqual(new Set([planted.dueDateMovingUnitId]));
});

test('one district enters completions afterwards, dated before the due date', () => {
  // Act: an ending entered more than a day after its date, where the day before still showed the dossier open
  const backDated = histories.filter(({ versions }) =>
    versions.some(({ from, state }, index) => {
      const wasOpen = versions[index - 1]?.state.completedAt === null;
      return wasOpen && state.completedAt !== null && state.completedAt < from - 86_400_000;
    }),
  );

  // Assess
  expect(new Set(backDated.map(({ unit }) => unit.unitId))).toEqual(new Set([planted.backDatingUnitId]));
  expect(backDated.length).toBeGreaterThan(5);
  const isWithinDue = ({ state }: { state: DossierState }) => (state.completedAt ?? 0) < (state.dueAt ?? Infinity);
  expect(backDated.every(({ versions }) => versions.every(isWithinDue))).toBe(true);
});

/** What a line shows of a dossier; the quoted names stand before the last eight columns. */
function shownIn(line: string) {
  const cells = line.split(',');
  const [unitCode = '', , , , dueAt = '', completedAt = '', returnedAt = '', status = ''] = cells.slice(-8);
  return { code: cells[0] ?? '', unitCode, dueAt, completedAt, returnedAt, status };
}

test('of each other kind of gaming a few dossiers of one unit are seen, and of no other unit', () => {
  // Prepare
  const open = ['2', '4'];
  const ended = ['7', '9', '10'];
  const seen = { pausedOverDueDate: new Set(), wentBack: new Set(), endedWithoutDate: new Set(), moved: new Set() };
  const before = new Map<string, ReturnType<typeof shownIn>>();
  const see = (kind: keyof typeof seen, code: string, unitCode: string) =>
    seen[kind].add(`${unitIdOfCode.get(unitCode)} ${code}`);

  for (const day of daysBetween('2020-06-01', '2020-09-30')) {
    // Act
    const endOfDay = `${day.replaceAll('-', '')}235959`;
    for (const line of linesOf(day)) {
      const now = shownIn(line);
      const was = before.get(now.code);
      before.set(now.code, now);
      // What is put aside or mistyped is no history of a dossier.
      if (was === undefined || !unitIdOfCode.has(now.unitCode) || !unitIdOfCode.has(was.unitCode)) continue;
      const isPaused = ['5', '6'].includes(was.status) && [...open, ...ended].includes(now.status);
      if (isPaused && was.dueAt !== '' && was.dueAt < endOfDay && now.dueAt === was.dueAt)
        see('pausedOverDueDate', now.code, was.unitCode);
      if (ended.includes(was.status) && open.includes(now.status)) see('wentBack', now.code, was.unitCode);
      if (ended.includes(now.status) && now.completedAt === '' && now.returnedAt === '')
        see('endedWithoutDate', now.code, now.unitCode);
      if (now.unitCode !== was.unitCode && open.includes(was.status) && was.dueAt < endOfDay)
        see('moved', now.code, was.unitCode);
    }
  }

  // Assess
  const unitsOf = (found: Set<unknown>) => [...found].map((entry) => String(entry).split(' ')[0]);
  const timesOf = ({ unitId, count }: { unitId: string; count: number }) => Array.from({ length: count }, () => unitId);
  expect(unitsOf(seen.pausedOverDueDate)).toEqual(timesOf(planted.pausedOverDueDate));
  expect(unitsOf(seen.wentBack)).toEqual(timesOf(planted.wentBack));
  expect(unitsOf(seen.endedWithoutDate)).toEqual(timesOf(planted.endedWithoutDate));
  expect(unitsOf(seen.moved)).toEqual(timesOf(planted.movedWhileOverdue));
});

test('two due dates are later in the portal than in the department’s own system', () => {
  // Prepare: the portal writes yyyyMMddHHmmss, the department dd/MM/yyyy HH:mm
  const own = rowsOf('2020-06-30', 'he-thong-so-khdt').map(
    (row) => [row['Số hồ sơ'], row['Ngày hẹn trả'] ?? ''] as const,
  );
  const ofPortal = new Map(rowsOf('2020-06-30').map((row) => [row.MaHoSo, row.NgayHenTra ?? '']));
  const dayOfOwn = (text: string) => `${text.slice(6, 10)}${text.slice(3, 5)}${text.slice(0, 2)}`;

  // Act
  const other = own.filter(([code, due]) => {
    const inPortal = ofPortal.get(code);
    return inPortal !== undefined && inPortal.slice(0, 8) !== dayOfOwn(due);
  });

  // Assess
  expect(other).toHaveLength(planted.datedOtherwise.count);
});

test('two overdue dossiers are gone on the last day of August', () => {
  // Prepare
  const before = rowsOf('2020-08-30');

  // Act
  const after = new Set(rowsOf('2020-08-31').map(({ MaHoSo }) => MaHoSo));
  const gone = before.filter(({ MaHoSo }) => !after.has(MaHoSo));

  // Assess
  expect(gone.map((row) => [unitIdOf(row), row.NgayKetThucXuLy])).toEqual([
    [planted.vanishing.unitId, ''],
    [planted.vanishing.unitId, ''],
  ]);
  expect(gone.every(({ NgayHenTra = '' }) => NgayHenTra < '20200831')).toBe(true);
});

test('two snapshots never come, one a month’s last; two come broken and are sent again', () => {
  // Act
  const arriving = [...daysBetween('2020-01-01', '2020-10-01')].map((day) => ({ day, files: filesOf(day) }));
  const missing = arriving.filter(({ files }) => files.length === 0).map(({ day }) => day);
  const twice = arriving.filter(({ files }) => files.length === 2);

  // Assess
  expect(missing).toEqual(['2020-04-30', '2020-05-13']);
  expect(filesOf('2020-05-01')).toHaveLength(1);
  expect(twice.map(({ files }) => files.map(({ key }) => key))).toEqual([
    ['snapshots/cong-dvc/2020-03-11.csv', 'snapshots/cong-dvc/2020-03-11.2.csv'],
    ['snapshots/cong-dvc/2020-08-12.csv', 'snapshots/cong-dvc/2020-08-12.2.csv'],
  ]);
  const [webPage, truncated] = twice.map(({ files }) => files.map(({ body }) => body));
  expect(String(webPage?.[0])).toMatch(/^<!DOCTYPE html>/);
  expect(truncated?.[0]?.length).toBeLessThan(0.7 * (truncated?.[1]?.length ?? 0));
});

test('two departments are in the portal from July on only, but for what they forgot', () => {
  // Prepare
  const ofTheirs = (rows: readonly Row[]) =>
    rows.filter((row) => ['000.00.07.H01', '000.00.08.H01'].includes(row.DonViXuLy ?? ''));

  // Act
  const before = ofTheirs(rowsOf('2020-06-22'));
  const after = new Set(ofTheirs(rowsOf('2020-06-30')).map(({ MaHoSo }) => MaHoSo));
  const own = [
    ...rowsOf('2020-06-30', 'he-thong-so-khdt').map((row) => ({ code: row['Số hồ sơ'], received: row['Ngày nhận'] })),
    ...rowsOf('2020-06-30', 'he-thong-so-gtvt').map((row) => ({ code: row.SO_HO_SO, received: row.TIEP_NHAN })),
  ];

  // Assess
  const lacking = own.filter(({ code, received = '' }) => received.slice(6, 10) === '2020' && !after.has(code));
  expect(before).toEqual([]);
  expect(lacking).toHaveLength(planted.forgottenInPortal.count);
  expect(lacking.every(({ code }) => code?.startsWith('000.00.08.H01'))).toBe(true);
});

test('the overdue of one department rise in August by at least five dossiers, of no other unit in any month', () => {
  // Prepare: the months from January on; the sample's bound is five, since at 1:20 a few are chance
  const months = Array.from({ length: 9 }, (_, month) =>
    expectedMonth(Date.UTC(2020, month, 1), Date.UTC(2020, month + 1, 1), histories),
  );

  // Act
  const risen = months.flatMap((now, month) =>
    units.flatMap(({ unitId }) => {
      const before = months[month - 1]?.get(unitId)?.overdue ?? 0;
      const more = (now.get(unitId)?.overdue ?? 0) - before;
      return month > 0 && more >= 5 ? [[unitId, month + 1, more]] : [];
    }),
  );

  // Assess: 2 in July, 11 in August
  expect(risen).toEqual([[planted.rising.unitId, 8, 9]]);
});

test('from June to September a few departments and districts break the rule, most keep it, some cannot be judged', () => {
  for (const month of [5, 6, 7, 8]) {
    // Act
    const counted = expectedMonth(Date.UTC(2020, month, 1), Date.UTC(2020, month + 1, 1), histories);
    const verdicts = units
      .filter(({ tier }) => tier !== 'commune')
      .map(({ tier, unitId }) => ({ tier, verdict: roughVerdict(counted.get(unitId), tier === 'province' ? 20 : 35) }));
    const count = (tier: string, verdict: string) =>
      verdicts.filter((entry) => entry.tier === tier && entry.verdict === verdict).length;

    // Assess
    expect(count('province', 'exceeded')).toBeGreaterThanOrEqual(2);
    expect(count('province', 'exceeded')).toBeLessThanOrEqual(5);
    expect(count('district', 'exceeded')).toBeGreaterThanOrEqual(1);
    expect(count('district', 'exceeded')).toBeLessThanOrEqual(3);
    expect(verdicts.filter(({ verdict }) => verdict === 'passed').length).toBeGreaterThan(20);
    expect(verdicts.filter(({ verdict }) => verdict === 'undecided').length).toBeGreaterThanOrEqual(1);
  }
});

/** By bounds, in thousandths: all of the unknown on time, or all of them late. */
function roughVerdict(month: ExpectedMonth | undefined, threshold: number): 'passed' | 'exceeded' | 'undecided' {
  if (month === undefined) return 'passed';
  const unknown = month.noDueDate + month.unreadable;
  const limit = (month.handled + month.unreadable) * threshold;
  if (month.overdue * 1000 > limit) return 'exceeded';
  return (month.overdue + unknown) * 1000 > limit ? 'undecided' : 'passed';
}

test('the expected figures of June 2020 are those of a count by the exported texts alone', () => {
  // Prepare: only units that the portal counts in June
  const expected = expectedJune2020();
  const ownUnitIds = new Set(['so-ke-hoach-va-dau-tu', 'so-giao-thong-van-tai']);
  const counted = new Map<string, { handled: number; overdue: number }>();

  // Act
  for (const row of rowsOf('2020-06-30')) {
    const unitId = unitIdOf(row);
    const {
      NgayTiepNhan: received = '',
      NgayHenTra: due = '',
      NgayTra: returned = '',
      TrangThaiHoSo: status = '',
    } = row;
    const isUnreadable = [received, due].some((text) => !/^(|\d{14})$/.test(text) || text.slice(4, 6) > '12');
    if (unitId === undefined || status === '3' || isUnreadable) continue;
    const ended = ['7', '9', '10'].includes(status) ? row.NgayKetThucXuLy || returned : '';
    if (ended !== '' && ended < '20200601000000') continue;
    const isPausedOrReturned = ['5', '6', '7', '8'].includes(status);
    const isOverdue = due !== '' && !isPausedOrReturned && (ended || '20200701000000') > due;
    const counts = counted.get(unitId) ?? { handled: 0, overdue: 0 };
    counted.set(unitId, { handled: counts.handled + 1, overdue: counts.overdue + (isOverdue ? 1 : 0) });
  }

  // Assess
  for (const { unitId } of units.filter(({ unitId }) => !ownUnitIds.has(unitId))) {
    const { handled = 0, overdue = 0 } = expected.get(unitId) ?? {};
    expect({ unitId, handled: 0, overdue: 0, ...counted.get(unitId) }).toEqual({ unitId, handled, overdue });
  }
  // All but the silent commune have rows; the two departments' stand beside their own systems'.
  expect(counted.size).toBe(186);
});
