import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { type Bound, boundDefinitions, boundIds, boundsOn } from '../../shared/finding/bounds.ts';
import { examineRow } from '../../shared/registry/examine-row.ts';
import type { FileRows } from '../../shared/registry/file-rows.ts';
import { readRegistryFile } from '../../shared/registry/read-registry-file.ts';
import { registryFileOf } from '../../shared/registry/registry-files.ts';

const HEADER = 'boundId,tier,value,validFrom,validTo';

function read(...lines: readonly string[]): FileRows {
  const file = registryFileOf('bounds.csv');
  if (file === undefined) throw new Error('bounds.csv is no file of the registry');
  return readRegistryFile(file, Buffer.from([HEADER, ...lines, ''].join('\n')));
}

function row(changes: Partial<Bound> = {}): Bound {
  return {
    boundId: 'gaming.supplementWorkingDays',
    tier: null,
    value: 15,
    validFrom: '2020-07-01',
    validTo: null,
    ...changes,
  };
}

test('where the registry says nothing, the defaults of the order hold', () => {
  // Assess: as the order and its annex name them
  expect(boundsOn([], 'province', '2020-06-30')).toEqual({
    'participation.peerReceived': 20,
    'participation.medianMonths': 6,
    'participation.idleWorkingDays': 10,
    'participation.incompletePercent': 5,
    'participation.lastDaysPercent': 50,
    'participation.lastDays': 2,
    'participation.completePercent': 90,
    'participation.leastDossiers': 10,
    'rise.percent': 10,
    'rise.dossiers': 3,
    'rise.explanationWorkingDays': 5,
    'gaming.supplementWorkingDays': 2,
  });
});

test("a tier's own row goes before that of every tier, in whatever order they stand, as long as it is in force", () => {
  // Prepare
  const rows = [row(), row({ tier: 'commune', value: 30, validTo: '2020-08-31' })];
  const daysOf = (tier: 'commune' | 'district', day: string, all = rows) =>
    boundsOn(all, tier, day)['gaming.supplementWorkingDays'];

  // Act, Assess
  expect(daysOf('commune', '2020-06-30')).toBe(2);
  expect(daysOf('commune', '2020-07-31')).toBe(30);
  expect(daysOf('commune', '2020-07-31', rows.toReversed())).toBe(30);
  expect(daysOf('commune', '2020-09-30')).toBe(15);
  expect(daysOf('district', '2020-07-31')).toBe(15);
});

test('a file of bounds is read; what is no bound, no number or no tier is said by line', () => {
  const good = read('gaming.supplementWorkingDays,,15,2020-07-01,');
  const bad = read(
    'gaming.supplement,,15,2020-07-01,',
    'gaming.supplementWorkingDays,,15 days,2020-07-01,',
    'gaming.supplementWorkingDays,city,15,2020-07-01,',
  );

  expect(good).toMatchObject({ rowsRead: 1, rejections: [], rows: [{ entry: { kind: 'bound', row: row() } }] });
  expect(bad.rejections.map(({ line, column }) => [line, column])).toEqual([
    [2, 'boundId'],
    [3, 'value'],
    [4, 'tier'],
  ]);
  expect(bad.rejections[0]?.reason).toContain('gaming.supplementWorkingDays');
});

test('a bound of a tier and one of every tier are two subjects: they may overlap', () => {
  const subjects = [row(), row({ tier: 'commune' })].map((one) => examineRow('bound', one).entry?.subject);
  expect(new Set(subjects).size).toBe(2);
});

test('the documentation names each bound with its default', () => {
  const docs = readFileSync(new URL('../../docs/registry-files.md', import.meta.url), 'utf8');
  for (const id of boundIds) {
    expect(docs).toMatch(new RegExp(`\\| \`${id}\` +\\| ${boundDefinitions[id].standard} `));
  }
});
