import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Arrival, Feed } from '../../infra/local/feed.ts';
import { jsonReport } from '../../infra/local/json-report.ts';
import type { Outcome } from '../../infra/local/read-outcome.ts';
import { type FinishedRun, runFeed } from '../../infra/local/run-feed.ts';
import type { Day } from '../../shared/calendar/day.ts';
import type { Topic } from '../../shared/notice/notice.ts';
import { latestRises } from '../../shared/rise/kept-rises.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import {
  arrivingOn,
  outcomeOf,
  PORTAL_HEADER,
  portalMonth,
  registryRows,
  shipped,
  small,
  snapshotOf,
} from './small-province.ts';

/**
 * May, June and July 2020 through the functions as they are deployed. Of 100 dossiers received each month were late:
 *
 *                    May June July
 *     Sở Xây dựng      2    6   10   is asked twice; explains June late, on Tuesday 14/07, and July not at all
 *     Sở Y tế          2    6    6   is asked about June, and explains it in time, on 07/07
 *     Sở Nội vụ        2    6    6   is asked about June; somebody dismisses the finding on 06/07
 *     xã Phú Hữu       0    3    3   is asked about June, and never answers
 *     huyện An Phú     4    5    5   1 more is nothing to ask about
 *
 * June is reviewed on Wednesday 01/07: to be explained by Wednesday 08/07. July on Saturday 01/08: by Friday 07/08.
 */
const SET_UP = '2020-05-30';
const overdueOf = {
  'so-xay-dung': [2, 6, 10],
  'so-y-te': [2, 6, 6],
  'so-noi-vu': [2, 6, 6],
  'xa-phu-huu': [0, 3, 3],
  'huyen-an-phu': [4, 5, 5],
};
const COLLECTOR = 'so-thong-tin-va-truyen-thong'; // owns the portal
const units = [
  `${COLLECTOR},Sở Thông tin và Truyền thông,province,department,`,
  'so-xay-dung,Sở Xây dựng,province,department,',
  'so-y-te,Sở Y tế,province,department,',
  'so-noi-vu,Sở Nội vụ,province,department,',
  'huyen-an-phu,UBND huyện An Phú,district,locality,',
  'xa-phu-huu,UBND xã Phú Hữu,commune,locality,huyen-an-phu',
].map((row) => `${row},Thủ trưởng,${row.split(',')[0]}@an-giang.example,,,2020-01-01,`);
const unitIds = [COLLECTOR, ...Object.keys(overdueOf)];

/** The portal's file after so many of the months. */
function months(count: number): string[] {
  const names = ['2020-05', '2020-06', '2020-07'].slice(0, count);
  const dossiers = names.flatMap((month, at) =>
    Object.entries(overdueOf).flatMap(([unitId, overdue]) => portalMonth(month, unitId, 100, overdue[at] ?? 0)),
  );
  return [PORTAL_HEADER, ...dossiers];
}

function order(day: Day, functionName: string, event: object): Arrival {
  const at = new Date(`${day}T10:00:00+07:00`).toISOString();
  return { kind: 'action', at, functionName, event: { actor: 'van-thu', reason: 'Công văn đến', ...event } };
}

function explains(day: Day, unitId: string): Arrival {
  const event = {
    about: 'rise',
    unitId,
    month: '2020-06',
    receivedOn: day,
    text: 'Thiếu người',
    reference: `${day}/GT`,
  };
  return order(day, 'record-explanation', event);
}

const feed: Feed = {
  ...small,
  name: 'rise',
  firstDay: SET_UP,
  until: '2020-08-11',
  setUp: () => [
    shipped(SET_UP, 'calendar.csv'),
    shipped(SET_UP, 'sources.json'),
    registryRows(SET_UP, 'units.csv', units),
    registryRows(
      SET_UP,
      'unit-codes.csv',
      unitIds.map((id) => `cong-dvc,${id},${id},2020-01-01,`),
    ),
    registryRows(
      SET_UP,
      'unit-sources.csv',
      unitIds.map((id) => `${id},cong-dvc,2020-01-01,`),
    ),
  ],
  arrivalsOn: arrivingOn([
    snapshotOf('cong-dvc', '2020-05-31', months(1)),
    snapshotOf('cong-dvc', '2020-06-30', months(2)),
    snapshotOf('cong-dvc', '2020-07-31', months(3)),
    order('2020-07-06', 'review-finding', {
      unitId: 'so-noi-vu',
      findingId: 'overdue-rose#2020-06',
      state: 'dismissed',
      reason: 'Đợt tuyển dụng công chức',
    }),
    explains('2020-07-07', 'so-y-te'),
    explains('2020-07-14', 'so-xay-dung'),
    // The same order once more, as an asynchronous call may come.
    explains('2020-07-14', 'so-xay-dung'),
  ]),
};

let finished: FinishedRun;
let outcome: Outcome;
beforeAll(async () => {
  finished = await runFeed(feed);
  outcome = await outcomeOf(finished);
}, 300_000);
afterAll(() => finished.close());

/** `day what` of all that a unit's head was told of reports, in order. */
function toldTo(unitId: string): string[] {
  return outcome.notices
    .filter(({ to }) => to.includes(`${unitId}@an-giang.example`))
    .flatMap(({ day, topics }) => topics.flatMap((topic) => inShort(topic).map((text) => `${day} ${text}`)))
    .toSorted();
}

function inShort(topic: Topic): string[] {
  if (topic.kind === 'assignment') return [`${topic.assignmentId.split('#')[0]}, milestone ${topic.milestone}`];
  if (topic.kind === 'escalation') return [`escalation ${topic.step}, ${topic.lateUnitId}, as ${topic.toldAs}`];
  if (topic.kind === 'late-reports') return [`list: ${topic.reports.map(({ unitId }) => unitId).join()}`];
  return [];
}

function letterOf(unitId: string, day: Day): string {
  const isMeant = ({ to, sentOn }: { to: readonly string[]; sentOn: Day }) =>
    sentOn === day && to.includes(`${unitId}@an-giang.example`);
  return finished.mailbox.mails.find(isMeant)?.text ?? 'no letter';
}

test('nothing failed', () => {
  expect(finished.run.deadLetters).toEqual([]);
});

test('each unit that rose is noticed, of two months running as an alarm, and what became of it is there', () => {
  const risen = outcome.findings.filter(({ kind }) => kind === 'overdue-rose');
  expect(
    risen.map(({ unitId, month, severity, state }) => [unitId, month, severity, state].join(' ')).toSorted(),
  ).toEqual([
    'so-noi-vu 2020-06 warning dismissed',
    'so-xay-dung 2020-06 warning explained',
    'so-xay-dung 2020-07 alarm open',
    'so-y-te 2020-06 warning explained',
    'xa-phu-huu 2020-06 warning open',
  ]);
});

test('the unit is asked on the morning of the review, reminded, and told no more once it has explained', () => {
  expect(toldTo('so-y-te')).toEqual([
    '2020-07-01 rise@2020-06, milestone 7',
    '2020-07-03 rise@2020-06, milestone 3',
    '2020-07-07 rise@2020-06, milestone 1',
  ]);
  const letter = letterOf('so-y-te', '2020-07-01');
  expect(letter).toContain('Giải trình việc hồ sơ quá hạn tháng 6/2020 tăng so với tháng trước');
  // 100 received in both months, 2 and 6 of them late: all by slower handling
  expect(letter.replace(/\s+/g, ' ')).toContain(
    'Tháng 6/2020, Sở Y tế có 6 hồ sơ quá hạn, tăng 4 hồ sơ so với 2 hồ sơ của tháng 5/2020 (tỷ lệ từ 2,00% lên 6,00%): 4 hồ sơ do giải quyết chậm hơn; tăng nhiều nhất ở: Thủ tục (từ 2 lên 6).',
  );
  expect(letter.replace(/\s+/g, ' ')).toContain(
    'Đề nghị Sở Y tế giải trình bằng văn bản, gửi đến Sở Thông tin và Truyền thông chậm nhất ngày 08/07/2020',
  );
});

test('a unit that is late is reminded of it, until its explanation is recorded; of the next month it is asked anew', () => {
  expect(toldTo('so-xay-dung')).toEqual([
    '2020-07-01 rise@2020-06, milestone 7',
    '2020-07-03 rise@2020-06, milestone 3',
    '2020-07-07 rise@2020-06, milestone 1',
    '2020-07-08 rise@2020-06, milestone 0',
    '2020-07-09 rise@2020-06, milestone -1',
    '2020-07-13 rise@2020-06, milestone -3',
    '2020-08-03 rise@2020-07, milestone 7',
    '2020-08-04 rise@2020-07, milestone 3',
    '2020-08-06 rise@2020-07, milestone 1',
    '2020-08-07 rise@2020-07, milestone 0',
    '2020-08-10 rise@2020-07, milestone -1',
  ]);
  expect(letterOf('so-xay-dung', '2020-08-03').replace(/\s+/g, ' ')).toContain(
    'đây là tháng thứ hai liên tiếp hồ sơ quá hạn tăng',
  );
});

test('nobody asks any more once somebody has dismissed the finding', () => {
  expect(toldTo('so-noi-vu')).toEqual(['2020-07-01 rise@2020-06, milestone 7', '2020-07-03 rise@2020-06, milestone 3']);
});

test('superiors hear of what is late, of departments the unit that collects, which has the list each morning', () => {
  expect(toldTo('huyen-an-phu')).toEqual([
    '2020-07-09 escalation 1, xa-phu-huu, as superior',
    '2020-07-13 escalation 3, xa-phu-huu, as superior',
    '2020-07-15 escalation 5, xa-phu-huu, as superior',
  ]);
  const ofCollector = toldTo(COLLECTOR);
  expect(ofCollector.filter((told) => told.includes('escalation'))).toEqual([
    '2020-07-09 escalation 1, so-xay-dung, as lead',
    '2020-07-13 escalation 3, so-xay-dung, as lead',
    '2020-08-10 escalation 1, so-xay-dung, as lead',
  ]);
  const lists = ofCollector.filter((told) => told.includes('list'));
  expect(lists.slice(0, 5)).toEqual([
    '2020-07-09 list: so-xay-dung,xa-phu-huu',
    '2020-07-10 list: so-xay-dung,xa-phu-huu',
    '2020-07-13 list: so-xay-dung,xa-phu-huu',
    '2020-07-14 list: so-xay-dung,xa-phu-huu',
    '2020-07-15 list: xa-phu-huu',
  ]);
  expect(lists.at(-1)).toBe('2020-08-11 list: xa-phu-huu,so-xay-dung');
  expect(letterOf(COLLECTOR, '2020-07-09')).toContain('Giải trình hồ sơ quá hạn tăng, tháng 6/2020');
});

test('the report of the run has what rose and why, and how each explanation stands', async () => {
  const rises = await latestRises(new Bucket(finished.deployment.bucketName));
  const report = jsonReport(outcome, finished.mailbox.mails, '2020-08-11', { participations: [], rises });
  const ofBuilding = report.rises.filter(({ unitId }) => unitId === 'so-xay-dung');
  expect(ofBuilding.map(({ month, answer, because, parts }) => ({ month, told: because ?? answer, parts }))).toEqual([
    { month: '2020-05', told: 'month-before-not-judged', parts: null },
    { month: '2020-06', told: 'rose', parts: { moreIntake: 0, slowerHandling: 4, olderBacklog: 0 } },
    { month: '2020-07', told: 'rose', parts: { moreIntake: 0, slowerHandling: 4, olderBacklog: 0 } },
  ]);
  expect(report.assignments.map(({ assignmentId, dueOn, state }) => [assignmentId, dueOn, state].join(' '))).toEqual([
    'rise@2020-06#so-xay-dung 2020-07-08 reported-late',
    'rise@2020-06#so-y-te 2020-07-08 reported-on-time',
    'rise@2020-06#xa-phu-huu 2020-07-08 late',
    'rise@2020-07#so-xay-dung 2020-08-07 late',
  ]);
});
