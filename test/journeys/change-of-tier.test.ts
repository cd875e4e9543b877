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
 * A land registration office belongs to a district until June 2020 and to the province from July on, one to the other way,
 * and a district stays one. By the shipped policy (dispatch 664/UBND-TH) province level may have 2% overdue, district
 * level 3,5%. The change comes in July, when June is judged.
 */
const SET_UP = '2020-06-30';
const CHANGE = '2020-07-10';
const UNTIL = '2020-08-03';

/** 3 of 100 each month: over 2%, not over 3,5%. */
const units = [
  { unitId: 'len-tinh', june: 'district', july: 'province' },
  { unitId: 've-huyen', june: 'province', july: 'district' },
  { unitId: 'huyen-c', june: 'district', july: 'district' },
] as const;
const unitIds = units.map(({ unitId }) => unitId);

function row(unitId: string, tier: string, head: string, validFrom: string, validTo: string): string {
  return `${unitId},Đơn vị ${unitId},${tier},other,,${head},${head}@${unitId}.example,,,${validFrom},${validTo}`;
}

function months(...names: string[]): string[] {
  return [PORTAL_HEADER, ...names.flatMap((month) => unitIds.flatMap((unitId) => portalMonth(month, unitId, 100, 3)))];
}

const feed: Feed = {
  ...small,
  name: 'change-of-tier',
  firstDay: SET_UP,
  until: UNTIL,
  setUp: () => [
    shipped(SET_UP, 'calendar.csv'),
    shipped(SET_UP, 'sources.json'),
    registryFile(
      SET_UP,
      'policies.csv',
      readFileSync(new URL('../../shared/registry/defaults/policies.csv', import.meta.url)),
    ),
    registryRows(
      SET_UP,
      'units.csv',
      units.map(({ unitId, june }) => row(unitId, june, 'truoc', '2020-01-01', '')),
    ),
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
    snapshotOf('cong-dvc', '2020-06-30', months('2020-06')),
    registryRows(
      CHANGE,
      'units.csv',
      units
        .filter(({ june, july }) => june !== july)
        .flatMap(({ unitId, june, july }) => [
          row(unitId, june, 'truoc', '2020-01-01', '2020-06-30'),
          row(unitId, july, 'sau', '2020-07-01', ''),
        ]),
    ),
    snapshotOf('cong-dvc', '2020-07-31', months('2020-06', '2020-07')),
  ]),
};

let finished: FinishedRun;
let outcome: Outcome;
beforeAll(async () => {
  finished = await runFeed(feed);
  outcome = await outcomeOf(finished);
}, 300_000);
afterAll(() => finished.close());

describe('a unit is judged in the tier that it has on the last day of the month', () => {
  test('3 of 100 is over the 2% of the province and not over the 3,5% of a district, in each month by its own tier', () => {
    expect(verdictsOf(outcome, '2020-06')).toEqual([
      'huyen-c r1 passed 3/100 664-2020-district',
      'len-tinh r1 passed 3/100 664-2020-district',
      've-huyen r1 exceeded 3/100 664-2020-province',
    ]);
    expect(verdictsOf(outcome, '2020-07')).toEqual([
      'huyen-c r1 passed 3/100 664-2020-district',
      'len-tinh r1 exceeded 3/100 664-2020-province',
      've-huyen r1 passed 3/100 664-2020-district',
    ]);
  });

  test('the account of a unit goes on through the change', () => {
    expect(entriesOf(outcome)).toEqual(['len-tinh#2020 2020-07 confirmed 50', 've-huyen#2020 2020-06 confirmed 50']);
  });

  test('the letter goes to whoever is head when it is written', () => {
    const heads = unitIds.flatMap((id) => [`truoc@${id}.example`, `sau@${id}.example`]);
    expect(mailsTo(finished, ...heads)).toEqual([
      '2020-07-01 truoc@ve-huyen.example [Đúng Hẹn] Đơn vị ve-huyen bị trừ 0,5 điểm tháng 6/2020',
      '2020-08-03 sau@len-tinh.example [Đúng Hẹn] Đơn vị len-tinh bị trừ 0,5 điểm tháng 7/2020',
    ]);
  });

  test('June was judged before the change came, and is replayed as it was', async () => {
    for (const month of ['2020-06', '2020-07']) {
      expect(await replay(finished, UNTIL, month)).toEqual({ evaluations: 3, identical: 3, differences: [] });
    }
    expect(finished.run.deadLetters).toEqual([]);
  });
});
