import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../shared/calendar/day.ts';
import type { Month } from '../../shared/calendar/month.ts';
import { planMonth } from '../../shared/evaluation/plan-month.ts';
import { policySchema } from '../../shared/policy/policy.ts';
import { examineRow } from '../../shared/registry/examine-row.ts';
import {
  type KindOfUnits,
  objectToRetroactiveUnits,
  type StoredUnits,
} from '../../shared/registry/object-to-retroactive-units.ts';
import { planImport } from '../../shared/registry/plan-import.ts';
import type { FileRow, StoredEntry } from '../../shared/registry/registry-entry.ts';
import type { RegistryKind } from '../../shared/registry/registry-store.ts';
import { sourceSchema } from '../../shared/source/source.ts';
import { type UnitLineage, unitLineageSchema, unitSchema, unitSourceSchema } from '../../shared/unit/unit.ts';
import { policyOf664 } from '../evaluation/policies.ts';
import { stored } from './registry-rows.ts';

const earlier = '2020-06-01T01:00:00.000Z';
const delivery = { importedAt: '2020-09-01T01:00:00.000Z', importedFrom: 'units.csv' };
const months = ['2020-02', '2020-03', '2020-04', '2020-05', '2020-06', '2020-07'];
const ZONE = 'Asia/Ho_Chi_Minh';

function rowOf(kind: RegistryKind, line: number, raw: object): FileRow {
  const { entry, faults } = examineRow(kind, raw);
  if (entry === null) throw new Error(JSON.stringify(faults));
  return { line, entry };
}

/** Districts have months from the 21st. */
const policies = [
  policyOf664('province', { validFrom: '2020-01-01', countsChildren: true }),
  policyOf664('district', { validFrom: '2020-01-01', periodStartDay: 21 }),
].map((policy, position) => stored(rowOf('policy', position + 2, policy), earlier));

const stretch = fc.record({
  gap: fc.constantFrom(0, 0, 0, 5, -10),
  days: fc.integer({ min: 1, max: 70 }),
  isOpen: fc.boolean(),
  tier: fc.constantFrom('province', 'district'),
  parent: fc.constantFrom(null, null, 'parent'),
  sourceId: fc.constantFrom('x', 'y'),
});

/** Rows of two units that mostly follow each other; now and then they overlap or leave days out. */
const rowsOfUnits = fc
  .record({ a: fc.array(stretch, { maxLength: 3 }), b: fc.array(stretch, { maxLength: 3 }) })
  .map((byUnit) =>
    Object.entries(byUnit).flatMap(([unitId, all]) => {
      let next = '2020-01-20';
      return all.map(({ gap, days, isOpen, ...said }, position) => {
        const validFrom = addDays(next, gap);
        const end = addDays(validFrom, days);
        next = addDays(end, 1);
        return { unitId, ...said, validFrom, validTo: isOpen && position === all.length - 1 ? null : end };
      });
    }),
  );

const unitRows = rowsOfUnits.map((rows) =>
  rows.map(({ parent, sourceId: _sourceId, ...row }, position) =>
    rowOf('unit', position + 2, {
      name: `Đơn vị ${position}`,
      kind: 'other',
      parentUnitId: parent,
      headName: null,
      headEmail: null,
      deputyEmails: [],
      ccEmails: [],
      ...row,
    }),
  ),
);

/** Counting sources begin on months' first days. */
const sourceRows = rowsOfUnits.map((rows) =>
  rows
    .map(({ unitId, sourceId, validFrom, validTo }) => ({
      unitId,
      sourceId,
      validFrom: `${validFrom.slice(0, 7)}-01`,
      validTo,
    }))
    .map((row, position) => rowOf('unit-source', position + 2, row)),
);

const lineageRows = fc
  .uniqueArray(
    fc.record({
      oldUnitId: fc.constantFrom('a', 'b', 'c'),
      newUnitId: fc.constantFrom('b', 'c', 'd'),
      on: fc.constantFrom('2020-02-11', '2020-04-01', '2020-05-25', '2020-08-01'),
    }),
    { maxLength: 3, selector: (row) => JSON.stringify(row) },
  )
  .map((rows) =>
    rows
      .filter(({ oldUnitId, newUnitId }) => oldUnitId < newUnitId)
      .map((row, position) => rowOf('unit-lineage', position + 2, { ...row, share: 'partial' })),
  );

function written(file: readonly FileRow[]): StoredEntry[] {
  const content = { rowsRead: file.length, rows: file, rejections: [] };
  return planImport(content, [], { ...delivery, isPartial: true }).toWrite.map((row) =>
    stored(row, earlier, 'first.csv'),
  );
}

const registry = fc.record({ unit: unitRows, unitSource: sourceRows, lineage: lineageRows }).map(
  ({ unit, unitSource, lineage }): StoredUnits => ({
    unit: [...written(unit), ...written([parentRow()])],
    'unit-source': written(unitSource),
    'unit-lineage': written(lineage),
    policy: policies,
  }),
);

function parentRow(): FileRow {
  return rowOf('unit', 99, {
    unitId: 'parent',
    name: 'Sở',
    tier: 'province',
    kind: 'department',
    parentUnitId: null,
    headName: null,
    headEmail: null,
    deputyEmails: [],
    ccEmails: [],
    validFrom: '2020-01-01',
    validTo: null,
  });
}

const file = fc.oneof(
  unitRows.map((rows) => ({ kind: 'unit' as const, rows })),
  sourceRows.map((rows) => ({ kind: 'unit-source' as const, rows })),
  lineageRows.map((rows) => ({ kind: 'unit-lineage' as const, rows })),
);

function planOf(kind: KindOfUnits, rows: readonly FileRow[], before: StoredUnits, isPartial: boolean, judged: Month[]) {
  const content = { rowsRead: rows.length, rows, rejections: [] };
  const objections = objectToRetroactiveUnits(kind, before, new Set(judged), delivery);
  return planImport(content, before[kind], { ...delivery, isPartial }, objections);
}

function write(kind: KindOfUnits, before: StoredUnits, rows: readonly FileRow[]): StoredUnits {
  const byId = new Map(before[kind].map((row) => [row.entry.id, row]));
  for (const row of rows) byId.set(row.entry.id, stored(row, delivery.importedAt, delivery.importedFrom));
  return { ...before, [kind]: [...byId.values()] };
}

const sources = ['x', 'y'].map((sourceId) =>
  sourceSchema.parse({
    sourceId,
    name: sourceId,
    ownerUnitId: 'a',
    timeZone: ZONE,
    rhythm: 'daily',
    columns: { dossierCode: 'a', unitCode: 'b', receivedAt: 'c', dueAt: 'd', completedAt: 'e', status: 'f' },
    dateFormats: ['yyyyMMdd'],
    statuses: { '4': 'open' },
  }),
);

/** Who is judged for a month, as judging plans it: in which tier, from which source, counting whom; who answers for whom. */
function plansOf(rows: StoredUnits, month: Month): string[] {
  const lineage: UnitLineage[] = rows['unit-lineage'].map(({ entry }) => unitLineageSchema.parse(entry.row));
  const plans = planMonth(
    {
      units: rows.unit.map(({ entry }) => unitSchema.parse(entry.row)),
      unitSources: rows['unit-source'].map(({ entry }) => unitSourceSchema.parse(entry.row)),
      policies: rows.policy.map(({ entry }) => policySchema.parse(entry.row)),
      sources,
      lineage,
    },
    month,
    ZONE,
  );
  return plans
    .flatMap((plan) =>
      plan.units.map(({ unit: { unitId, tier }, isCountedInPart }) =>
        JSON.stringify([
          unitId,
          tier,
          plan.source?.sourceId,
          plan.period.lastDay,
          isCountedInPart,
          plan.countedBy.get(unitId),
          plan.answerableFor(unitId),
        ]),
      ),
    )
    .toSorted();
}

const cases = [registry, file, fc.boolean(), fc.subarray(months), fc.nat({ max: 4 })] as const;

test('no import of units, sources or lineage changes how a judged month was judged, not even one that is cut off', () => {
  fc.assert(
    fc.property(...cases, (before, { kind, rows }, isPartial, judged, writes) => {
      // Act
      const { toWrite } = planOf(kind, rows, before, isPartial, judged);
      const after = write(kind, before, toWrite.slice(0, writes));

      // Assess
      for (const month of judged) expect(plansOf(after, month)).toEqual(plansOf(before, month));
    }),
    { numRuns: 1000 },
  );
});

test('cut off after any number of writes, a second run accepts and rejects the same rows, and writes the rest', () => {
  fc.assert(
    fc.property(...cases, (before, { kind, rows }, isPartial, judged, writes) => {
      // Prepare
      const first = planOf(kind, rows, before, isPartial, judged);
      const done = first.toWrite.slice(0, writes);

      // Act
      const second = planOf(kind, rows, write(kind, before, done), isPartial, judged);

      // Assess
      expect(second.accepted).toEqual(first.accepted);
      expect(second.rejections).toEqual(first.rejections);
      expect(second.toWrite).toEqual(first.toWrite.slice(writes));
    }),
    { numRuns: 1000 },
  );
});

test('a file that changes no plan of a judged month is not refused', () => {
  fc.assert(
    fc.property(registry, unitRows, fc.subarray(months), (before, rows, judged) => {
      // Prepare
      const free = planOf('unit', rows, before, false, []);
      const after = write('unit', before, free.toWrite);
      fc.pre(!free.isRefused);
      fc.pre(judged.every((month) => JSON.stringify(plansOf(after, month)) === JSON.stringify(plansOf(before, month))));

      // Act and Assess
      expect(planOf('unit', rows, before, false, judged).rejections).toEqual(free.rejections);
    }),
    { numRuns: 300 },
  );
});

/** Rows of one unit after another, as they stand in a file: `[tier, first day, last day]`. */
function unitFile(...rows: readonly (readonly [string, string, string | null])[]): FileRow[] {
  return rows.map(([tier, validFrom, validTo], position) =>
    rowOf('unit', position + 2, { ...parentRow().entry.row, unitId: 'a', tier, validFrom, validTo }),
  );
}

test('two days in another tier, cut off before the row in force is ended: no month changes, and the rest is taken in', () => {
  // Prepare: February of districts is 21/01 to 20/02; on its last day, and on 29/02, the unit is of the province
  const nothing = { unit: [], 'unit-source': [], 'unit-lineage': [], policy: policies };
  const before = write('unit', nothing, unitFile(['province', '2020-01-20', null]));
  const file = unitFile(
    ['province', '2020-01-20', '2020-01-21'],
    ['district', '2020-01-22', '2020-01-23'],
    ['province', '2020-01-24', null],
  );
  const first = planOf('unit', file, before, false, ['2020-02']);

  for (const writes of [0, 1, 2, 3]) {
    // Act
    const cutOff = write('unit', before, first.toWrite.slice(0, writes));
    const second = planOf('unit', file, cutOff, false, ['2020-02']);

    // Assess
    expect(plansOf(cutOff, '2020-02')).toEqual(plansOf(before, '2020-02'));
    expect([second.rejections, second.toWrite]).toEqual([[], first.toWrite.slice(writes)]);
  }
});

test('a late line from a unit that is gone is refused, whatever other lines say; from one that stands it is taken in', () => {
  // Prepare: a ended on 21/01, b stands; a led to c already, and by b would lead there again
  const line = (position: number, oldUnitId: string, newUnitId: string) =>
    rowOf('unit-lineage', position, { oldUnitId, newUnitId, share: 'partial', on: '2020-02-11' });
  const units = [...unitFile(['province', '2020-01-20', '2020-01-21']), unitB()];
  const before: StoredUnits = {
    unit: written(units),
    'unit-source': [],
    'unit-lineage': written([line(2, 'a', 'c')]),
    policy: policies,
  };

  // Act
  const plan = planOf('unit-lineage', [line(2, 'a', 'b'), line(3, 'b', 'c')], before, true, ['2020-04']);

  // Assess
  expect(plan.rejections.map(({ line: of, column }) => [of, column])).toEqual([[2, 'on']]);
  expect(plan.toWrite.map(({ line: of }) => of)).toEqual([3]);
});

function unitB(): FileRow {
  return rowOf('unit', 3, { ...parentRow().entry.row, unitId: 'b' });
}
