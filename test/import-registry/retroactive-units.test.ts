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
import { policyOf664 } from '../evaluation/policies.ts';
import { objectCreated } from './registry-drops.ts';

const headers = {
  'units.csv': 'unitId,name,tier,kind,parentUnitId,headName,headEmail,deputyEmails,ccEmails,validFrom,validTo',
  'unit-sources.csv': 'unitId,sourceId,validFrom,validTo',
  'unit-lineage.csv': 'oldUnitId,newUnitId,share,on',
} as const;
type UnitFile = keyof typeof headers;

const BEFORE_ANYTHING = '2020-06-24T01:00:00Z';
const AFTER_JUNE = '2020-07-10T01:00:00Z';

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
  await registerProvince(engines, {}, sourceRow('portal'), [policyOf664('province')]);
});
afterEach(() => engines.close());

async function drop(file: UnitFile, time: string, ...rows: string[]): Promise<ImportReport | null> {
  const tables = connectTables();
  const { bucket } = newStores(engines);
  await bucket.write(`registry/${file}`, [headers[file], ...rows, ''].join('\n'), 'text/csv');
  const store = new RegistryImportStore(tables, engines.tableNames.Registry);
  const evaluations = new EvaluationStore(tables, engines.tableNames.Evaluations);
  return importRegistry({ bucket, store, evaluations }, objectCreated(`registry/${file}`, time));
}

function unit(unitId: string, validFrom: string, validTo = '', { tier = 'province', head = 'A', parent = '' } = {}) {
  return `${unitId},Đơn vị ${head},${tier},department,${parent},${head},${head}@${unitId}.example,,,${validFrom},${validTo}`;
}

/** Three units since 2020, of which the portal counts two; June is judged on 1 July. */
async function judgeJune(): Promise<void> {
  await drop('units.csv', BEFORE_ANYTHING, ...['a', 'b', 'c'].map((id) => unit(id, '2020-01-01')));
  await drop('unit-sources.csv', BEFORE_ANYTHING, 'a,portal,2020-01-01,', 'b,portal,2020-01-01,');
  await acceptSnapshot(engines, '2020-06-30', juneOf('a', 49, 1));
  await evaluateMonths(sixOClock('2020-07-01'), TIME_ZONE, newStores(engines));
}

test('before anything is judged, units and sources of the past are taken', async () => {
  expect(await drop('units.csv', AFTER_JUNE, unit('a', '1990-01-01'))).toMatchObject({ outcome: 'imported' });
  expect(await drop('unit-sources.csv', AFTER_JUNE, 'a,portal,2000-01-01,')).toMatchObject({ outcome: 'imported' });
  expect(await drop('unit-lineage.csv', AFTER_JUNE, 'a,b,full,2000-01-01')).toMatchObject({ outcome: 'imported' });
});

describe('once June is judged', () => {
  beforeEach(judgeJune);

  test('names, heads, addresses and what counts nowhere can be corrected at any time', async () => {
    // Act: another head in the row that stands, or from a day of June on; under a parent, whose policy counts no children
    const inPlace = await drop('units.csv', AFTER_JUNE, unit('a', '2020-01-01', '', { head: 'B', parent: 'b' }));
    const since = await drop(
      'units.csv',
      AFTER_JUNE,
      unit('b', '2020-01-01', '2020-06-09'),
      unit('b', '2020-06-10', '', { head: 'B' }),
    );

    // Assess
    expect(inPlace).toMatchObject({ outcome: 'imported', changed: 1, rejected: [] });
    expect(since).toMatchObject({ outcome: 'imported', changed: 2, rejected: [] });
  });

  test('what begins in July is taken: another tier, another source, a new unit, an end, a merger', async () => {
    // Act
    const units = await drop(
      'units.csv',
      AFTER_JUNE,
      unit('a', '2020-01-01', '2020-06-30'),
      unit('a', '2020-07-01', '', { tier: 'district' }),
      unit('b', '2020-01-01', '2020-07-04'),
      unit('d', '2020-07-05'),
    );
    const sources = await drop(
      'unit-sources.csv',
      AFTER_JUNE,
      'a,portal,2020-01-01,2020-06-30',
      'c,portal,2020-07-01,',
    );
    const lineage = await drop('unit-lineage.csv', AFTER_JUNE, 'b,d,full,2020-07-05');

    // Assess
    for (const report of [units, sources, lineage]) expect(report).toMatchObject({ outcome: 'imported', rejected: [] });
  });

  test.each<[string, UnitFile, string[], RegExp]>([
    [
      'another tier since June',
      'units.csv',
      [unit('a', '2020-01-01', '2020-05-31'), unit('a', '2020-06-01', '', { tier: 'district' })],
      /for 2020-06, judged already, whether or in which tier .* of a\. The last judged month is 2020-06: a change must begin on 2020-07-01 or later/,
    ],
    [
      'another tier in the row that stands',
      'units.csv',
      [unit('a', '2020-01-01', '', { tier: 'commune' })],
      /for 2020-06, judged already/,
    ],
    [
      'an end before June’s',
      'units.csv',
      [unit('b', '2020-01-01', '2020-06-29')],
      /end on 2020-06-30 or later \(validTo\)/,
    ],
    ['a unit that was there unknown', 'units.csv', [unit('d', '2020-06-15')], /for 2020-06, judged already.* of d\./],
    ['another source', 'unit-sources.csv', ['a,own-system,2020-01-01,'], /by which source it was counted of a/],
    [
      'a source where there was none',
      'unit-sources.csv',
      ['c,portal,2020-06-01,'],
      /by which source it was counted of c/,
    ],
  ])('%s is refused with the month, the unit and what to do', async (_what, file, rows, reason) => {
    // Prepare
    const before = await newStores(engines).registry.units();

    // Act
    const report = await drop(file, AFTER_JUNE, ...rows);

    // Assess
    expect(report).toMatchObject({ outcome: 'refused', changed: 0 });
    expect(report?.rejected[0]?.reason).toMatch(reason);
    expect(await newStores(engines).registry.units()).toEqual(before);
  });

  test('a merger of a unit that ended before June is refused: who answered in June for what was missing of it would be another', async () => {
    // Prepare: e ended in May, which is not judged
    const ended = await drop('units.csv', BEFORE_ANYTHING, unit('e', '2020-01-01', '2020-05-14'));

    // Act
    const report = await drop('unit-lineage.csv', AFTER_JUNE, 'e,a,full,2020-05-15');

    // Assess
    expect(ended).toMatchObject({ outcome: 'imported' });
    expect(report).toMatchObject({ outcome: 'refused', rejected: [{ line: 2, column: 'on' }] });
    expect(report?.rejected[0]?.reason).toMatch(/for 2020-06, judged already.* on must be 2020-07-01 or later/);
  });

  test('a parent counts where a policy counts children', async () => {
    // Prepare
    await registerProvince(engines, {}, sourceRow('portal'), [policyOf664('province', { countsChildren: true })]);

    // Act
    const report = await drop('units.csv', AFTER_JUNE, unit('a', '2020-01-01', '', { parent: 'b' }));

    // Assess
    expect(report).toMatchObject({ outcome: 'refused', rejected: [{ line: 2 }] });
  });

  test('the same file again changes nothing, and is not refused', async () => {
    const rows = ['a', 'b', 'c'].map((id) => unit(id, '2020-01-01'));
    expect(await drop('units.csv', AFTER_JUNE, ...rows)).toMatchObject({ outcome: 'unchanged', rejected: [] });
  });
});
