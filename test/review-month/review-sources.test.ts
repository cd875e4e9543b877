import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { evaluateMonths } from '../../functions/evaluate-month/evaluate-month.ts';
import { reviewMonths } from '../../functions/review-month/review-month.ts';
import { reviewSources } from '../../functions/review-month/review-sources.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { registryKinds } from '../../shared/registry/registry-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { monthDifferencesSchema } from '../../shared/source-comparison/source-difference.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import {
  acceptSnapshot,
  newStores,
  policies,
  register,
  sixOClock,
  sourceRow,
  TIME_ZONE,
  unitRow,
} from '../evaluate-month/hand-made-province.ts';
import { dossierLine } from '../evaluation/canonical-lines.ts';

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
});
afterEach(() => engines.close());

const always = { validFrom: '2020-01-01', validTo: null };

/** so-khdt is judged by a system of its own, so-tttt by the portal, which names both. */
async function registerTwoSources(): Promise<void> {
  const own = sourceRow('he-thong-so-khdt', { name: 'Hệ thống của Sở KH&ĐT', ownerUnitId: 'so-khdt' });
  await register(engines, 'source', [sourceRow('portal'), own]);
  await register(engines, 'policy', policies);
  await register(engines, 'unit', [unitRow('so-khdt', 'province'), unitRow('so-tttt', 'province')]);
  await register(engines, 'unit-source', [
    { unitId: 'so-khdt', sourceId: 'he-thong-so-khdt', ...always },
    { unitId: 'so-tttt', sourceId: 'portal', ...always },
  ]);
  const codes = [
    { sourceId: 'portal', code: 'P1', unitId: 'so-khdt', ...always },
    { sourceId: 'portal', code: 'P2', unitId: 'so-tttt', ...always },
    { sourceId: 'he-thong-so-khdt', code: 'SKHDT', unitId: 'so-khdt', ...always },
  ];
  for (const row of codes) {
    const Item = { kind: 'unit-code', id: registryKinds['unit-code'].idOf(row), row };
    await connectTables().send(new PutCommand({ TableName: engines.tableNames.Registry, Item }));
  }
}

function review(day: string): Promise<number> {
  const evaluations = new EvaluationStore(connectTables(), engines.tableNames.Evaluations);
  return reviewMonths(sixOClock(day), TIME_ZONE, { ...newStores(engines), evaluations }, [reviewSources]);
}

test('dossiers that the portal dates otherwise than the system by which a unit is judged are noticed once', async () => {
  // Prepare: K2 is due three days later in the portal, so is K4, which ended in March; K3 only one of the two knows
  await registerTwoSources();
  const times = ['2020-06-01 08:00', '2020-06-22 17:00', null] as const;
  const k1 = dossierLine('so-khdt', 'K1', times);
  const k2 = dossierLine('so-khdt', 'K2', times);
  const later = dossierLine('so-khdt', 'K2', ['2020-06-01 08:00', '2020-06-25 17:00', null]);
  const k3 = dossierLine('so-khdt', 'K3', times);
  const k4 = dossierLine('so-khdt', 'K4', ['2020-03-02 08:00', '2020-03-16 17:00', '2020-03-18 09:00']);
  const k4Later = dossierLine('so-khdt', 'K4', ['2020-03-02 08:00', '2020-03-19 17:00', '2020-03-18 09:00']);
  await acceptSnapshot(engines, '2020-06-30', [k1, k2, k3, k4], { sourceId: 'he-thong-so-khdt' });
  await acceptSnapshot(engines, '2020-06-30', [k1, later, k4Later, dossierLine('so-tttt', 'T1', times)]);
  await evaluateMonths(sixOClock('2020-07-01'), TIME_ZONE, newStores(engines));

  // Act
  const reviewed = [await review('2020-07-01'), await review('2020-07-02')];

  // Assess
  expect(reviewed).toEqual([1, 0]);
  const { findings, bucket } = newStores(engines);
  expect(await findings.ofUnit('so-khdt')).toMatchObject([
    {
      findingId: 'differs-between-sources#portal#K2#dueAt',
      month: '2020-06',
      sentence:
        'Hồ sơ K2 ghi hạn trả là 17:00 ngày 22/06/2020 theo Hệ thống của Sở KH&ĐT nhưng là 17:00 ngày 25/06/2020 theo Cổng dịch vụ công; ' +
        'cần thống nhất dữ liệu giữa các hệ thống.',
    },
    { findingId: 'differs-between-sources#portal#K4#dueAt', month: '2020-06' },
  ]);
  expect(await findings.ofUnit('so-tttt')).toEqual([]);
  const [key = ''] = await bucket.keysUnder('evidence/2020-06/sources-');
  const kept = monthDifferencesSchema.parse(JSON.parse((await bucket.read(key)).toString()));
  expect(kept.differences.map(({ dossierCode }) => dossierCode)).toEqual(['K2', 'K4']);
});
