import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addMonths, lastDayOf, type Month } from '../../shared/calendar/month.ts';
import { monthRulesOf } from '../../shared/policy/month-rules.ts';
import { type Policy, policySchema } from '../../shared/policy/policy.ts';
import { examineRow } from '../../shared/registry/examine-row.ts';
import { objectToRetroactive } from '../../shared/registry/object-to-retroactive.ts';
import { planImport } from '../../shared/registry/plan-import.ts';
import type { FileRow, StoredEntry } from '../../shared/registry/registry-entry.ts';
import { policyOf664 } from '../evaluation/policies.ts';
import { stored } from './registry-rows.ts';

const earlier = '2020-06-01T01:00:00.000Z';
const delivery = { importedAt: '2020-07-01T01:00:00.000Z', importedFrom: 'policies.csv' };
const months = Array.from({ length: 8 }, (_, index) => `2020-0${index + 1}`);

function policyRow(line: number, policy: Policy): FileRow {
  const { entry, faults } = examineRow('policy', policy);
  if (entry === null) throw new Error(JSON.stringify(faults));
  return { line, entry };
}

/**
 * Rows of 2020 that mostly follow each other, so that one says the same as the one before often enough; now and then
 * they overlap or leave a month out.
 */
const rows = fc
  .array(
    fc.record({
      gap: fc.constantFrom(0, 0, 0, 1, -1),
      length: fc.integer({ min: 1, max: 3 }),
      isOpen: fc.boolean(),
      numerator: fc.integer({ min: 1, max: 2 }),
      startDay: fc.constantFrom(1, 1, 1, 21),
    }),
    { maxLength: 3 },
  )
  .map((all) => {
    let next = '2020-02';
    return all.map(({ gap, length, isOpen, numerator, startDay }, position) => {
      const first = addMonths(next, gap);
      next = addMonths(first, length);
      const validTo = isOpen && position === all.length - 1 ? null : lastDayOf(addMonths(next, -1));
      return policyRow(
        position + 2,
        policyOf664('province', {
          thresholdNumerator: numerator,
          periodStartDay: startDay,
          validFrom: `${first}-01`,
          validTo,
        }),
      );
    });
  });

/** What an import without judged months leaves of any rows. */
const registry = rows.map((all) =>
  planImport({ rowsRead: all.length, rows: all, rejections: [] }, [], { ...delivery, isPartial: true }).toWrite.map(
    (row) => stored(row, earlier, 'earlier.csv'),
  ),
);

function planOf(
  file: readonly FileRow[],
  before: readonly StoredEntry[],
  isPartial: boolean,
  judged: readonly Month[],
) {
  const content = { rowsRead: file.length, rows: file, rejections: [] };
  return planImport(content, before, { ...delivery, isPartial }, objectToRetroactive(before, new Set(judged)));
}

function write(before: readonly StoredEntry[], written: readonly FileRow[]): StoredEntry[] {
  const byId = new Map(before.map((row) => [row.entry.id, row]));
  for (const row of written) byId.set(row.entry.id, stored(row, delivery.importedAt, delivery.importedFrom));
  return [...byId.values()];
}

function judges(registered: readonly StoredEntry[], month: Month): unknown {
  const policies = registered.map(({ entry }) => policySchema.parse(entry.row));
  const { policy, period } = monthRulesOf(policies, 'province', month, 'Asia/Ho_Chi_Minh');
  return policy && [policy.thresholdNumerator, period];
}

const cases = [registry, rows, fc.boolean(), fc.subarray(months), fc.nat({ max: 4 })] as const;

test('no import changes by what a judged month was judged, not even one that is cut off', () => {
  fc.assert(
    fc.property(...cases, (before, file, isPartial, judged, writes) => {
      // Act
      const { toWrite } = planOf(file, before, isPartial, judged);
      const after = write(before, toWrite.slice(0, writes));

      // Assess
      const [then, now] = [before, after].map((registered) => judged.map((month) => judges(registered, month)));
      expect(now).toEqual(then);
    }),
    { numRuns: 1000 },
  );
});

test('cut off after any number of writes, a second run accepts and rejects the same rows, and writes the rest', () => {
  fc.assert(
    fc.property(...cases, (before, file, isPartial, judged, writes) => {
      // Prepare
      const first = planOf(file, before, isPartial, judged);
      const done = first.toWrite.slice(0, writes);

      // Act
      const second = planOf(file, write(before, done), isPartial, judged);

      // Assess
      expect(second.accepted).toEqual(first.accepted);
      expect(second.rejections).toEqual(first.rejections);
      expect(second.toWrite).toEqual(first.toWrite.slice(writes));
    }),
    { numRuns: 1000 },
  );
});
