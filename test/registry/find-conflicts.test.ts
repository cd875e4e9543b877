import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { daysBetween } from '../../shared/calendar/day.ts';
import { addMonths, lastDayOf } from '../../shared/calendar/month.ts';
import { isInForce } from '../../shared/calendar/validity.ts';
import { findConflictsWithin, findConflictsWithStored, isOverlapping } from '../../shared/registry/find-conflicts.ts';
import type { FileRow } from '../../shared/registry/registry-entry.ts';
import { stored, unitSourceRow } from './registry-rows.ts';

/** The first period begins in January 2020, the last limited one ends 28 months later. */
const days = [...daysBetween('2020-01-01', '2022-06-30')];

const period = fc
  .record({ start: fc.nat({ max: 23 }), months: fc.option(fc.nat({ max: 5 })), endsOnFirst: fc.boolean() })
  .map(({ start, months, endsOnFirst }) => {
    const first = addMonths('2020-01', start);
    if (months === null) return { validFrom: `${first}-01`, validTo: null };
    const last = addMonths(first, months);
    return { validFrom: `${first}-01`, validTo: endsOnFirst ? `${last}-01` : lastDayOf(last) };
  });
const files = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c'), period), { maxLength: 12 })
  .map((rows) =>
    rows.map(([unitId, { validFrom, validTo }], position) => unitSourceRow(position + 2, unitId, validFrom, validTo)),
  );

/** Straight from the rule: on no day may a unit have two counting sources. */
function linesThatShareADay(rows: readonly FileRow[]): Set<number> {
  const lines = new Set<number>();
  for (const unitId of ['a', 'b', 'c']) {
    const group = rows.filter(({ entry }) => entry.subject === unitId);
    for (const day of days) {
      const inForce = group.filter(({ entry }) => entry.validity !== null && isInForce(entry.validity, day));
      if (inForce.length > 1) for (const { line } of inForce) lines.add(line);
    }
  }
  return lines;
}

test('the rows rejected for overlapping are those which share a day with another row of their unit', () => {
  fc.assert(
    fc.property(files, (rows) => {
      const rejected = new Set(findConflictsWithin(rows).map(({ line }) => line));
      expect(rejected).toEqual(linesThatShareADay(rows));
    }),
    { numRuns: 60 },
  );
});

test('against stored rows, those count which the file does not replace', () => {
  fc.assert(
    fc.property(files, files, (rows, storedRows) => {
      // Prepare
      const ids = new Set(rows.map(({ entry }) => entry.id));
      const staying = storedRows.filter(({ entry }) => !ids.has(entry.id));
      const expected = rows.filter((row) =>
        staying.some((other) => linesThatShareADay([row, { ...other, line: 1000 }]).has(row.line)),
      );

      // Act
      const found = findConflictsWithStored(
        rows,
        storedRows.map((row) => stored(row, '2020-01-01T00:00:00.000Z')),
      );

      // Assess
      expect(new Set(found.map(({ line }) => line))).toEqual(new Set(expected.map(({ line }) => line)));
    }),
    { numRuns: 40 },
  );
});

test('overlapping is mutual, and does not depend on the order of the rows', () => {
  fc.assert(
    fc.property(period, period, (one, other) => {
      expect(isOverlapping(one, other)).toBe(isOverlapping(other, one));
      expect(isOverlapping(one, one)).toBe(true);
    }),
  );
});

test('a change of source from one month to the next is no overlap; one day in common is', () => {
  // Prepare
  const before = unitSourceRow(2, 'so-xay-dung', '2020-01-01', '2020-05-31');
  const after = unitSourceRow(3, 'so-xay-dung', '2020-06-01', null);
  const tooLong = unitSourceRow(2, 'so-xay-dung', '2020-01-01', '2020-06-01');

  // Act, Assess
  expect(findConflictsWithin([before, after])).toEqual([]);
  expect(findConflictsWithin([tooLong, after])).toEqual([
    {
      line: 2,
      column: 'validFrom',
      value: '2020-01-01 to 2020-06-01',
      reason:
        'is in force on days on which line 3 (2020-06-01 to open) is: end the earlier one the day before the later one begins',
    },
    expect.objectContaining({ line: 3, value: '2020-06-01 to open' }),
  ]);
});

test('the same key twice is rejected on both lines', () => {
  const rows = [unitSourceRow(2, 'a', '2020-01-01', null), unitSourceRow(5, 'a', '2020-01-01', '2020-12-31')];
  expect(findConflictsWithin(rows).map(({ line, reason }) => ({ line, reason }))).toEqual([
    { line: 2, reason: 'has the same key as line 5' },
    { line: 5, reason: 'has the same key as line 2' },
  ]);
});
