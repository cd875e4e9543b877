import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Feed } from '../../infra/local/feed.ts';
import type { Outcome } from '../../infra/local/read-outcome.ts';
import { type FinishedRun, runFeed } from '../../infra/local/run-feed.ts';
import {
  arrivingOn,
  entriesOf,
  mailsTo,
  outcomeOf,
  PORTAL_HEADER,
  portalMonth,
  registryFile,
  registryRows,
  replay,
  shipped,
  small,
  snapshotOf,
  verdictsOf,
} from './small-province.ts';

/**
 * Dispatch 664/UBND-TH, item 1a: Sở Kế hoạch và Đầu tư has a system of its own, which counts until June 2020; from July
 * on the portal does. What was open in the own system goes on in the portal under other codes, and is taken out of the
 * own system's file on 1 July. Already in June the portal shows a few dossiers of the department, of which some are late.
 */
const SET_UP = '2020-06-30';
const UNTIL = '2020-08-03';

const defaults = new URL('../../shared/registry/defaults/', import.meta.url);
const [portal] = JSON.parse(readFileSync(new URL('sources.json', defaults), 'utf8'));
const ownSystem = {
  sourceId: 'he-thong-khdt',
  name: 'Hệ thống của Sở Kế hoạch và Đầu tư',
  ownerUnitId: 'so-thong-tin-va-truyen-thong',
  timeZone: 'Asia/Ho_Chi_Minh',
  rhythm: 'daily',
  format: { delimiter: ';' },
  columns: {
    dossierCode: 'Số biên nhận',
    unitCode: 'Phòng',
    receivedAt: 'Nhận',
    dueAt: 'Hẹn',
    completedAt: 'Xong',
    status: 'Tình trạng',
  },
  dateFormats: ['dd/MM/yyyy HH:mm'],
  statuses: { 'Đang xử lý': 'open', 'Đã xong': 'completed' },
};
const OWN_HEADER = 'Số biên nhận;Phòng;Nhận;Hẹn;Xong;Tình trạng';

/** June in the own system: 96 in time and 4 late, ended; 4/104 = 3,8% with the four that are open, of which none is due. */
function ownJune(isMovedAway: boolean): string[] {
  const ended = Array.from({ length: 100 }, (_, at) => {
    const day = at < 4 ? '25' : '15';
    return `BN${at};ĐKKD;10/06/2020 16:00;20/06/2020 16:00;${day}/06/2020 16:00;Đã xong`;
  });
  const open = Array.from({ length: 4 }, (_, at) => `BN-MO${at};ĐKKD;29/06/2020 08:00;10/07/2020 16:00;;Đang xử lý`);
  return [OWN_HEADER, ...ended, ...(isMovedAway ? [] : open)];
}

/** The four that moved, in the portal: received in June, due on 10 July; one of them ended on 13 July, late. */
function moved(): string[] {
  return Array.from({ length: 4 }, (_, at) => {
    const ended = at === 0 ? '20200713160000' : '20200709160000';
    return `so-khdt-moi-${at},1.001,Thủ tục,LV,Lĩnh vực,so-khdt,2,20200629080000,20200629080000,20200710160000,${ended},,9`;
  });
}

const others = (month: string) => portalMonth(month, 'so-b', 100, 0);
const portalJune = [PORTAL_HEADER, ...others('2020-06'), ...portalMonth('2020-06', 'so-khdt', 5, 0)];
const portalJuly = [...portalJune, ...others('2020-07'), ...portalMonth('2020-07', 'so-khdt', 96, 1), ...moved()];

const feed: Feed = {
  ...small,
  name: 'change-of-source',
  firstDay: SET_UP,
  until: UNTIL,
  setUp: () => [
    shipped(SET_UP, 'calendar.csv'),
    registryFile(SET_UP, 'policies.csv', readFileSync(new URL('policies.csv', defaults))),
    registryFile(SET_UP, 'sources.json', JSON.stringify([portal, ownSystem])),
    registryRows(SET_UP, 'units.csv', [
      'so-khdt,Sở Kế hoạch và Đầu tư,province,department,,Giám đốc,giam-doc@so-khdt.example,,,2020-01-01,',
      'so-b,Sở B,province,department,,Giám đốc,giam-doc@so-b.example,,,2020-01-01,',
    ]),
    registryRows(SET_UP, 'unit-codes.csv', [
      'cong-dvc,so-b,so-b,2020-01-01,',
      'cong-dvc,so-khdt,so-khdt,2020-01-01,',
      'he-thong-khdt,ĐKKD,so-khdt,2020-01-01,',
    ]),
    registryRows(SET_UP, 'unit-sources.csv', [
      'so-b,cong-dvc,2020-01-01,',
      'so-khdt,he-thong-khdt,2020-01-01,2020-06-30',
      'so-khdt,cong-dvc,2020-07-01,',
    ]),
  ],
  arrivalsOn: arrivingOn([
    snapshotOf('cong-dvc', '2020-06-30', portalJune),
    snapshotOf('he-thong-khdt', '2020-06-30', ownJune(false)),
    snapshotOf('he-thong-khdt', '2020-07-01', ownJune(true)),
    snapshotOf('cong-dvc', '2020-07-31', portalJuly),
  ]),
};

let finished: FinishedRun;
let outcome: Outcome;
beforeAll(async () => {
  finished = await runFeed(feed);
  outcome = await outcomeOf(finished);
}, 300_000);
afterAll(() => finished.close());

describe('a department is counted by the one source that counts for it in the month', () => {
  test('June by its own system, July by the portal, with what the portal carries over', () => {
    // June: 100 + 4 open; July: 96 + 4 carried over, of which 1 + 1 are late, 2 of 100: not over 2%
    expect(verdictsOf(outcome, '2020-06').filter((verdict) => verdict.startsWith('so-khdt'))).toEqual([
      'so-khdt r1 exceeded 4/104 664-2020-province',
    ]);
    expect(verdictsOf(outcome, '2020-07').filter((verdict) => verdict.startsWith('so-khdt'))).toEqual([
      'so-khdt r1 passed 2/100 664-2020-province',
    ]);
    const judged = outcome.evaluations.filter(({ unitId }) => unitId === 'so-khdt');
    expect(
      judged.map(({ month, sourceId, counts, unknown }) =>
        [month, sourceId, counts?.received, counts?.carriedOver, unknown].join(' '),
      ),
    ).toEqual(['2020-06 he-thong-khdt 104 0 0', '2020-07 cong-dvc 96 4 0']);
  });

  test('what is no longer in the own system has moved: nothing vanished, nothing is put aside', () => {
    const [firstOfJuly] = outcome.receipts.filter(
      ({ sourceId, day }) => sourceId !== 'cong-dvc' && day === '2020-07-01',
    );
    expect(firstOfJuly).toMatchObject({ outcome: 'accepted', rowsRead: 100, accepted: 100, vanished: 0 });
    expect(outcome.findings.filter(({ kind }) => kind.startsWith('vanished'))).toEqual([]);
  });

  test('points are taken once, and the department is told once', () => {
    expect(entriesOf(outcome)).toEqual(['so-khdt#2020 2020-06 confirmed 50']);
    expect(mailsTo(finished, 'giam-doc@so-khdt.example', 'giam-doc@so-b.example')).toEqual([
      '2020-07-01 giam-doc@so-khdt.example [Đúng Hẹn] Sở Kế hoạch và Đầu tư bị trừ 0,5 điểm tháng 6/2020',
    ]);
  });

  test('both months are replayed, each from the copies of its own source', async () => {
    for (const month of ['2020-06', '2020-07']) {
      expect(await replay(finished, UNTIL, month)).toEqual({ evaluations: 2, identical: 2, differences: [] });
    }
    expect(finished.run.deadLetters).toEqual([]);
  });
});
