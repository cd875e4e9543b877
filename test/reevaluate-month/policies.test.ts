import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { evaluateMonths } from '../../functions/evaluate-month/evaluate-month.ts';
import { parseOrder } from '../../functions/reevaluate-month/order.ts';
import type { Preview } from '../../functions/reevaluate-month/preview.ts';
import { reevaluateMonth } from '../../functions/reevaluate-month/reevaluate-month.ts';
import type { ReevaluationStores } from '../../functions/reevaluate-month/stores.ts';
import { replayMonth } from '../../functions/replay-month/replay-month.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import {
  acceptSnapshot,
  endState,
  importPolicy,
  newStores,
  registerProvince,
  sixOClock,
  sourceRow,
  TIME_ZONE,
} from '../evaluate-month/hand-made-province.ts';
import { dossierLine, type WrittenLine } from '../evaluation/canonical-lines.ts';
import { policyOf664 } from '../evaluation/policies.ts';

const AT = '2020-08-20T03:00:00.000Z';
const JUNE_AND_JULY = { month: '2020-06', untilMonth: '2020-07' };
const twoPercent = policyOf664('province', { policyId: '2%' });

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
});
afterEach(() => engines.close());

/** Dossiers of a month that were received and ended in it, so many in time, so many late. */
function monthOf(month: string, unitId: string, inTime: number, late: number): WrittenLine[] {
  return Array.from({ length: inTime + late }, (_, at) => {
    const ended = `${month}-${at < inTime ? '09' : '12'} 16:00`;
    return dossierLine(unitId, `${unitId}-${month}-${at}`, [`${month}-01 08:00`, `${month}-10 17:00`, ended]);
  });
}

/** 1 of 50 is late in each month, 2%: by the 2% that is in force it is no breach. */
async function judgeJuneAndJuly(policy = twoPercent): Promise<void> {
  await registerProvince(engines, { 'so-y-te': 'province' }, sourceRow('portal'), []);
  await importPolicy(engines, policy, '2020-06-24T01:00:00.000Z');
  for (const [month, lastDay, nextDay] of [
    ['2020-06', '2020-06-30', '2020-07-01'],
    ['2020-07', '2020-07-31', '2020-08-01'],
  ] as const) {
    await acceptSnapshot(engines, lastDay, monthOf(month, 'so-y-te', 49, 1));
    await evaluateMonths(sixOClock(nextDay), TIME_ZONE, newStores(engines));
  }
}

function stores(): ReevaluationStores {
  const evaluations = new EvaluationStore(connectTables(), engines.tableNames.Evaluations);
  return { ...newStores(engines), evaluations };
}

function order(more: object, at = AT, into = stores()) {
  const wish = { actor: 'chanh-van-phong', reason: 'Quyết định sửa đổi', month: '2020-07' };
  return reevaluateMonth(parseOrder({ ...wish, ...more }), at, TIME_ZONE, into);
}

async function preview(more: object, at = AT): Promise<Preview> {
  const answer = await order(more, at);
  if (answer.outcome === 'done') throw new Error('done without being confirmed');
  return answer.preview;
}

async function registered(): Promise<string[]> {
  const entries = await newStores(engines).registryImports.stored('policy');
  const policies = await newStores(engines).registry.policies();
  return policies.map(
    ({ policyId, validFrom, validTo }, at) => `${policyId} ${validFrom} ${validTo} by ${entries[at]?.importedFrom}`,
  );
}

async function entered(): Promise<string[]> {
  const entries = await newStores(engines).ledger.entries('so-y-te#2020');
  return entries.map(({ month, event, pointsHundredths }) => `${month} ${event} ${pointsHundredths}`);
}

const onePercentFromJuly = [
  { ...twoPercent, validTo: '2020-06-30' },
  { ...twoPercent, policyId: '1%', thresholdNumerator: 10, validFrom: '2020-07-01' },
];

describe('a policy that should have changed in July, once July is judged', () => {
  beforeEach(() => judgeJuneAndJuly());

  test('is shown with the verdicts and points that it changes; nothing is written', async () => {
    // Prepare
    const before = await endState(engines);

    // Act
    const { policies, changes, unitsJudgedAnew } = await preview({ policies: onePercentFromJuly });

    // Assess
    expect(policies.map(({ before: replaced, after, months }) => [replaced?.policyId, after.policyId, months])).toEqual(
      [
        [undefined, '1%', ['2020-07']],
        ['2%', '2%', ['2020-07']],
      ],
    );
    expect(unitsJudgedAnew).toBe(1);
    expect(changes).toMatchObject([
      {
        month: '2020-07',
        unitId: 'so-y-te',
        causes: ['policy'],
        before: { revision: 1, verdict: 'passed', threshold: { numerator: 20, denominator: 1000 } },
        after: { revision: 2, verdict: 'exceeded', threshold: { numerator: 10, denominator: 1000 } },
        entries: [{ event: 'confirmed', pointsHundredths: 50 }],
      },
    ]);
    expect(await endState(engines)).toEqual(before);
    expect(await registered()).toEqual(['2% 2020-06-01 null by policies.csv']);
  });

  test('is stored and judged by once it is confirmed; June stays as it is, and every revision is replayed', async () => {
    // Prepare
    const { previewDigest } = await preview({ policies: onePercentFromJuly });

    // Act
    const done = await order({ policies: onePercentFromJuly, confirm: previewDigest });

    // Assess
    expect(done).toEqual({ outcome: 'done', previewDigest, revisions: 1 });
    const by = `reevaluation-${previewDigest.slice(0, 16)}`;
    expect(await registered()).toEqual([`2% 2020-06-01 2020-06-30 by ${by}`, `1% 2020-07-01 null by ${by}`]);
    expect(await entered()).toEqual(['2020-07 confirmed 50']);
    const [june, july] = await Promise.all(['2020-06', '2020-07'].map((month) => stores().evaluations.byMonth(month)));
    expect(june).toMatchObject([{ revision: 1, verdict: 'passed', policyId: '2%' }]);
    expect(july?.toSorted((one, other) => one.revision - other.revision)).toMatchObject([
      { revision: 1, verdict: 'passed', policyId: '2%' },
      { revision: 2, verdict: 'exceeded', policyId: '1%' },
    ]);
    const replayed = await replayMonth({ month: '2020-07' }, TIME_ZONE, { ...newStores(engines), ...stores() });
    expect(replayed).toMatchObject({
      identical: 2,
      differences: [],
    });
  });

  test('confirmed twice, or ordered once more, it changes nothing more', async () => {
    // Prepare
    const { previewDigest } = await preview({ policies: onePercentFromJuly });
    await order({ policies: onePercentFromJuly, confirm: previewDigest });
    const after = [await endState(engines), await registered()];

    // Act
    const again = await order({ policies: onePercentFromJuly, confirm: previewDigest }, '2020-08-21T03:00:00.000Z');
    const anew = await preview({ policies: onePercentFromJuly }, '2020-08-21T03:00:00.000Z');

    // Assess
    expect(again).toMatchObject({ outcome: 'done' });
    expect(anew).toMatchObject({ policies: [], changes: [] });
    expect([await endState(engines), await registered()]).toEqual(after);
  });

  test('a digest confirms just the rows that it was made of', async () => {
    // Prepare
    const { previewDigest } = await preview({ policies: onePercentFromJuly });
    const [ended, onePercent] = onePercentFromJuly;

    // Act: another paragraph of the same threshold gives the same verdict
    const policies = [ended, { ...onePercent, policyId: '1% khác' }];
    const answer = await order({ policies, confirm: previewDigest });

    // Assess
    expect(answer).toMatchObject({ outcome: 'outdated' });
    expect(await registered()).toEqual(['2% 2020-06-01 null by policies.csv']);
  });
});

describe('an order that changes a row and no verdict', () => {
  const patient = { ...twoPercent, approvalWorkingDays: 9 };
  const wait = (policy: object) => ({ ...JUNE_AND_JULY, policies: [policy] });
  const waits = async () => (await newStores(engines).registry.policies()).map((row) => row.approvalWorkingDays);
  const confirmed = async (policy: object, at: string) => {
    const { previewDigest } = await preview(wait(policy), at);
    return { ...wait(policy), confirm: previewDigest };
  };
  beforeEach(() => judgeJuneAndJuly());

  test('is stored each time that it is ordered, also after its opposite', async () => {
    // Prepare: 5 working days -> 9 -> 5
    const first = await confirmed(patient, '2020-08-20T03:00:00.000Z');
    await order(first, '2020-08-20T03:01:00.000Z');
    await order(await confirmed(twoPercent, '2020-08-21T03:00:00.000Z'), '2020-08-21T03:01:00.000Z');
    expect(await waits()).toEqual([5]);

    // Act
    const second = await confirmed(patient, '2020-08-22T03:00:00.000Z');
    const done = await order(second, '2020-08-22T03:01:00.000Z');
    const again = await order(second, '2020-08-22T03:02:00.000Z');

    // Assess
    expect([done, again]).toMatchObject([{ outcome: 'done' }, { outcome: 'done' }]);
    expect(second.confirm).not.toBe(first.confirm);
    expect(await waits()).toEqual([9]);
  });

  test('is not called done where its row was changed since: it must be previewed anew', async () => {
    // Prepare
    const first = await confirmed(patient, '2020-08-20T03:00:00.000Z');
    await order(first, '2020-08-20T03:01:00.000Z');
    await order(await confirmed(twoPercent, '2020-08-21T03:00:00.000Z'), '2020-08-21T03:01:00.000Z');

    // Act
    const stale = order(first, '2020-08-22T03:00:00.000Z');

    // Assess
    await expect(stale).rejects.toMatchObject({ code: 'POLICY_OVERTAKEN' });
    expect(await waits()).toEqual([5]);
  });
});

describe('rows that change several months', () => {
  const onePercent = { ...twoPercent, policyId: '1%', thresholdNumerator: 10, yearlyCapHundredths: 70 };
  beforeEach(() => judgeJuneAndJuly());

  test('are refused with an order that leaves one of them out, which is named', async () => {
    await expect(order({ policies: [onePercent] })).rejects.toMatchObject({
      code: 'POLICIES_CHANGE_OTHER_MONTHS',
      message: expect.stringContaining('by what 2020-06 was judged'),
    });
  });

  test('are judged by month after month: what the yearly cap leaves is taken as it was shown', async () => {
    // Act
    const { previewDigest, changes } = await preview({ ...JUNE_AND_JULY, policies: [onePercent] });
    const done = await order({ ...JUNE_AND_JULY, policies: [onePercent], confirm: previewDigest });

    // Assess: 0,5 + 0,5 points are more than the 0,7 of a year
    expect(
      changes.map(({ month, entries, balanceBeforeHundredths, balanceAfterHundredths }) => [
        month,
        entries[0]?.pointsHundredths,
        balanceBeforeHundredths,
        balanceAfterHundredths,
      ]),
    ).toEqual([
      ['2020-06', 50, 0, 50],
      ['2020-07', 20, 50, 70],
    ]);
    expect(done).toMatchObject({ outcome: 'done', revisions: 2 });
    expect(await entered()).toEqual(['2020-06 confirmed 50', '2020-07 confirmed 20']);
  });
});

test('months without new policies can be ordered together, too', async () => {
  // Prepare: corrections of both months come after they were judged
  await judgeJuneAndJuly();
  await acceptSnapshot(engines, '2020-06-30', monthOf('2020-06', 'so-y-te', 48, 2), { fileNumber: 2 });
  await acceptSnapshot(engines, '2020-07-31', monthOf('2020-07', 'so-y-te', 48, 2), { fileNumber: 2 });

  // Act
  const { previewDigest, changes } = await preview(JUNE_AND_JULY);
  await order({ ...JUNE_AND_JULY, confirm: previewDigest });

  // Assess
  expect(changes.map(({ month, causes }) => [month, causes])).toEqual([
    ['2020-06', ['governing-snapshot']],
    ['2020-07', ['governing-snapshot']],
  ]);
  expect(await entered()).toEqual(['2020-06 confirmed 50', '2020-07 confirmed 50']);
});

test('rows by which a judged month would not be over yet are refused: its verdicts would rest on rows that are gone', async () => {
  // Prepare: months begin on the 21st, so that June 2020 ends with 20/06
  await registerProvince(engines, { 'so-y-te': 'province' }, sourceRow('portal'), []);
  const fromThe21st = policyOf664('province', { periodStartDay: 21 });
  await importPolicy(engines, fromThe21st, '2020-06-01T01:00:00.000Z');
  await acceptSnapshot(engines, '2020-06-20', monthOf('2020-06', 'so-y-te', 49, 1));
  await evaluateMonths(sixOClock('2020-06-21'), TIME_ZONE, newStores(engines));
  const calendarMonths = { month: '2020-06', untilMonth: '2020-06', policies: [{ ...fromThe21st, periodStartDay: 1 }] };

  // Act
  const early = order(calendarMonths, '2020-06-25T03:00:00.000Z');

  // Assess
  await expect(early).rejects.toMatchObject({ code: 'POLICIES_LEAVE_UNITS_BEHIND' });
  expect(await preview(calendarMonths, '2020-07-05T03:00:00.000Z')).toMatchObject({ unitsJudgedAnew: 1 });
});

describe('a row that is stored otherwise by a newer file', () => {
  beforeEach(() => judgeJuneAndJuly());
  const endedLater = {
    ...twoPercent,
    policyId: '1%',
    thresholdNumerator: 10,
    validFrom: '2020-07-01',
    validTo: '2020-12-31',
  };

  test('before the order was carried out stops it, until a new preview', async () => {
    // Prepare: the order is kept, and cut off before its first row
    const { previewDigest } = await preview({ policies: onePercentFromJuly });
    const confirmed = { policies: onePercentFromJuly, confirm: previewDigest };
    const broken = stores();
    broken.registryImports.put = () => Promise.reject(new Error('cut off'));
    await expect(order(confirmed, AT, broken)).rejects.toThrow('cut off');
    await importPolicy(engines, { ...twoPercent, legalBasis: 'Công văn khác' }, '2020-08-20T04:00:00.000Z');

    // Act
    const carriedOn = order(confirmed, '2020-08-20T05:00:00.000Z');

    // Assess
    await expect(carriedOn).rejects.toMatchObject({ code: 'POLICY_OVERTAKEN' });
    expect(await entered()).toEqual([]);
    const anew = await preview({ policies: onePercentFromJuly }, '2020-08-20T06:00:00.000Z').catch((error) => error);
    expect(anew).toMatchObject({ code: 'POLICIES_CHANGE_OTHER_MONTHS' }); // the ended row would change June's words back
  });

  test('after it was carried out stays as the newer file has it', async () => {
    // Prepare
    const { previewDigest } = await preview({ policies: onePercentFromJuly });
    const confirmed = { policies: onePercentFromJuly, confirm: previewDigest };
    await order(confirmed);
    await importPolicy(engines, endedLater, '2020-08-20T04:00:00.000Z');

    // Act
    const again = await order(confirmed, '2020-08-20T05:00:00.000Z');

    // Assess
    expect(again).toMatchObject({ outcome: 'done' });
    expect((await registered())[1]).toBe('1% 2020-07-01 2020-12-31 by policies.csv');
  });
});

describe('what cannot stand is refused, in words', () => {
  beforeEach(() => judgeJuneAndJuly());

  test.each([
    ['a column that is left out', [{ ...twoPercent, mode: undefined }], 'row 1, mode: '],
    ['a column that nobody knows', [{ ...twoPercent, points: 50 }], 'row 1, points: is not a known key'],
    [
      'a day within a month',
      [{ ...twoPercent, validFrom: '2020-07-02' }],
      "row 1, validFrom: must be a month's first day",
    ],
    [
      'a row beside the one in force',
      [onePercentFromJuly[1]],
      'row 1, validFrom: is in force on days on which the stored row',
    ],
    ['the same row twice', [twoPercent, twoPercent], 'row 2, as a whole: has the same key as line 1'],
  ])('%s', async (_what, policies, words) => {
    await expect(order({ policies })).rejects.toMatchObject({
      code: 'POLICIES_REFUSED',
      message: expect.stringContaining(words),
    });
  });

  test.each([
    ['policies of some units', { policies: [twoPercent], unitIds: ['so-y-te'] }],
    ['policies with a later copy', { policies: [twoPercent], countFrom: '2020-07-31' }],
    ['a later copy of several months', { countFrom: '2020-07-31', untilMonth: '2020-08' }],
    ['months that end before they begin', { untilMonth: '2020-06' }],
    ['more months than a run can judge', { untilMonth: '2023-07' }],
    ['no policy at all', { policies: [] }],
  ])('%s', (_what, more) => {
    const event = { month: '2020-07', actor: 'a', reason: 'b', ...more };
    expect(() => parseOrder(event)).toThrow(expect.objectContaining({ code: 'UNREADABLE_EVENT' }));
  });
});
