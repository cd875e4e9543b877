import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Finding, FindingMove } from '../../shared/finding/finding.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.close());

const finding: Finding = {
  unitId: 'so-xay-dung',
  findingId: 'vanished-while-open#portal#H01.07-200601-0001',
  kind: 'vanished-while-open',
  severity: 'warning',
  state: 'open',
  sourceId: 'portal',
  day: '2020-06-15',
  month: null,
  sentence: 'Hồ sơ H01.07-200601-0001 đang giải quyết không còn trong dữ liệu ngày 15/06/2020.',
  evidence: { dossierCode: 'H01.07-200601-0001' },
  noticedAt: '2020-06-16T00:30:00Z',
};

test('a finding noticed again is kept as it was first noticed', async () => {
  // Prepare
  const store = new FindingStore(connectTables(), engines.tableNames.Findings);

  // Act
  const first = await store.notice(finding);
  const again = await store.notice({
    ...finding,
    noticedAt: '2020-06-17T00:30:00Z',
  });

  // Assess
  expect([first, again]).toEqual([true, false]);
  expect(await store.ofUnit('so-xay-dung')).toEqual([finding]);
});

test('a finding with an alarm is raised again by the event that noticed it, not by another, nor once it is looked at', async () => {
  // Prepare
  const store = new FindingStore(connectTables(), engines.tableNames.Findings);
  const missing: Finding = { ...finding, findingId: 'snapshot-missing#portal#2020-06-15', kind: 'snapshot-missing' };

  // Act
  const first = await store.noticeForAlarm(missing);
  const sameEvent = await store.noticeForAlarm(missing);
  const nextMorning = await store.noticeForAlarm({ ...missing, noticedAt: '2020-06-17T00:30:00Z' });
  const dismissed: Finding = { ...missing, unitId: 'so-y-te', state: 'dismissed' };
  await store.notice(dismissed);
  const onceDismissed = await store.noticeForAlarm({ ...dismissed, state: 'open' });

  // Assess
  expect([first, sameEvent, nextMorning, onceDismissed]).toEqual([true, true, false, false]);
  expect(await store.ofUnit('so-xay-dung')).toContainEqual(missing);
  expect(await store.ofUnit('so-y-te')).toEqual([dismissed]);
});

const explanation: FindingMove = {
  state: 'explained',
  actor: 'nguyen-van-a',
  reason: 'Gia hạn theo đề nghị của công dân',
  reference: '15/SXD-VP',
  at: '2020-06-20T02:00:00.000Z',
};

test('a move is added to those before it; of two at once only one gets through, and the other reads again', async () => {
  // Prepare
  const store = new FindingStore(connectTables(), engines.tableNames.Findings);
  const noticed: Finding = { ...finding, unitId: 'so-cong-thuong' };
  await store.notice(noticed);

  // Act
  const race = await Promise.all([
    store.move(noticed, explanation),
    store.move(noticed, { ...explanation, actor: 'le-thi-b' }),
  ]);
  const once = await store.find(noticed.unitId, noticed.findingId);
  const stale = await store.move(noticed, { ...explanation, state: 'resolved' });
  const closed = once && (await store.move(once, { ...explanation, state: 'dismissed', actor: 'chanh-van-phong' }));

  // Assess
  expect(race.toSorted()).toEqual([false, true]);
  expect(once?.history).toHaveLength(1);
  expect([stale, closed]).toEqual([false, true]);
  expect(await store.ofUnit(noticed.unitId)).toEqual([
    {
      ...noticed,
      state: 'dismissed',
      history: [...(once?.history ?? []), { ...explanation, state: 'dismissed', actor: 'chanh-van-phong' }],
    },
  ]);
});

test('a finding of which the system said that it is over comes back when it is noticed again, with an alarm; what people closed stays closed', async () => {
  // Prepare
  const store = new FindingStore(connectTables(), engines.tableNames.Findings);
  const kind = 'draft-not-approved';
  const late: Finding = { ...finding, unitId: 'van-phong', kind, findingId: `${kind}#2020-06#overdue-share#portal` };
  const closed: Finding = { ...late, findingId: `${kind}#2020-05#overdue-share#portal` };
  for (const one of [late, closed]) await store.notice(one);

  // Act
  const resolved = await store.resolve(late, 'Đã phê duyệt.', '2020-07-10T00:00:00.000Z');
  const resolvedAgain = await store.resolve(late, 'Đã phê duyệt.', '2020-07-11T00:00:00.000Z');
  await store.move(closed, { ...explanation, state: 'resolved' });
  const again = { ...late, noticedAt: '2020-07-20T00:00:00.000Z' };
  const back = await store.noticeForAlarm(again);
  const sameEvent = await store.noticeForAlarm(again);
  const nextMorning = await store.noticeForAlarm({ ...late, noticedAt: '2020-07-21T00:00:00.000Z' });
  const stillClosed = await store.noticeForAlarm({ ...closed, noticedAt: '2020-07-20T00:00:00.000Z' });

  // Assess
  expect([resolved, resolvedAgain]).toEqual([true, false]);
  expect([back, sameEvent, nextMorning, stillClosed]).toEqual([true, true, false, false]);
  const kept = await store.find(late.unitId, late.findingId);
  expect(kept).toMatchObject({ state: 'open', noticedAt: finding.noticedAt });
  expect(kept?.history?.map(({ state, actor, at }) => [state, actor, at])).toEqual([
    ['resolved', 'Đúng Hẹn', '2020-07-10T00:00:00.000Z'],
    ['open', 'Đúng Hẹn', '2020-07-20T00:00:00.000Z'],
  ]);
});

test('an event that comes again does not put a finding back that people have opened once more', async () => {
  // Prepare
  const store = new FindingStore(connectTables(), engines.tableNames.Findings);
  const missing: Finding = { ...finding, unitId: 'so-tttt', findingId: 'snapshot-missing#portal#2020-06-15' };
  await store.noticeForAlarm(missing);
  for (const state of ['resolved', 'open'] as const) {
    const kept = await store.find(missing.unitId, missing.findingId);
    if (kept !== null) await store.move(kept, { ...explanation, state });
  }

  // Act
  const isRaised = await store.noticeForAlarm(missing);

  // Assess
  expect(isRaised).toBe(false);
  expect((await store.find(missing.unitId, missing.findingId))?.history).toHaveLength(2);
});

test('what nobody has closed is found by unit, kind, source and day', async () => {
  // Prepare
  const store = new FindingStore(connectTables(), engines.tableNames.Findings);
  const of = (findingId: string, changes: Partial<Finding> = {}): Finding => ({
    ...finding,
    unitId: 'so-tu-phap',
    findingId,
    ...changes,
  });
  const kept = [
    of('vanished-while-open#portal#A1#2020-06-15'),
    of('vanished-while-open#portal#A2#2020-06-16', { day: '2020-06-16' }),
    of('vanished-while-open#ngoai#A3#2020-06-15', { sourceId: 'ngoai' }),
    of('vanished-after-end#portal#A4#2020-06-15', { kind: 'vanished-after-end', state: 'explained' }),
    of('vanished-after-end#portal#A5#2020-06-15', { kind: 'vanished-after-end', state: 'dismissed' }),
  ];
  for (const one of kept) await store.notice(one);
  const codes = (found: Finding[]) => found.map(({ findingId }) => findingId.split('#')[2]).toSorted();

  // Act, Assess
  const unitId = 'so-tu-phap';
  expect(codes(await store.unclosed({ unitId }))).toEqual(['A1', 'A2', 'A3', 'A4']);
  expect(codes(await store.unclosed({ unitId, kind: 'vanished-after-end' }))).toEqual(['A4']);
  const of15 = { sourceId: 'portal', day: '2020-06-15' };
  expect(codes(await store.unclosed({ unitId, of: of15 }))).toEqual(['A1', 'A4']);
  expect(codes(await store.unclosed({ unitId, kind: 'vanished-while-open', of: of15 }))).toEqual(['A1']);
});
