import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Arrival, Feed } from '../../infra/local/feed.ts';
import { jsonReport } from '../../infra/local/json-report.ts';
import type { Outcome } from '../../infra/local/read-outcome.ts';
import { type FinishedRun, runFeed } from '../../infra/local/run-feed.ts';
import type { Day } from '../../shared/calendar/day.ts';
import type { Topic } from '../../shared/notice/notice.ts';
import { arrivingOn, outcomeOf, registryFile, registryRows, shipped, small } from './small-province.ts';

/**
 * Two assignments from 01/07 to 20/08/2020, through the functions as they are deployed: one report of four units, due on
 * Tuesday 14/07, and a monthly one of the province's office, due on the last of each month from Friday 31/07 on.
 *
 * Admins enter things at ten, after the morning's mails at half past seven:
 * - the district gets time until Monday 20/07, on 13/07, and reports on that day;
 * - a department reports on 10/07; its report is handed back on Thursday 16/07, due anew on Wednesday 22/07, and comes a
 *   day late;
 * - a commune reports on Thursday 23/07 only; the lead unit on its last timely day.
 */
const FIRST_DAY = '2020-07-01';
const units = [
  'so-tttt,Sở Thông tin và Truyền thông,province,department,',
  'so-khdt,Sở Kế hoạch và Đầu tư,province,department,',
  'van-phong,Văn phòng UBND tỉnh,province,department,',
  'huyen-an-phu,UBND huyện An Phú,district,locality,',
  'xa-phu-huu,UBND xã Phú Hữu,commune,locality,huyen-an-phu',
].map((row) => `${row},Thủ trưởng,${row.split(',')[0]}@an-giang.example,,,2020-01-01,`);

const assignments = [
  'assignmentId,directive,item,title,leadUnitId,coordinatingUnitIds,reportTo,dueOn,recurrence,validFrom,validTo',
  '664-1c,664/UBND-TH,1c,Rà soát đơn vị chưa tham gia,so-tttt,so-khdt;huyen-an-phu;xa-phu-huu,UBND tỉnh,2020-07-14,,2020-06-23,',
  '664-4,664/UBND-TH,4,Ghi nhận đơn vị vượt ngưỡng,van-phong,,UBND tỉnh,2020-07-31,monthly,2020-06-23,',
].join('\n');

function order(day: Day, functionName: string, event: object): Arrival {
  const at = new Date(`${day}T10:00:00+07:00`).toISOString();
  return { kind: 'action', at, functionName, event: { actor: 'van-thu', reason: 'Công văn đến', ...event } };
}

function reported(unitId: string, receivedOn: Day, assignmentId = '664-1c'): Arrival {
  return order(receivedOn, 'record-report', { assignmentId, unitId, receivedOn, reference: `${receivedOn}/BC` });
}

const extended = { assignmentId: '664-1c', unitId: 'huyen-an-phu', dueOn: '2020-07-20', reference: '702/UBND-TH' };
const handedBack = {
  assignmentId: '664-1c',
  unitId: 'so-khdt',
  receivedOn: '2020-07-10',
  dueOn: '2020-07-22',
  reason: 'Thiếu số liệu quý II',
};

const feed: Feed = {
  ...small,
  name: 'assignments',
  firstDay: FIRST_DAY,
  until: '2020-08-20',
  setUp: () => [
    shipped('2020-06-30', 'calendar.csv'),
    registryRows('2020-06-30', 'units.csv', units),
    registryFile('2020-06-30', 'assignments.csv', assignments),
  ],
  arrivalsOn: arrivingOn([
    reported('so-khdt', '2020-07-10'),
    order('2020-07-13', 'extend-assignment', extended),
    // The same call again, as an asynchronous one may be tried.
    order('2020-07-13', 'extend-assignment', extended),
    reported('so-tttt', '2020-07-14'),
    order('2020-07-16', 'reopen-assignment', handedBack),
    reported('huyen-an-phu', '2020-07-20'),
    reported('so-khdt', '2020-07-23'),
    reported('xa-phu-huu', '2020-07-23'),
    // The order of a week ago comes once more: the second report stays.
    order('2020-07-24', 'reopen-assignment', handedBack),
    reported('van-phong', '2020-07-31', '664-4@2020-07'),
  ]),
};

let finished: FinishedRun;
let outcome: Outcome;
beforeAll(async () => {
  finished = await runFeed(feed);
  outcome = await outcomeOf(finished);
}, 300_000);
afterAll(() => finished.close());

/** `day what` of all that a unit's head was told, in order. */
function toldTo(unitId: string): string[] {
  return outcome.notices
    .filter(({ to }) => to.includes(`${unitId}@an-giang.example`))
    .flatMap(({ day, topics }) => topics.map((topic) => `${day} ${inShort(topic)}`))
    .toSorted();
}

function inShort(topic: Topic): string {
  if (topic.kind === 'assignment') return `${topic.assignmentId} due ${topic.dueOn}, milestone ${topic.milestone}`;
  if (topic.kind === 'escalation') return `escalation ${topic.step}, ${topic.lateUnitId}, as ${topic.toldAs}`;
  if (topic.kind === 'late-reports')
    return `list of ${topic.total}: ${topic.reports.map(({ unitId }) => unitId).join()}`;
  return topic.kind;
}

function letterOf(unitId: string, day: Day): string {
  const mail = finished.mailbox.mails.find(
    ({ to, sentOn }) => sentOn === day && to.includes(`${unitId}@an-giang.example`),
  );
  return mail?.text ?? 'no letter';
}

test('nothing that was ordered failed, and each digest was one mail', () => {
  expect(finished.run.deadLetters).toEqual([]);
  const sent = finished.mailbox.mails.map(({ sentOn, to }) => `${sentOn} ${to.join()}`);
  expect(new Set(sent).size).toBe(sent.length);
  expect(sent).toHaveLength(outcome.notices.length);
});

test('the commune is reminded before, on and after the due date, until its report is recorded', () => {
  expect(toldTo('xa-phu-huu')).toEqual([
    '2020-07-03 664-1c due 2020-07-14, milestone 7',
    '2020-07-09 664-1c due 2020-07-14, milestone 3',
    '2020-07-13 664-1c due 2020-07-14, milestone 1',
    '2020-07-14 664-1c due 2020-07-14, milestone 0',
    '2020-07-15 664-1c due 2020-07-14, milestone -1',
    '2020-07-17 664-1c due 2020-07-14, milestone -3',
    '2020-07-21 664-1c due 2020-07-14, milestone -5',
  ]);
});

test('the district hears of its new due date the next morning, and of its commune 1, 3 and 5 working days late', () => {
  expect(toldTo('huyen-an-phu')).toEqual([
    '2020-07-03 664-1c due 2020-07-14, milestone 7',
    '2020-07-09 664-1c due 2020-07-14, milestone 3',
    '2020-07-13 664-1c due 2020-07-14, milestone 1',
    // 7 working days before 20/07 was 09/07: what is told first of the new date comes late.
    '2020-07-14 664-1c due 2020-07-20, milestone 7',
    '2020-07-15 664-1c due 2020-07-20, milestone 3',
    '2020-07-15 escalation 1, xa-phu-huu, as superior',
    '2020-07-17 664-1c due 2020-07-20, milestone 1',
    '2020-07-17 escalation 3, xa-phu-huu, as superior',
    '2020-07-20 664-1c due 2020-07-20, milestone 0',
    '2020-07-21 escalation 5, xa-phu-huu, as superior',
  ]);
  expect(letterOf('huyen-an-phu', '2020-07-15')).toContain(
    'Hạn ban đầu: 14/07/2020, được gia hạn đến 20/07/2020 theo 702/UBND-TH',
  );
});

test('the department whose report was handed back is told so, with the reason, and reminded of the new due date', () => {
  expect(toldTo('so-khdt')).toEqual([
    '2020-07-03 664-1c due 2020-07-14, milestone 7',
    '2020-07-09 664-1c due 2020-07-14, milestone 3',
    '2020-07-17 664-1c due 2020-07-22, milestone 3',
    '2020-07-21 664-1c due 2020-07-22, milestone 1',
    '2020-07-22 664-1c due 2020-07-22, milestone 0',
    '2020-07-23 664-1c due 2020-07-22, milestone -1',
  ]);
  const letter = letterOf('so-khdt', '2020-07-17');
  expect(letter).toContain('Báo cáo nhận ngày 10/07/2020 được trả lại ngày 16/07/2020. Lý do: Thiếu số liệu quý II');
  expect(letter).toContain('Hạn ban đầu: 14/07/2020, hạn mới 22/07/2020');
});

test('the unit that collects has each working morning the list of what is late, and no list when all is in', () => {
  expect(toldTo('so-tttt')).toEqual([
    '2020-07-03 664-1c due 2020-07-14, milestone 7',
    '2020-07-09 664-1c due 2020-07-14, milestone 3',
    '2020-07-13 664-1c due 2020-07-14, milestone 1',
    '2020-07-14 664-1c due 2020-07-14, milestone 0',
    '2020-07-15 list of 1: xa-phu-huu',
    '2020-07-16 list of 1: xa-phu-huu',
    '2020-07-17 list of 1: xa-phu-huu',
    '2020-07-20 list of 1: xa-phu-huu',
    '2020-07-21 list of 1: xa-phu-huu',
    '2020-07-22 list of 1: xa-phu-huu',
    // A department has no superior to write to.
    '2020-07-23 escalation 1, so-khdt, as lead',
    '2020-07-23 list of 2: xa-phu-huu,so-khdt',
  ]);
  expect(letterOf('so-tttt', '2020-07-23')).toContain('UBND xã Phú Hữu');
});

test('the monthly report is reminded of each month, and the month that was reported no more', () => {
  expect(toldTo('van-phong')).toEqual([
    '2020-07-22 664-4@2020-07 due 2020-07-31, milestone 7',
    '2020-07-28 664-4@2020-07 due 2020-07-31, milestone 3',
    '2020-07-30 664-4@2020-07 due 2020-07-31, milestone 1',
    '2020-07-31 664-4@2020-07 due 2020-07-31, milestone 0',
    '2020-08-20 664-4@2020-08 due 2020-08-31, milestone 7',
  ]);
  expect(letterOf('van-phong', '2020-08-20')).toContain('mục 4, kỳ tháng 8/2020');
});

test('how it all stands is in the report of the run, the first due dates with it', () => {
  const { assignments } = jsonReport(outcome, finished.mailbox.mails, '2020-08-20');
  expect(
    assignments.map(({ assignmentId, unitId, firstDueOn, dueOn, state, workingDaysLate }) =>
      [assignmentId, unitId, firstDueOn, dueOn, state, workingDaysLate].join(' '),
    ),
  ).toEqual([
    '664-1c so-tttt 2020-07-14 2020-07-14 reported-on-time 0',
    '664-1c so-khdt 2020-07-14 2020-07-22 reported-late 1',
    '664-1c huyen-an-phu 2020-07-14 2020-07-20 reported-on-time 0',
    '664-1c xa-phu-huu 2020-07-14 2020-07-14 reported-late 7',
    '664-4@2020-07 van-phong 2020-07-31 2020-07-31 reported-on-time 0',
    '664-4@2020-08 van-phong 2020-08-31 2020-08-31 open 0',
  ]);
});

test('no report was late without somebody to tell', () => {
  expect(outcome.findings.filter(({ kind }) => kind === 'escalation-unaddressed')).toEqual([]);
});
