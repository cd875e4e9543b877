import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { evaluateMonths } from '../../functions/evaluate-month/evaluate-month.ts';
import { replayMonth } from '../../functions/replay-month/replay-month.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { rejectedLine, vanishedLine, type WrittenLine } from '../evaluation/canonical-lines.ts';
import { policyOf664 } from '../evaluation/policies.ts';
import {
  acceptSnapshot,
  juneOf,
  newStores,
  register,
  sixOClock,
  sourceRow,
  TIME_ZONE,
  unitRow,
} from './hand-made-province.ts';

/**
 * On 1 June the districts Tri Tôn and Tịnh Biên went whole into Bảy Núi, and Thoại Sơn was divided between Bảy Núi and Chợ Mới.
 */
const lineage = [
  { oldUnitId: 'tri-ton', newUnitId: 'bay-nui', share: 'full', on: '2020-06-01' },
  { oldUnitId: 'tinh-bien', newUnitId: 'bay-nui', share: 'full', on: '2020-06-01' },
  { oldUnitId: 'thoai-son', newUnitId: 'bay-nui', share: 'partial', on: '2020-06-01' },
  { oldUnitId: 'thoai-son', newUnitId: 'cho-moi', share: 'partial', on: '2020-06-01' },
];
const ended = { validTo: '2020-05-31' };
const units = [
  { ...unitRow('tri-ton', 'district'), ...ended },
  { ...unitRow('tinh-bien', 'district'), ...ended },
  { ...unitRow('thoai-son', 'district'), ...ended },
  { ...unitRow('bay-nui', 'district'), validFrom: '2020-06-01' },
  unitRow('cho-moi', 'district'),
];

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
  await register(engines, 'source', [sourceRow('portal', { evaluateFrom: '2020-06' })]);
  await register(engines, 'policy', [policyOf664('district')]);
  await register(engines, 'unit', units);
  await register(engines, 'unit-lineage', lineage);
  await register(
    engines,
    'unit-source',
    ['bay-nui', 'cho-moi'].map((unitId) => ({ unitId, sourceId: 'portal', validFrom: '2020-06-01', validTo: null })),
  );
});
afterEach(() => engines.close());

const openInMay = ['2020-05-20 08:00', '2020-06-29 17:00'] as const;

/** Of 29 dossiers none is late: 0%; with one unknown at worst 1/30 = 3,33%, with two 2/31 = 6,45% > 3,5%. */
const june: WrittenLine[] = [...juneOf('bay-nui', 29, 0), ...juneOf('cho-moi', 29, 0)];

async function judged(lines: readonly WrittenLine[]): Promise<Record<string, string>> {
  await acceptSnapshot(engines, '2020-06-30', lines);
  await evaluateMonths(sixOClock('2020-07-01'), TIME_ZONE, newStores(engines));
  const evaluations = await new EvaluationStore(connectTables(), engines.tableNames.Evaluations).byMonth('2020-06');
  return Object.fromEntries(
    evaluations.map(({ unitId, verdict, unknown }) => [unitId, `${verdict}, ${unknown} unknown`]),
  );
}

describe('what is missing of a unit that is no more', () => {
  test('is unknown to the unit into which it went whole: a merger hides nothing', async () => {
    // Act
    const verdicts = await judged([...june, vanishedLine('tri-ton', 'X', openInMay), rejectedLine('tinh-bien', 7)]);

    // Assess
    expect(verdicts).toEqual({ 'bay-nui': 'undecided, 2 unknown', 'cho-moi': 'passed, 0 unknown' });
  });

  test('is unknown to each of the units among which it was divided', async () => {
    // Act
    const verdicts = await judged([
      ...june,
      vanishedLine('thoai-son', 'X', openInMay),
      vanishedLine('thoai-son', 'Y', openInMay),
    ]);

    // Assess
    expect(verdicts).toEqual({ 'bay-nui': 'undecided, 2 unknown', 'cho-moi': 'undecided, 2 unknown' });
  });
});

test('a month after a merger is replayed with the lineage by which it was judged, whatever the registry says later', async () => {
  // Prepare
  await judged([...june, vanishedLine('tri-ton', 'X', openInMay), rejectedLine('tinh-bien', 7)]);
  await register(engines, 'unit-lineage', [
    { oldUnitId: 'tri-ton', newUnitId: 'cho-moi', share: 'full', on: '2020-06-02' },
  ]);

  // Act
  const evaluations = new EvaluationStore(connectTables(), engines.tableNames.Evaluations);
  const report = await replayMonth({ month: '2020-06' }, TIME_ZONE, { ...newStores(engines), evaluations });

  // Assess
  expect(report).toMatchObject({ evaluations: 2, identical: 2, differences: [] });
  expect(report.registryChangedSince).toHaveLength(1);
});
