import { expect, test } from '@jest/globals';
import { type RegistryRows, registryAsOf } from '../../functions/ingest-snapshot/registry-of-day.ts';
import { sourceSchema } from '../../shared/source/source.ts';
import type { Unit, UnitLineage, UnitSource } from '../../shared/unit/unit.ts';
import { unit } from '../notice-planning/facts.ts';

const source = sourceSchema.parse({
  sourceId: 'he-thong-rieng',
  name: 'Hệ thống riêng',
  ownerUnitId: 'so-a',
  timeZone: 'Asia/Ho_Chi_Minh',
  rhythm: 'daily',
  columns: { dossierCode: 'a', unitCode: 'b', receivedAt: 'c', dueAt: 'd', completedAt: 'e', status: 'f' },
  dateFormats: ['yyyyMMddHHmmss'],
  statuses: { '4': 'open' },
});

const old = (unitId: string): Unit => unit(unitId, { validTo: '2025-06-30' });
const counts = (unitId: string, sourceId: string, validFrom: string, validTo: string | null = null): UnitSource => ({
  unitId,
  sourceId,
  validFrom,
  validTo,
});
const merger = (oldUnitId: string, newUnitId: string, share: UnitLineage['share']): UnitLineage => ({
  oldUnitId,
  newUnitId,
  share,
  on: '2025-07-01',
});

/** Old units of a system of its own; of their successors it goes on counting `own`, the portal has the others. */
const rows: RegistryRows = {
  source,
  unitCodes: [],
  policies: [],
  calendar: [],
  bounds: [],
  units: [...['whole', 'split', 'kept', 'lost'].map(old), unit('p'), unit('q'), unit('own')],
  unitSources: [
    ...['whole', 'split', 'kept', 'lost'].map((id) => counts(id, 'he-thong-rieng', '2025-01-01', '2025-06-30')),
    counts('p', 'cong', '2025-07-01'),
    counts('q', 'cong', '2025-07-01'),
    counts('own', 'he-thong-rieng', '2025-07-01'),
  ],
  lineage: [
    merger('whole', 'p', 'full'),
    merger('split', 'p', 'partial'),
    merger('split', 'own', 'partial'),
    merger('kept', 'own', 'full'),
  ],
};

test('what is missing of an ended unit has moved only where another source counts for each of its successors', () => {
  // Act
  const june = registryAsOf(rows, '2025-06-30');
  const july = registryAsOf(rows, '2025-07-01');
  // Assess
  expect([...june.movedUnits]).toEqual([]);
  expect([...july.movedUnits].toSorted()).toEqual(['p', 'q', 'whole']);
  expect([...july.countedUnits]).toEqual(['own']);
});
