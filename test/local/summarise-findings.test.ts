import { expect, test } from '@jest/globals';
import { summariseFindings } from '../../infra/local/summarise-findings.ts';
import type { DismissalRule } from '../../shared/finding/dismissal-rule.ts';
import type { Finding } from '../../shared/finding/finding.ts';
import { movedDueDate } from '../finding/facts.ts';

const units = [
  { unitId: 'so-y-te', name: 'Sở Y tế', validFrom: '2019-01-01' },
  { unitId: 'so-tu-phap', name: 'Sở Tư pháp cũ', validFrom: '2019-01-01' },
  { unitId: 'so-tu-phap', name: 'Sở Tư pháp', validFrom: '2020-03-01' },
];
const noRules: readonly DismissalRule[] = [];

function findings(unitId: string, count: number, said: Partial<Finding> = {}): Finding[] {
  return Array.from({ length: count }, (_, number) => ({
    ...movedDueDate,
    ...said,
    unitId,
    findingId: `${unitId}#${number}`,
  }));
}

test('the terminal names of each kind the units with the most, by their latest names, and how many more there are', () => {
  // Prepare
  const moved = [...findings('so-y-te', 1), ...findings('so-tu-phap', 12), ...findings('a', 2), ...findings('b', 1)];
  const vanished = findings('so-y-te', 3, { kind: 'vanished-while-open' });

  // Act
  const lines = summariseFindings([...vanished, ...moved], noRules, units);

  // Assess: 12 + 2 + 1 + 1 = 16
  expect(lines).toEqual([
    'due-date-moved-after-it-passed  16  Sở Tư pháp 12, a 2, b 1, 1 more units',
    'vanished-while-open              3  Sở Y tế',
  ]);
});

test('what is dismissed or resolved names no unit', () => {
  // Prepare
  const closed = [
    ...findings('so-y-te', 2, { state: 'resolved' }),
    ...findings('so-tu-phap', 1, { state: 'dismissed' }),
  ];

  // Act and Assess
  expect(summariseFindings(closed, noRules, units)).toEqual(['and 3 dismissed or resolved']);
  expect(summariseFindings([], noRules, units)).toEqual([]);
});
