import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import type { Feed, FeedAction, FeedObject } from '../../infra/local/feed.ts';
import { type FinishedRun, runFeed } from '../../infra/local/run-feed.ts';
import { scanTable } from '../../infra/local/scan-table.ts';
import { walkCalendar } from '../../infra/local/walk-calendar.ts';
import { addDays, type Day } from '../../shared/calendar/day.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { arrivingOn, noonOf, outcomeOf, registryFile, registryRows, shipped, small } from './small-province.ts';

/**
 * Reports due around days off, by the shipped calendar, through the functions as they are deployed. Heads are told 7, 3 and
 * 1 working days before, on the day, and from one working day after it on; at noon of the last day of a walk all reports
 * are recorded, so that nothing is owed into the next walk.
 */
const reports = {
  // Friday, the last day of the year of the Pig, and Friday after the holidays (off: Thursday 23/01 to Wednesday 29/01)
  'trong-tet': { from: '2020-01-10', dueOn: '2020-01-24', units: ['so-a'] },
  'sau-tet': { from: '2020-01-10', dueOn: '2020-01-31', units: ['so-a', 'so-b'] },
  // Tuesday after 30/04 and 01/05/2020, a Thursday and a Friday
  'sau-le': { from: '2020-04-20', dueOn: '2020-05-05', units: ['so-a'] },
  'lo-1-ngay': { from: '2020-07-01', dueOn: '2020-07-14', units: ['so-a'] },
  'lo-3-ngay': { from: '2020-08-03', dueOn: '2020-08-14', units: ['so-a'] },
  'lo-10-ngay': { from: '2020-09-01', dueOn: '2020-09-15', units: ['so-a'] },
  'nghi-them': { from: '2020-10-12', dueOn: '2020-10-23', units: ['so-a'] },
  // Monday after Friday 02/05/2025, which was off for Saturday 26/04
  'lam-bu': { from: '2025-04-18', dueOn: '2025-05-05', units: ['so-a'] },
} as const;
type ReportId = keyof typeof reports;

const SET_UP = '2020-01-01';
const assignmentColumns =
  'assignmentId,directive,item,title,leadUnitId,coordinatingUnitIds,reportTo,dueOn,recurrence,validFrom,validTo';
const assignmentRows = Object.entries(reports).map(
  ([
    id,
    {
      from,
      dueOn,
      units: [lead, ...others],
    },
  ]) => [id, '1/UBND', '1', `Báo cáo ${id}`, lead, others.join(';'), 'UBND tỉnh', dueOn, '', from, dueOn].join(),
);

const feed: Feed = {
  ...small,
  name: 'calendar',
  firstDay: SET_UP,
  until: SET_UP,
  setUp: () => [
    shipped(SET_UP, 'calendar.csv'),
    registryRows(
      SET_UP,
      'units.csv',
      ['so-a', 'so-b'].map((id) => `${id},Sở ${id},province,department,,Giám đốc,giam-doc@${id}.example,,,2019-01-01,`),
    ),
    registryFile(SET_UP, 'assignments.csv', [assignmentColumns, ...assignmentRows, ''].join('\n')),
  ],
  arrivalsOn: () => [],
};

let finished: FinishedRun;
beforeAll(async () => {
  finished = await runFeed(feed);
}, 120_000);
afterAll(() => finished.close());

function recorded(assignmentId: ReportId, on: Day): FeedAction[] {
  return reports[assignmentId].units.map((unitId) => ({
    kind: 'action',
    at: noonOf(on),
    functionName: 'record-report',
    event: { actor: 'van-thu', reason: 'Công văn đến', assignmentId, unitId, receivedOn: on },
  }));
}

/** Lets days pass, with the scheduler at work or not. */
function pass(first: Day, last: Day, { isScheduled = true, arrivals = [] as (FeedAction | FeedObject)[] } = {}) {
  const { account, deployment, run } = finished;
  const schedules = isScheduled ? deployment.wiring.schedules : [];
  const days = { ...feed, firstDay: first, until: last, arrivalsOn: arrivingOn(arrivals) };
  return walkCalendar(days, schedules, account, {
    walkedUntil: addDays(first, -1),
    onDay: (day) => run.dayIsOver(day),
  });
}

const toldSchema = z.object({ topicId: z.string().default(''), toldBy: z.string().default('') });

/** `day address report milestone, ...`: each digest between two days, with the reminders that were told by it. */
async function digestsBetween(first: Day, last: Day): Promise<string[]> {
  const told = await scanTable(connectTables(), finished.deployment.tableNames.Notices, toldSchema);
  const remindersOf = (noticeId: string | null) =>
    told
      .filter(({ toldBy }) => toldBy === noticeId)
      .map(({ topicId }) => topicId.split('#'))
      .filter(([kind]) => kind === 'assignment')
      .map(([, assignmentId, , , milestone]) => `${assignmentId} ${milestone}`);
  return finished.mailbox.mails
    .filter(({ sentOn }) => first <= sentOn && sentOn <= last)
    .map(({ sentOn, to, noticeId }) => `${sentOn} ${to.join()} ${remindersOf(noticeId).toSorted().join(', ')}`)
    .toSorted();
}

describe('days off', () => {
  test('Tết 2020: nothing from Thursday 23/01 to Wednesday 29/01, all that is due on the working mornings around it', async () => {
    // Act
    await pass('2020-01-13', '2020-01-31', {
      arrivals: [...recorded('trong-tet', '2020-01-30'), ...recorded('sau-tet', '2020-01-31')],
    });

    // Assess: before 24/01 come 22 (1), 21, 20 (3), 17, 16, 15, 14 (7); before 31/01 30 (1), 22, 21 (3), 20, 17, 16, 15 (7).
    // 24/01 itself is off: nobody is told on it, and on the 30th that report is one working day late.
    expect(await digestsBetween('2020-01-13', '2020-01-31')).toEqual([
      '2020-01-14 giam-doc@so-a.example trong-tet 7',
      '2020-01-15 giam-doc@so-a.example sau-tet 7',
      '2020-01-15 giam-doc@so-b.example sau-tet 7',
      '2020-01-20 giam-doc@so-a.example trong-tet 3',
      '2020-01-21 giam-doc@so-a.example sau-tet 3',
      '2020-01-21 giam-doc@so-b.example sau-tet 3',
      '2020-01-22 giam-doc@so-a.example trong-tet 1',
      '2020-01-30 giam-doc@so-a.example sau-tet 1, trong-tet -1',
      '2020-01-30 giam-doc@so-b.example sau-tet 1',
      '2020-01-31 giam-doc@so-a.example sau-tet 0',
      '2020-01-31 giam-doc@so-b.example sau-tet 0',
    ]);
  });

  test('30/04 and 01/05/2020, with the weekend after them: from Wednesday 29/04 straight to Monday 04/05', async () => {
    // Act
    await pass('2020-04-21', '2020-05-05', { arrivals: recorded('sau-le', '2020-05-05') });

    // Assess: 04/05 (1), 29/04, 28/04 (3), 27, 24, 23, 22/04 (7)
    expect(await digestsBetween('2020-04-21', '2020-05-05')).toEqual([
      '2020-04-22 giam-doc@so-a.example sau-le 7',
      '2020-04-28 giam-doc@so-a.example sau-le 3',
      '2020-05-04 giam-doc@so-a.example sau-le 1',
      '2020-05-05 giam-doc@so-a.example sau-le 0',
    ]);
  });
});

describe('runs that were missed', () => {
  test('one day: what was due on it is told the next morning', async () => {
    // Act: Thursday 09/07 is missed, 3 working days before Tuesday 14/07
    await pass('2020-07-02', '2020-07-08');
    await pass('2020-07-09', '2020-07-09', { isScheduled: false });
    await pass('2020-07-10', '2020-07-14', { arrivals: recorded('lo-1-ngay', '2020-07-14') });

    // Assess
    expect(await digestsBetween('2020-07-02', '2020-07-14')).toEqual([
      '2020-07-03 giam-doc@so-a.example lo-1-ngay 7',
      '2020-07-10 giam-doc@so-a.example lo-1-ngay 3',
      '2020-07-13 giam-doc@so-a.example lo-1-ngay 1',
      '2020-07-14 giam-doc@so-a.example lo-1-ngay 0',
    ]);
  });

  test('three days: milestones 3 (Tuesday 11/08) and 1 (Thursday 13/08) are overtaken by the due date', async () => {
    // Act
    await pass('2020-08-04', '2020-08-10');
    await pass('2020-08-11', '2020-08-13', { isScheduled: false });
    await pass('2020-08-14', '2020-08-14', { arrivals: recorded('lo-3-ngay', '2020-08-14') });

    // Assess
    expect(await digestsBetween('2020-08-04', '2020-08-14')).toEqual([
      '2020-08-05 giam-doc@so-a.example lo-3-ngay 7',
      '2020-08-14 giam-doc@so-a.example lo-3-ngay 0',
    ]);
  });

  test('ten days: of 7 (Friday 04/09), 3 (Thursday 10/09) and 1 (Monday 14/09) the last alone is told', async () => {
    // Act: Thursday 03/09 to Saturday 12/09; Sunday 13/09 runs, and tells nothing
    await pass('2020-09-01', '2020-09-02');
    await pass('2020-09-03', '2020-09-12', { isScheduled: false });
    await pass('2020-09-13', '2020-09-15', { arrivals: recorded('lo-10-ngay', '2020-09-15') });

    // Assess
    expect(await digestsBetween('2020-09-01', '2020-09-15')).toEqual([
      '2020-09-14 giam-doc@so-a.example lo-10-ngay 1',
      '2020-09-15 giam-doc@so-a.example lo-10-ngay 0',
    ]);
  });
});

describe('a calendar that changes', () => {
  test('a day off that is declared late moves the coming reminders; the due date and what was told stay', async () => {
    // Prepare: at noon of Thursday 15/10 it is declared that Thursday 22/10 is off
    const declared = registryFile('2020-10-15', 'calendar.csv', 'date,kind,name\n2020-10-22,holiday,Nghỉ do bão\n');

    // Act
    await pass('2020-10-13', '2020-10-23', { arrivals: [declared, ...recorded('nghi-them', '2020-10-23')] });

    // Assess: 7 was told on 14/10 and would be 13/10 now; 3 moves from the 20th to the 19th, 1 from the 22nd to the 21st
    expect(await digestsBetween('2020-10-13', '2020-10-23')).toEqual([
      '2020-10-14 giam-doc@so-a.example nghi-them 7',
      '2020-10-19 giam-doc@so-a.example nghi-them 3',
      '2020-10-21 giam-doc@so-a.example nghi-them 1',
      '2020-10-23 giam-doc@so-a.example nghi-them 0',
    ]);
    const letters = finished.mailbox.mails.filter(({ sentOn }) => '2020-10-13' <= sentOn && sentOn <= '2020-10-23');
    expect(letters.every(({ text }) => text.includes('23/10/2020'))).toBe(true);
  });

  test('a Saturday that is worked for a Friday off is a morning as any other', async () => {
    // Act
    await pass('2025-04-21', '2025-05-05', { arrivals: recorded('lam-bu', '2025-05-05') });

    // Assess: before Monday 05/05 come 29/04 (1), 28, Saturday 26/04 (3), 25, 24, 23, 22 (7); 30/04 to 04/05 are off
    expect(await digestsBetween('2025-04-21', '2025-05-05')).toEqual([
      '2025-04-22 giam-doc@so-a.example lam-bu 7',
      '2025-04-26 giam-doc@so-a.example lam-bu 3',
      '2025-04-29 giam-doc@so-a.example lam-bu 1',
      '2025-05-05 giam-doc@so-a.example lam-bu 0',
    ]);
  });

  test('a year without a calendar is found 60 days before it begins', async () => {
    // Act: the shipped calendar ends with 2027
    await pass('2027-10-31', '2027-11-03');

    // Assess
    const { findings } = await outcomeOf(finished);
    expect(findings.filter(({ findingId }) => findingId.startsWith('calendar-missing#2028'))).toMatchObject([
      { findingId: 'calendar-missing#2028#2027-11', day: '2027-11-02', severity: 'alarm', state: 'open' },
    ]);
  });
});

test('over all of it nobody had two digests on a day, and no function failed', () => {
  const mornings = finished.mailbox.mails.flatMap(({ sentOn, to }) => to.map((address) => `${sentOn} ${address}`));
  expect(mornings).toEqual([...new Set(mornings)]);
  expect(finished.run.deadLetters).toEqual([]);
});
