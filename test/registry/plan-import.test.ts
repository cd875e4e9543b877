import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FileRows } from '../../shared/registry/file-rows.ts';
import { planImport } from '../../shared/registry/plan-import.ts';
import type { FileRow, StoredEntry } from '../../shared/registry/registry-entry.ts';
import { stored, unitSourceRow } from './registry-rows.ts';

const delivery = { importedAt: '2020-07-01T01:00:00.000Z', importedFrom: 'unit-sources.csv', isPartial: false };
const earlier = '2020-06-01T01:00:00.000Z';

function fileOf(...rows: FileRow[]): FileRows {
  return { rowsRead: rows.length, rows, rejections: [] };
}

function lines(rows: readonly FileRow[]): number[] {
  return rows.map(({ line }) => line);
}

test('new and changed rows are written, equal rows are not', () => {
  // Prepare
  const file = fileOf(
    unitSourceRow(2, 'new', '2020-01-01', null),
    unitSourceRow(3, 'changed', '2020-01-01', '2020-06-30'),
    unitSourceRow(4, 'equal', '2020-01-01', null),
  );
  const before = [
    stored(unitSourceRow(0, 'changed', '2020-01-01', null), earlier),
    stored(unitSourceRow(0, 'equal', '2020-01-01', null), earlier),
  ];

  // Act
  const plan = planImport(file, before, delivery);

  // Assess
  expect([lines(plan.toWrite), lines(plan.unchanged), plan.rejections]).toEqual([[2, 3], [4], []]);
});

test('a file may end the stored row and begin the next one at once', () => {
  const before = [stored(unitSourceRow(0, 'a', '2020-01-01', null), earlier)];
  const both = fileOf(unitSourceRow(2, 'a', '2020-01-01', '2020-06-30'), unitSourceRow(3, 'a', '2020-07-01', null));
  const nextOnly = fileOf(unitSourceRow(2, 'a', '2020-07-01', null));
  // The end comes last: cut off in between, no day goes without a row.
  expect(lines(planImport(both, before, delivery).toWrite)).toEqual([3, 2]);
  expect(planImport(nextOnly, before, delivery)).toMatchObject({ isRefused: true, toWrite: [] });
});

test('a row that a newer delivery changed is superseded, not rejected, though the newer rows overlap with it', () => {
  // Prepare
  const newer = '2020-08-01T00:00:00.000Z';
  const before = [
    stored(unitSourceRow(0, 'a', '2020-01-01', '2020-06-30'), newer),
    stored(unitSourceRow(0, 'a', '2020-07-01', null), newer),
  ];

  // Act
  const plan = planImport(fileOf(unitSourceRow(2, 'a', '2020-01-01', null)), before, delivery);

  // Assess
  expect([lines(plan.superseded), plan.toWrite, plan.rejections]).toEqual([[2], [], []]);
});

test('in a partial file a rejected row leaves its forerunner in place, which may stand in the way of another', () => {
  // Prepare: line 2 would end the stored row, but it overlaps with line 3; line 4 needs that end.
  const before = [
    stored(unitSourceRow(0, 'a', '2020-01-01', null), earlier),
    stored(unitSourceRow(0, 'b', '2020-01-01', null), earlier),
  ];
  const file = fileOf(
    unitSourceRow(2, 'a', '2020-01-01', '2020-06-30'),
    unitSourceRow(3, 'a', '2020-06-01', '2020-06-30'),
    unitSourceRow(4, 'a', '2020-07-01', null),
    unitSourceRow(5, 'b', '2020-01-01', '2020-06-30'),
  );

  // Act
  const plan = planImport(file, before, { ...delivery, isPartial: true });

  // Assess
  expect(lines(plan.toWrite)).toEqual([5]);
  expect(new Set(plan.rejections.map(({ line }) => line))).toEqual(new Set([2, 3, 4]));
});

const rows = fc
  .array(
    fc.record({
      unitId: fc.constantFrom('a', 'b'),
      start: fc.integer({ min: 1, max: 9 }),
      end: fc.option(fc.integer({ min: 10, max: 12 })),
    }),
    { maxLength: 6 },
  )
  .map((all) =>
    all.map(({ unitId, start, end }, position) =>
      unitSourceRow(position + 2, unitId, `2020-0${start}-01`, end === null ? null : `2020-${end}-01`),
    ),
  );
const withoutConflicts = rows.map((all) => [...new Map(all.map((row) => [row.entry.subject, row])).values()]);

test('killed after any number of writes, a second run accepts the same rows and writes the rest', () => {
  fc.assert(
    fc.property(withoutConflicts, rows, fc.boolean(), fc.nat({ max: 6 }), (before, file, isPartial, writes) => {
      // Prepare
      const mine = { ...delivery, isPartial };
      const storedBefore = before.map((row) => stored(row, earlier));
      const first = planImport(fileOf(...file), storedBefore, mine);
      const done = first.toWrite.slice(0, writes);
      const storedNow = new Map<string, StoredEntry>(storedBefore.map((row) => [row.entry.id, row]));
      for (const row of done) storedNow.set(row.entry.id, stored(row, mine.importedAt));

      // Act
      const second = planImport(fileOf(...file), [...storedNow.values()], mine);

      // Assess
      expect(second.accepted).toEqual(first.accepted);
      expect(second.rejections).toEqual(first.rejections);
      expect(new Set(second.written)).toEqual(new Set(done));
      expect(second.toWrite).toEqual(first.toWrite.slice(writes));
    }),
  );
});

test('what is stored after an import never overlaps', () => {
  fc.assert(
    fc.property(withoutConflicts, rows, fc.boolean(), (before, file, isPartial) => {
      // Act
      const plan = planImport(
        fileOf(...file),
        before.map((row) => stored(row, earlier)),
        { ...delivery, isPartial },
      );

      // Assess
      const after = new Map(before.map((row) => [row.entry.id, row.entry]));
      for (const { entry } of plan.toWrite) after.set(entry.id, entry);
      for (const month of Array.from({ length: 12 }, (_, index) => `2020-${String(index + 1).padStart(2, '0')}-01`)) {
        const subjects = [...after.values()]
          .filter(({ validity }) => validity !== null && validity.validFrom <= month)
          .filter(({ validity }) => validity?.validTo === null || (validity?.validTo ?? '') >= month)
          .map(({ subject }) => subject);
        expect(new Set(subjects).size).toBe(subjects.length);
      }
    }),
  );
});
