import { addDays, type Day } from '../../shared/calendar/day.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import type { Dossier } from '../../shared/dossier/dossier.ts';
import type { ComparedRegistry, Comparison, SeenBefore } from '../../shared/finding/compared-day.ts';

/** An instant by Vietnamese clocks. */
export const at = (local: string) => Date.parse(`${local}+07:00`);

const registry: ComparedRegistry = {
  countsElsewhere: (unitId) => unitId === 'dem-o-noi-khac',
  isSuccession: (from, to) => from === 'xa-cu' && to === 'xa-moi',
  nameOf: (unitId) => `Đơn vị ${unitId}`,
  nearDueWorkingDays: () => 2,
  // 18/06/2020, a Thursday, is made a holiday.
  calendar: () => new WorkingCalendar([{ date: '2020-06-18', kind: 'holiday', name: 'Nghỉ' }]),
};

/** The file of Monday 15/06/2020 against that of the 14th. */
export const comparison: Comparison = {
  sourceId: 'portal',
  day: '2020-06-15',
  priorDay: '2020-06-14',
  isFirst: false,
  statesCompletion: true,
  asOfMs: (day: Day) => at(`${addDays(day, 1)}T00:00`),
  noticedAt: '2020-06-16T00:30:00.000Z',
  timeZone: 'Asia/Ho_Chi_Minh',
  registry,
};

/** On 14/06/2020 it was open, and overdue since the 12th at 17:00. */
export const overdueBefore: SeenBefore = {
  unitId: 'so-xay-dung',
  statusClass: 'open',
  receivedAtMs: at('2020-06-01T08:00'),
  dueAtMs: at('2020-06-12T17:00'),
  completedAtMs: Number.NaN,
  seenOn: '2020-06-14',
  seenAsOfMs: at('2020-06-15T00:00'),
};

/** The same, as it stands. */
export const overdueNow: Dossier = {
  dossierCode: 'A1',
  unitId: 'so-xay-dung',
  procedureCode: '1.004257',
  procedureName: null,
  channel: null,
  receivedAtMs: at('2020-06-01T08:00'),
  dueAtMs: at('2020-06-12T17:00'),
  completedAtMs: null,
  returnedAtMs: null,
  status: '4',
  statusClass: 'open',
  flags: [],
};
