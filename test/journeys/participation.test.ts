import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Feed } from '../../infra/local/feed.ts';
import { jsonReport } from '../../infra/local/json-report.ts';
import type { Outcome } from '../../infra/local/read-outcome.ts';
import { type FinishedRun, runFeed } from '../../infra/local/run-feed.ts';
import { type Day, daysBetween } from '../../shared/calendar/day.ts';
import { latestParticipations } from '../../shared/participation/kept-participations.ts';
import type { MonthParticipation, Participation } from '../../shared/participation/participation.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import {
  arrivingOn,
  outcomeOf,
  PORTAL_HEADER,
  registryFile,
  registryRows,
  shipped,
  small,
  snapshotOf,
} from './small-province.ts';

/**
 * June 2020 (22 working days, none of them off), a file a day, through the functions as they are deployed. Each commune
 * receives a dossier a working day and ends it on the next, if nothing else is said.
 */
const communes = {
  'xa-a': 'as said',
  'xa-b': 'as said',
  'xa-c': 'as said',
  'xa-d': 'as said',
  'xa-e': 'as said',
  'xa-dung': 'until the 10th; of the 11th to the 30th, 14 working days, nothing is entered, while one is open',
  'xa-don': 'all 22 are ended on the 30th',
  'xa-thieu': '2 of its 22 have no due date, 9.1%',
  'xa-im': 'nothing at all',
  'xa-moi': 'begins on the 15th, receives one dossier and never ends it',
  'xa-cu': 'becomes part of Xã A on 01/07; receives one dossier on the 1st and never ends it',
  'xa-xoa': 'one dossier of the 1st, which is in no file from the 10th on',
  'xa-khac':
    'one dossier of the 1st, never ended, and another of the 12th; no file of its own source of the 8th to the 19th',
} as const;
type Commune = keyof typeof communes;
const communeIds = Object.keys(communes) as readonly Commune[];

const SET_UP = '2020-05-30';
const BEGINS = '2020-06-15';
const workingDays = [...daysBetween('2020-06-01', '2020-06-30')].filter((day) => ![0, 6].includes(dayOfWeek(day)));

function dayOfWeek(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

interface Entered {
  readonly unitId: Commune;
  readonly received: Day;
  /** Null: never. */
  readonly ended: Day | null;
  readonly lacksDueDate?: boolean;
  /** The first day on which it is in no file any more. */
  readonly goneFrom?: Day;
}

/** The working days of June on which a commune receives a dossier, each with what becomes of it. */
function enteredBy(unitId: Commune): Entered[] {
  const each = workingDays.map((received, at) => ({ unitId, received, ended: workingDays[at + 1] ?? null }));
  const one = (received: Day) => ({ unitId, received, ended: null });
  switch (unitId) {
    case 'xa-dung':
      return each
        .filter(({ received }) => received <= '2020-06-10')
        .map((last) => (last.received === '2020-06-10' ? { ...last, ended: null } : last));
    case 'xa-don':
      return each.map((dossier) => ({ ...dossier, ended: '2020-06-30' }));
    case 'xa-thieu':
      return each.map((dossier, at) => ({ ...dossier, lacksDueDate: at < 2 }));
    case 'xa-im':
      return [];
    case 'xa-moi':
      return [one(BEGINS)];
    case 'xa-cu':
      return [one('2020-06-01')];
    case 'xa-xoa':
      return [{ ...one('2020-06-01'), goneFrom: '2020-06-10' }];
    case 'xa-khac':
      return [one('2020-06-01'), one('2020-06-12')];
    default:
      return each;
  }
}

function rowOf({ unitId, received, ended, lacksDueDate }: Entered, day: Day): string {
  const stamp = (of: Day, time: string) => `${of.replaceAll('-', '')}${time}`;
  const isEnded = ended !== null && ended <= day;
  const dueAt = lacksDueDate ? '' : stamp('2020-07-31', '170000');
  const receivedAt = stamp(received, '080000');
  const completedAt = isEnded ? stamp(ended, '150000') : '';
  return `${unitId}-${received},1.001,Thủ tục,LV,Lĩnh vực,${unitId},2,${receivedAt},${receivedAt},${dueAt},${completedAt},,${isEnded ? 9 : 2}`;
}

/** A day's file of the portal, or of the other system, which has a unit of its own. */
function fileOf(sourceId: string, day: Day): string[] {
  const ofSource = communeIds.filter((unitId) => sourceOf(unitId) === sourceId).flatMap(enteredBy);
  const shown = ofSource.filter(
    ({ received, goneFrom }) => received <= day && (goneFrom === undefined || day < goneFrom),
  );
  return [PORTAL_HEADER, stamped(sourceId, day), ...shown.map((entered) => rowOf(entered, day))];
}

/** An old dossier whose stamp of submission, which is not stored, moves each night: no file has the bytes of another. */
function stamped(sourceId: string, day: Day): string {
  const unitId = sourceId === 'cong-dvc' ? 'so' : 'xa-khac';
  const ended = ['20200504080000', '20200731170000', '20200505150000'].join();
  return `${unitId}-old,1.001,Thủ tục,LV,Lĩnh vực,${unitId},2,${day.replaceAll('-', '')}230000,${ended},,9`;
}

function sourceOf(unitId: string): string {
  return unitId === 'xa-khac' ? 'he-thong-rieng' : 'cong-dvc';
}

function missing(day: Day): boolean {
  return '2020-06-08' <= day && day <= '2020-06-19';
}

const [portal] = JSON.parse(String(shipped(SET_UP, 'sources.json').body));
const unitIds = ['so', ...communeIds];
const validity: Partial<Record<string, string>> = { 'xa-moi': `${BEGINS},`, 'xa-cu': '2020-01-01,2020-06-30' };
const inForce = (unitId: string) => validity[unitId] ?? '2020-01-01,';

const feed: Feed = {
  ...small,
  name: 'participation',
  firstDay: SET_UP,
  until: '2020-07-02',
  setUp: () => [
    shipped(SET_UP, 'calendar.csv'),
    registryFile(
      SET_UP,
      'sources.json',
      JSON.stringify([
        { ...portal, ownerUnitId: 'so' },
        { ...portal, sourceId: 'he-thong-rieng', name: 'Hệ thống riêng', ownerUnitId: 'so' },
      ]),
    ),
    registryRows(SET_UP, 'units.csv', [
      'so,Sở Thông tin và Truyền thông,province,department,,Thủ trưởng,so@an-giang.example,,,2020-01-01,',
      ...communeIds.map((id) => `${id},Xã ${id},commune,locality,,Chủ tịch,${id}@an-giang.example,,,${inForce(id)}`),
    ]),
    registryRows(
      SET_UP,
      'unit-codes.csv',
      unitIds.map((id) => `${sourceOf(id)},${id},${id},${inForce(id)}`),
    ),
    registryRows(
      SET_UP,
      'unit-sources.csv',
      unitIds.map((id) => `${id},${sourceOf(id)},2020-01-01,`),
    ),
    registryFile(SET_UP, 'unit-lineage.csv', 'oldUnitId,newUnitId,share,on\nxa-cu,xa-a,full,2020-07-01\n'),
  ],
  arrivalsOn: arrivingOn(
    [...daysBetween(SET_UP, '2020-06-30')].flatMap((day) => [
      snapshotOf('cong-dvc', day, fileOf('cong-dvc', day)),
      ...(missing(day) ? [] : [snapshotOf('he-thong-rieng', day, fileOf('he-thong-rieng', day))]),
    ]),
  ),
};

let finished: FinishedRun;
let outcome: Outcome;
let kept: readonly MonthParticipation[];
let june: ReadonlyMap<string, Participation>;
beforeAll(async () => {
  finished = await runFeed(feed);
  outcome = await outcomeOf(finished);
  kept = await latestParticipations(new Bucket(finished.deployment.bucketName));
  const ofJune = kept.find(({ month }) => month === '2020-06');
  june = new Map(ofJune?.units.map((unit) => [unit.unitId, unit]));
}, 300_000);
afterAll(() => finished.close());

/** `reason answer because figures`, of what is not simply denied. */
function toldOf(unitId: Commune): string[] {
  const answers = june.get(unitId)?.answers ?? [];
  const telling = answers.filter(({ answer }) => answer !== 'does-not-hold');
  return telling.map(({ reason, answer, because, figures }) => {
    const counted = Object.entries(figures)
      .toSorted()
      .map(([name, figure]) => `${name} ${figure}`);
    return [reason, because ?? answer, ...counted].join(', ');
  });
}

test('nothing failed', () => {
  expect(finished.run.deadLetters).toEqual([]);
});

test('who took part is active, and of whom something is not known nothing is said', () => {
  const verdicts = communeIds.map((unitId) => [unitId, june.get(unitId)?.verdict]);
  expect(Object.fromEntries(verdicts)).toEqual({
    'xa-a': 'active',
    'xa-b': 'active',
    'xa-c': 'active',
    'xa-d': 'active',
    'xa-e': 'active',
    'xa-dung': 'perfunctory',
    'xa-don': 'perfunctory',
    'xa-thieu': 'perfunctory',
    'xa-im': 'silent',
    'xa-moi': 'cannot-be-told',
    'xa-cu': 'cannot-be-told',
    'xa-xoa': 'cannot-be-told',
    'xa-khac': 'cannot-be-told',
  });
});

test('each is told its own reason, with the figures', () => {
  expect(toldOf('xa-dung')).toEqual(['idle-while-open, holds, idleWorkingDays 14']);
  expect(toldOf('xa-don')).toEqual(['completions-at-month-end, holds, entered 22, enteredOnLastDays 22']);
  expect(toldOf('xa-thieu')).toEqual(['without-due-date-or-procedure, holds, handled 22, lacking 2']);
  // Of the others seven received 22, and the rest 8, 2, 1, 1 and 1
  expect(toldOf('xa-im')).toEqual(['nothing-received, holds, peerMedian 22, peers 12, received 0']);
  const findings = outcome.findings.filter(({ kind }) => kind.startsWith('participation-'));
  expect(findings.map(({ unitId, findingId }) => `${unitId} ${findingId}`).toSorted()).toEqual([
    'xa-don participation-perfunctory#2020-06',
    'xa-dung participation-perfunctory#2020-06',
    'xa-im participation-silent#2020-06',
    'xa-thieu participation-perfunctory#2020-06',
  ]);
  expect(findings.find(({ unitId }) => unitId === 'xa-dung')?.sentence).toBe(
    'Tháng 6/2020, Xã xa-dung tham gia hệ thống một cửa còn hình thức: 14 ngày làm việc liên tiếp không cập nhật hồ sơ nào dù còn hồ sơ đang giải quyết.',
  );
});

test('nobody is accused for what began, ended, vanished or did not come', () => {
  // From Tuesday the 16th to Tuesday the 30th: 11 working days
  expect(toldOf('xa-moi')).toEqual(['idle-while-open, unit-began-or-ends, idleWorkingDays 11']);
  // From Tuesday the 2nd on: 21
  expect(toldOf('xa-cu')).toEqual(['idle-while-open, unit-began-or-ends, idleWorkingDays 21']);
  // The 2nd to the 9th: 6; with the 15 from the 10th on, of which nobody knows: 21
  expect(toldOf('xa-xoa')).toEqual([
    'nothing-received, rows-unreadable, possiblyReceived 1, received 0',
    'idle-while-open, activity-missing, idleWorkingDays 6, possibly 21',
  ]);
  // The 2nd to the 5th: 4, the 22nd to the 30th: 7; between them 10, of which the file of Saturday the 20th tells at once
  expect(toldOf('xa-khac')).toEqual(['idle-while-open, activity-missing, idleWorkingDays 7, possibly 21']);
});

test('a unit of which a file shows nothing more is counted with the file, and noticed once', () => {
  const ofDay = (day: Day) => {
    const { snapshots } = jsonReport(outcome, finished.mailbox.mails, '2020-07-02');
    return snapshots.find((snapshot) => snapshot.source === 'cong-dvc' && snapshot.day === day)?.reporters;
  };
  // The department and twelve communes, of which one begins on the 15th, and one never has any row
  expect(ofDay('2020-06-09')).toMatchObject({ shown: 11, droppedOut: 0 });
  expect(ofDay('2020-06-10')).toMatchObject({ shown: 10, droppedOut: 1 });
  expect(ofDay('2020-06-30')).toEqual({ expected: 13, shown: 11, droppedOut: 1 });
  const vanished = outcome.findings.filter(({ kind }) => kind === 'vanished-while-open');
  expect(vanished.map(({ unitId, day }) => [unitId, day])).toEqual([['xa-xoa', '2020-06-10']]);
});

test('the report says of every unit and month how it took part', () => {
  const { participation } = jsonReport(outcome, [], '2020-07-02', { participations: kept, rises: [] });
  expect(participation.map(({ unitId, month, verdict }) => [unitId, month, verdict].join(' '))).toContain(
    'xa-dung 2020-06 perfunctory',
  );
});
