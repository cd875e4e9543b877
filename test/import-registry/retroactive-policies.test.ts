import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { evaluateMonths } from '../../functions/evaluate-month/evaluate-month.ts';
import { importRegistry } from '../../functions/import-registry/import-registry.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import type { ImportReport } from '../../shared/registry/import-report.ts';
import { RegistryImportStore } from '../../shared/registry/registry-import-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import {
  acceptSnapshot,
  juneOf,
  newStores,
  registerProvince,
  sixOClock,
  sourceRow,
  TIME_ZONE,
} from '../evaluate-month/hand-made-province.ts';
import { objectCreated } from './registry-drops.ts';

const HEADER =
  'policyId,tier,validFrom,validTo,mode,thresholdNumerator,thresholdDenominator,pointsHundredths,basis,comparison,' +
  'paused,returned,minimumDenominator,periodStartDay,waitDays,countsChildren,yearlyCapHundredths,approval,' +
  'explanationWorkingDays,legalBasis';

/** A row of policies.csv: so many percent, from a day to another. */
function percent(share: number, validFrom: string, validTo = '', tier = 'province'): string {
  return `${share}%,${tier},${validFrom},${validTo},deduct,${share},100,50,handled,instant,,,1,1,3,,,automatic,0,664`;
}

const BEFORE_ANYTHING = '2020-06-24T01:00:00Z';
const AFTER_JUNE = '2020-07-10T01:00:00Z';
const twoPercent = percent(2, '2020-06-01');

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
  await registerProvince(engines, { 'so-y-te': 'province' }, sourceRow('portal'), []);
});
afterEach(() => engines.close());

async function drop(time: string, rows: readonly string[], file = 'policies.csv'): Promise<ImportReport | null> {
  const tables = connectTables();
  const { bucket } = newStores(engines);
  await bucket.write(`registry/${file}`, [HEADER, ...rows, ''].join('\n'), 'text/csv');
  const store = new RegistryImportStore(tables, engines.tableNames.Registry);
  const evaluations = new EvaluationStore(tables, engines.tableNames.Evaluations);
  return importRegistry({ bucket, store, evaluations }, objectCreated(`registry/${file}`, time));
}

/** 2% since June 2020, by which June is judged on 1 July. */
async function judgeJune(): Promise<void> {
  await drop(BEFORE_ANYTHING, [twoPercent]);
  await acceptSnapshot(engines, '2020-06-30', juneOf('so-y-te', 49, 1));
  await evaluateMonths(sixOClock('2020-07-01'), TIME_ZONE, newStores(engines));
}

async function stored(): Promise<string[]> {
  const policies = await newStores(engines).registry.policies();
  return policies.map(({ policyId, tier, validFrom, validTo }) => `${policyId} ${tier} ${validFrom} ${validTo}`);
}

test('before anything is judged, policies of the past are taken', async () => {
  expect(await drop(AFTER_JUNE, [percent(2, '2019-01-01')])).toMatchObject({ outcome: 'imported', changed: 1 });
});

describe('once June is judged', () => {
  beforeEach(judgeJune);

  test('the same file again changes nothing, and is not refused', async () => {
    expect(await drop(AFTER_JUNE, [twoPercent])).toMatchObject({ outcome: 'unchanged', rejected: [] });
  });

  test('a policy that ends with June, and one from July on, are taken: July is not judged yet', async () => {
    // Act
    const report = await drop(AFTER_JUNE, [percent(2, '2020-06-01', '2020-06-30'), percent(1, '2020-07-01')]);

    // Assess
    expect(report).toMatchObject({ outcome: 'imported', changed: 2 });
    expect(await stored()).toEqual(['2% province 2020-06-01 2020-06-30', '1% province 2020-07-01 null']);
  });

  test.each([
    ['that says something else', [percent(1, '2020-06-01')], ['province#overdue-share#2020-06-01']],
    [
      'that ends the one of June before June',
      [percent(2, '2020-06-01', '2020-06-01')],
      ['province#overdue-share#2020-06-01'],
    ],
    ['of a tier that had none', [percent(2, '2020-05-01', '', 'commune')], ['commune#overdue-share#2020-05-01']],
  ])('a row %s is refused with its months, and with what to do', async (_what, rows, keys) => {
    // Prepare
    const before = await stored();

    // Act
    const report = await drop(AFTER_JUNE, rows);

    // Assess
    expect(report).toMatchObject({
      outcome: 'refused',
      changed: 0,
      rejected: keys.map((value) => ({ line: 2, value })),
    });
    expect(report?.rejected[0]?.reason).toMatch(
      /by what 2020-06 was judged.*first month that is not.*reevaluate-month/,
    );
    expect(await stored()).toEqual(before);
  });

  test('of a partial file the rows of the time to come are taken, and the one of June is not', async () => {
    // Act: without its end on 30 June the stored row stands in the way of line 3, too
    const rows = [
      percent(3, '2020-06-01', '2020-06-30'),
      percent(1, '2020-07-01'),
      percent(5, '2020-07-01', '', 'commune'),
    ];
    const report = await drop(AFTER_JUNE, rows, 'partial/policies.csv');

    // Assess
    expect(report).toMatchObject({ outcome: 'partly-imported', changed: 1, rejected: [{ line: 2 }, { line: 3 }] });
    expect(report?.rejected[1]?.reason).toContain('the stored row');
    expect(await stored()).toEqual(['5% commune 2020-07-01 null', '2% province 2020-06-01 null']);
  });

  test('a file that was taken before, whose message comes once more when July is judged as well, is no new change', async () => {
    // Prepare
    const rows = [percent(2, '2020-06-01', '2020-06-30'), percent(1, '2020-07-01')];
    await drop(AFTER_JUNE, rows);
    await acceptSnapshot(engines, '2020-07-31', juneOf('so-y-te', 49, 1));
    await evaluateMonths(sixOClock('2020-08-01'), TIME_ZONE, newStores(engines));

    // Act
    const again = await drop(AFTER_JUNE, rows);

    // Assess
    expect(again).toMatchObject({ outcome: 'imported', changed: 2, rejected: [] });
  });

  test('a file of July that is taken up only when July is judged is refused', async () => {
    // Prepare
    await acceptSnapshot(engines, '2020-07-31', juneOf('so-y-te', 49, 1));
    await evaluateMonths(sixOClock('2020-08-01'), TIME_ZONE, newStores(engines));

    // Act
    const late = await drop('2020-07-31T16:00:00Z', [percent(2, '2020-06-01', '2020-06-30'), percent(1, '2020-07-01')]);

    // Assess
    expect(late).toMatchObject({ outcome: 'refused', rejected: [{ line: 2 }, { line: 3 }] });
    expect(late?.rejected[1]?.reason).toContain('by what 2020-07 was judged');
  });
});
