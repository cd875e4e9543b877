import { expect, test } from '@jest/globals';
import { examineRow } from '../../shared/registry/examine-row.ts';
import { planImport } from '../../shared/registry/plan-import.ts';
import type { FileRow, Rejection } from '../../shared/registry/registry-entry.ts';
import { stored } from './registry-rows.ts';

const T1 = '2025-06-20T00:00:00.000Z';
const T2 = '2025-06-21T00:00:00.000Z';

function row(line: number, oldUnitId: string, newUnitId: string, share = 'full', on = '2025-07-01'): FileRow {
  const { entry, faults } = examineRow('unit-lineage', { oldUnitId, newUnitId, share, on });
  if (entry === null) throw new Error(JSON.stringify(faults));
  return { line, entry };
}

function importOf(rows: FileRow[], before: FileRow[] = [], isPartial = false) {
  const delivery = { importedAt: T2, importedFrom: 'unit-lineage.csv', isPartial };
  const storedBefore = before.map((one) => stored(one, T1, 'unit-lineage.csv'));
  return planImport({ rows, rejections: [], rowsRead: rows.length }, storedBefore, delivery);
}

const told = (rejections: readonly Rejection[]) =>
  rejections.map(({ line, value, reason }) => `${line} ${value}: ${reason}`);

test('mergers that go on from one another, and a split, are taken in', () => {
  // Act
  const { isRefused, toWrite } = importOf([
    row(2, 'a', 'b'),
    row(3, 'b', 'c', 'full', '2030-01-01'),
    row(4, 'x', 'b', 'partial'),
    row(5, 'x', 'y', 'partial'),
  ]);
  // Assess
  expect([isRefused, toWrite.length]).toEqual([false, 4]);
});

test('a circle within a file refuses it, and names the way round', () => {
  // Act
  const { isRefused, rejections } = importOf([
    row(2, 'a', 'b'),
    row(3, 'b', 'c', 'full', '2026-01-01'),
    row(4, 'c', 'a', 'full', '2027-01-01'),
    row(5, 'd', 'a'),
  ]);
  // Assess: d leads into the circle, and is not on it
  expect(isRefused).toBe(true);
  expect(told(rejections)).toEqual([
    expect.stringContaining('2 b: makes a unit come from itself (a > b > c > a)'),
    expect.stringContaining('3 c: makes a unit come from itself (b > c > a > b)'),
    expect.stringContaining('4 a: makes a unit come from itself (c > a > b > c)'),
  ]);
});

test('a circle with a stored row refuses the new one; a partial file takes in the others', () => {
  // Act
  const whole = importOf([row(2, 'b', 'a', 'full', '2030-01-01'), row(3, 'd', 'b')], [row(2, 'a', 'b')]);
  const partial = importOf([row(2, 'b', 'a', 'full', '2030-01-01'), row(3, 'd', 'b')], [row(2, 'a', 'b')], true);
  // Assess
  expect(told(whole.rejections)).toEqual([expect.stringContaining('2 a: makes a unit come from itself (b > a > b)')]);
  expect(whole.toWrite).toEqual([]);
  expect(partial.toWrite.map(({ line }) => line)).toEqual([3]);
});

test('the same file once more changes nothing', () => {
  // Act
  const { isRefused, unchanged } = importOf([row(2, 'a', 'b')], [row(2, 'a', 'b')]);
  // Assess
  expect([isRefused, unchanged.length]).toEqual([false, 1]);
});

test('a unit that goes whole into one cannot go into another on the same day', () => {
  // Act
  const { rejections } = importOf([row(2, 'a', 'b', 'full'), row(3, 'a', 'c', 'partial'), row(4, 'd', 'c')]);
  // Assess
  expect(told(rejections)).toEqual([
    '2 full: a goes into 2 units on this day: share must be partial in each of these rows',
    '3 partial: a goes into 2 units on this day: share must be partial in each of these rows',
  ]);
});

test('a unit does not become itself', () => {
  // Act
  const { faults } = examineRow('unit-lineage', { oldUnitId: 'a', newUnitId: 'a', share: 'partial', on: '2025-07-01' });
  // Assess
  expect(faults).toEqual([
    { column: 'newUnitId', value: 'a', reason: 'is the old unit itself: a unit that goes on needs no row' },
  ]);
});
