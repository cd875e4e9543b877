import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import type { Feed } from '../../infra/local/feed.ts';
import type { Outcome } from '../../infra/local/read-outcome.ts';
import { type FinishedRun, runFeed } from '../../infra/local/run-feed.ts';
import { policyOf664 } from '../evaluation/policies.ts';
import {
  arrivingOn,
  entriesOf,
  mailsTo,
  noonOf,
  outcomeOf,
  PORTAL_HEADER,
  passDays,
  portalMonth,
  registryRows,
  replay,
  reportOf,
  shipped,
  small,
  snapshotOf,
  verdictsOf,
} from './small-province.ts';

/**
 * Until June 2020 the share is reported only, above 2%; from July on half a point is taken above 1%. The change is
 * decided in July, when June is judged. In August it turns out that June should have been judged by 1% with points, and
 * July by 2%: that changes verdicts, and so it is ordered.
 */
const SET_UP = '2020-06-30';
const CHANGE = '2020-07-10';
const UNTIL = '2020-08-03'; // the first working day after July
const TOO_LATE = UNTIL; // at noon, when that day's letters are out
const NEXT_DAY = '2020-08-04';

/** Of 100 dossiers each month. */
const overdueOf = { 'so-a': 2, 'so-b': 3, 'so-c': 1 };
const unitIds = Object.keys(overdueOf);

function policy(policyId: string, validFrom: string, validTo: string, mode: string, percent: number): string {
  return `${policyId},province,${validFrom},${validTo},${mode},${percent},100,50,handled,instant,within-due,on-time,1,1,3,false,,automatic,0,Quyết định về ${policyId}`;
}

function months(...names: string[]): string[] {
  const dossiers = names.flatMap((month) =>
    Object.entries(overdueOf).flatMap(([unitId, overdue]) => portalMonth(month, unitId, 100, overdue)),
  );
  return [PORTAL_HEADER, ...dossiers];
}

const change = registryRows(CHANGE, 'policies.csv', [
  policy('bao-cao', '2020-06-01', '2020-06-30', 'report', 2),
  policy('tru-diem', '2020-07-01', '', 'deduct', 1),
]);
const tooLate = registryRows(TOO_LATE, 'policies.csv', [
  policy('sua-doi-1', '2020-06-01', '2020-06-30', 'deduct', 1),
  policy('sua-doi-2', '2020-07-01', '', 'deduct', 2),
]);

const feed: Feed = {
  ...small,
  name: 'policy-change',
  firstDay: SET_UP,
  until: UNTIL,
  setUp: () => [
    shipped(SET_UP, 'calendar.csv'),
    shipped(SET_UP, 'sources.json'),
    registryRows(SET_UP, 'policies.csv', [policy('bao-cao', '2020-06-01', '', 'report', 2)]),
    registryRows(
      SET_UP,
      'units.csv',
      unitIds.map((id) => `${id},Sở ${id},province,department,,Giám đốc,giam-doc@${id}.example,,,2020-01-01,`),
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
    change,
    snapshotOf('cong-dvc', '2020-07-31', months('2020-06', '2020-07')),
  ]),
};
const heads = unitIds.map((id) => `giam-doc@${id}.example`);

let finished: FinishedRun;
let outcome: Outcome;
beforeAll(async () => {
  finished = await runFeed(feed);
  outcome = await outcomeOf(finished);
}, 300_000);
afterAll(() => finished.close());

function letterTo(unitId: string, day: string): string {
  const address = `giam-doc@${unitId}.example`;
  return finished.mailbox.mails.find(({ sentOn, to }) => sentOn === day && to.includes(address))?.text ?? '';
}

describe('each month is judged by the row in force on its last day', () => {
  test('a change that begins with a month that is not judged is taken', async () => {
    expect(await reportOf(finished, change)).toMatchObject({ outcome: 'imported', changed: 2, rejected: [] });
  });

  test('June is only reported; in July 2 and 3 of 100 are over 1%, and 1 of 100 is not', () => {
    expect(verdictsOf(outcome, '2020-06')).toEqual([
      'so-a r1 not-judged 2/100 bao-cao',
      'so-b r1 not-judged 3/100 bao-cao',
      'so-c r1 not-judged 1/100 bao-cao',
    ]);
    expect(verdictsOf(outcome, '2020-07')).toEqual([
      'so-a r1 exceeded 2/100 tru-diem',
      'so-b r1 exceeded 3/100 tru-diem',
      'so-c r1 passed 1/100 tru-diem',
    ]);
  });

  test('points are taken for July alone, and only who lost some is told, on the first working day', () => {
    expect(entriesOf(outcome)).toEqual(['so-a#2020 2020-07 confirmed 50', 'so-b#2020 2020-07 confirmed 50']);
    expect(mailsTo(finished, ...heads)).toEqual([
      '2020-08-03 giam-doc@so-a.example [Đúng Hẹn] Sở so-a bị trừ 0,5 điểm tháng 7/2020',
      '2020-08-03 giam-doc@so-b.example [Đúng Hẹn] Sở so-b bị trừ 0,5 điểm tháng 7/2020',
    ]);
    expect(letterTo('so-a', UNTIL)).toContain('Tỷ lệ quá hạn: 2 / 100 = 2,00%, lớn hơn mức 1%');
    expect(letterTo('so-a', UNTIL)).toContain('Căn cứ: Quyết định về tru-diem');
  });
});

const previewSchema = z.object({
  preview: z.object({
    previewDigest: z.string(),
    changes: z.array(
      z.object({
        month: z.string(),
        unitId: z.string(),
        causes: z.array(z.string()),
        before: z.object({ verdict: z.string() }),
        after: z.object({ verdict: z.string() }),
        entries: z.array(z.object({ event: z.string(), pointsHundredths: z.int() })),
        balanceAfterHundredths: z.int(),
      }),
    ),
  }),
});

/** The same row as `policy` writes into a file. */
function corrected(policyId: string, percent: number, validFrom: string, validTo: string | null) {
  const threshold = { thresholdNumerator: percent, thresholdDenominator: 100 };
  return policyOf664('province', {
    policyId,
    ...threshold,
    validFrom,
    validTo,
    legalBasis: `Quyết định về ${policyId}`,
  });
}

function order(more: object) {
  const event = {
    month: '2020-06',
    untilMonth: '2020-07',
    actor: 'chanh-van-phong',
    reason: 'Quyết định sửa đổi có hiệu lực từ tháng 6',
    policies: [corrected('sua-doi-1', 1, '2020-06-01', '2020-06-30'), corrected('sua-doi-2', 2, '2020-07-01', null)],
    ...more,
  };
  return finished.account.order({ at: noonOf(TOO_LATE), functionName: 'reevaluate-month', event });
}

describe('a change of months that are judged', () => {
  test('is refused as a file, row by row with its months', async () => {
    // Act
    await finished.account.put(tooLate);

    // Assess
    const report = await reportOf(finished, tooLate);
    expect(report).toMatchObject({ outcome: 'refused', changed: 0, rejected: [{ line: 2 }, { line: 3 }] });
    expect(report.rejected.map(({ reason }) => /by what (\S+) was judged/.exec(reason)?.[1])).toEqual([
      '2020-06',
      '2020-07',
    ]);
    const { policies } = await outcomeOf(finished);
    expect(policies.map(({ policyId }) => policyId)).toEqual(['bao-cao', 'tru-diem']);
  });

  test('is ordered with the rows: first seen, then judged anew, adjusted, told and replayed', async () => {
    // Act: see
    const { preview } = previewSchema.parse(await order({}));

    // Assess
    expect(
      preview.changes
        .map(({ month, unitId, causes, before, after, entries, balanceAfterHundredths }) =>
          [
            month,
            unitId,
            causes.join(),
            `${before.verdict}>${after.verdict}`,
            entries.map(({ event, pointsHundredths }) => `${event} ${pointsHundredths}`).join() || 'nothing',
            balanceAfterHundredths,
          ].join(' '),
        )
        .toSorted(),
    ).toEqual([
      '2020-06 so-a policy not-judged>exceeded confirmed 50 100',
      '2020-06 so-b policy not-judged>exceeded confirmed 50 100',
      '2020-06 so-c policy not-judged>passed nothing 0',
      '2020-07 so-a policy exceeded>passed adjusted -50 50',
      '2020-07 so-b policy exceeded>exceeded nothing 100',
      '2020-07 so-c policy passed>passed nothing 0',
    ]);

    // Act: confirm, and let the next morning come
    const done = await order({ confirm: preview.previewDigest });
    await passDays(finished, feed, NEXT_DAY);

    // Assess
    expect(done).toMatchObject({ outcome: 'done', revisions: 6 });
    const after = await outcomeOf(finished);
    expect(verdictsOf(after, '2020-06').filter((verdict) => verdict.includes(' r2 '))).toEqual([
      'so-a r2 exceeded 2/100 sua-doi-1',
      'so-b r2 exceeded 3/100 sua-doi-1',
      'so-c r2 passed 1/100 sua-doi-1',
    ]);
    expect(entriesOf(after)).toEqual([
      'so-a#2020 2020-07 confirmed 50',
      'so-a#2020 2020-06 confirmed 50',
      'so-a#2020 2020-07 adjusted -50',
      'so-b#2020 2020-07 confirmed 50',
      'so-b#2020 2020-06 confirmed 50',
    ]);
    expect(after.policies.map(({ policyId, validFrom, validTo }) => [policyId, validFrom, validTo])).toEqual([
      ['sua-doi-1', '2020-06-01', '2020-06-30'],
      ['sua-doi-2', '2020-07-01', null],
    ]);
    for (const month of ['2020-06', '2020-07']) {
      expect(await replay(finished, NEXT_DAY, month)).toEqual({ evaluations: 6, identical: 6, differences: [] });
    }
  });

  test('whom it concerns is told on the next morning of what was taken and what was given back', () => {
    expect(mailsTo(finished, ...heads).slice(2)).toEqual([
      '2020-08-04 giam-doc@so-a.example [Đúng Hẹn] Sở so-a bị trừ 0,5 điểm tháng 6/2020; Sở so-a được trả lại 0,5 điểm tháng 7/2020',
      '2020-08-04 giam-doc@so-b.example [Đúng Hẹn] Sở so-b bị trừ 0,5 điểm tháng 6/2020',
    ]);
    const letter = letterTo('so-a', NEXT_DAY);
    expect(letter).toContain('[Trừ 0,5 điểm] Sở so-a: tỷ lệ hồ sơ quá hạn tháng 6/2020 trên 1%');
    expect(letter).toContain('Căn cứ: Quyết định về sua-doi-1');
    expect(letter).toContain('[Trả lại 0,5 điểm đã trừ] Sở so-a: không bị trừ điểm tháng 7/2020 về hồ sơ quá hạn');
    expect(letter).toContain('Quyết định sửa đổi có hiệu lực từ tháng 6');
  });

  test('the same rows as a file change nothing, and are refused no longer', async () => {
    // Act
    const again = { ...tooLate, at: noonOf('2020-08-05') };
    await finished.account.put(again);

    // Assess
    expect(await reportOf(finished, again)).toMatchObject({ outcome: 'unchanged', unchanged: 2, rejected: [] });
    expect(finished.run.deadLetters).toEqual([]);
  });
});
