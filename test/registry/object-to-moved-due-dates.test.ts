import { expect, test } from '@jest/globals';
import type { Assignment } from '../../shared/assignment/assignment.ts';
import { examineRow } from '../../shared/registry/examine-row.ts';
import { objectToMovedDueDates } from '../../shared/registry/object-to-moved-due-dates.ts';
import type { RegistryEntry } from '../../shared/registry/registry-entry.ts';
import { assignment } from '../notice-planning/facts.ts';

function entryOf(row: Assignment): RegistryEntry {
  const { entry } = examineRow('assignment', row);
  if (entry === null) throw new Error('The row stands.');
  return entry;
}

/** Why a row may not take the place of another on a day. */
function objectionsTo(before: Assignment, after: Assignment, on: string): string[] {
  const stored = [{ entry: entryOf(before), importedAt: '2020-06-23T00:00:00.000Z', importedFrom: 'assignments.csv' }];
  const found = objectToMovedDueDates(stored, on)([{ line: 2, entry: entryOf(after) }]);
  return found.map(({ line, column, reason }) => `${line} ${column}: ${reason}`);
}

const single = assignment();
const monthly = assignment({ recurrence: 'monthly' });

test('a due date that has passed is not moved by a file: the order for that keeps the first date visible', () => {
  // Act
  const objections = objectionsTo(single, { ...single, dueOn: '2020-07-20' }, '2020-07-15');

  // Assess
  expect(objections).toEqual([expect.stringMatching(/^2 dueOn: .*664-1a \(2020-07-14\)\. .*extend-assignment/)]);
});

test('nor are those of months that are over', () => {
  // Act: three months are over on 20/09/2020
  const otherDay = objectionsTo(monthly, { ...monthly, dueOn: '2020-07-20' }, '2020-09-20');
  const laterStart = objectionsTo(monthly, { ...monthly, dueOn: '2020-09-14' }, '2020-09-20');
  const once = objectionsTo(monthly, { ...monthly, recurrence: null }, '2020-09-20');

  // Assess
  const [july, august, september] = ['2020-07', '2020-08', '2020-09'].map((month) => `664-1a@${month} (${month}-14)`);
  expect(otherDay.join()).toContain(`${july}, ${august}, ${september}.`);
  expect(laterStart.join()).toContain(`${july}, ${august}.`);
  expect(once.join()).toContain(`${july}, ${august}, ${september}.`);
});

test.each<[string, Assignment, Assignment, string]>([
  ['on the last timely day', single, { ...single, dueOn: '2020-07-20' }, '2020-07-14'],
  ['another title', single, { ...single, title: 'Khác' }, '2020-09-01'],
  ['the same row', monthly, monthly, '2020-09-01'],
  ['withdrawn', single, { ...single, validTo: '2020-07-13' }, '2020-09-01'],
  ['ended after what was due', monthly, { ...monthly, validTo: '2020-08-31' }, '2020-09-01'],
  ['another row of the assignment', single, { ...single, validFrom: '2020-09-01', dueOn: '2020-09-30' }, '2020-09-01'],
])('%s: nothing stands against it', (_, before, after, on) => {
  expect(objectionsTo(before, after, on)).toEqual([]);
});
