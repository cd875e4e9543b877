import { expect, test } from '@jest/globals';
import { addDays, type Day } from '../../shared/calendar/day.ts';
import type { Dossier } from '../../shared/dossier/dossier.ts';
import { noticeChange } from '../../shared/finding/notice-change.ts';
import { NO_ROW } from '../../shared/snapshot/row-hash.ts';
import type { StateEntry } from '../../shared/snapshot/state.ts';

const at = (local: string) => Date.parse(`${local}+07:00`);

/** On 14/06/2020 it was open, and overdue since the 12th. */
const before: StateEntry = {
  kind: 'open',
  lastSeenDayNumber: null,
  rowHash: NO_ROW,
  codeHash: NO_ROW,
  contentHash: 0,
  textsHash: 0,
  unitId: 'so-xay-dung',
  receivedAtMs: at('2020-06-01T08:00'),
  dueAtMs: at('2020-06-12T17:00'),
  completedAtMs: Number.NaN,
};

const moved: Dossier = {
  dossierCode: 'H01.07-200601-0001',
  unitId: 'so-xay-dung',
  procedureCode: '1.004257',
  procedureName: null,
  channel: null,
  receivedAtMs: at('2020-06-01T08:00'),
  dueAtMs: at('2020-06-30T17:00'),
  completedAtMs: null,
  returnedAtMs: null,
  status: '2',
  statusClass: 'open',
  flags: [],
};

const comparison = {
  sourceId: 'portal',
  day: '2020-06-15',
  priorDay: '2020-06-14',
  asOfMs: (day: Day) => at(`${addDays(day, 1)}T00:00`),
  noticedAt: '2020-06-16T00:30:00.000Z',
  timeZone: 'Asia/Ho_Chi_Minh',
};

test('the procedure stands in the evidence, so that a standing rule can speak of it', () => {
  const [finding, ...others] = noticeChange(moved, before, comparison);

  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    kind: 'due-date-moved-after-it-passed',
    evidence: {
      dossierCode: 'H01.07-200601-0001',
      procedureCode: '1.004257',
      from: '17:00 ngày 12/06/2020',
      to: '17:00 ngày 30/06/2020',
    },
  });
});

test('where the source names no procedure, none is made up', () => {
  const [finding] = noticeChange({ ...moved, procedureCode: null }, before, comparison);
  expect(Object.keys(finding?.evidence ?? {})).toEqual(['dossierCode', 'from', 'to']);
});
