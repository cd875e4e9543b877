import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Finding } from '../../shared/finding/finding.ts';
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
