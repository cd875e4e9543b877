import { expect, test } from '@jest/globals';
import { answerableUnits } from '../../shared/unit/answerable-units.ts';
import { holdingUnit } from '../../shared/unit/holding-unit.ts';
import { type DatedUnit, Lineage, type LineageRows } from '../../shared/unit/lineage.ts';
import type { UnitLineage } from '../../shared/unit/unit.ts';
import { MERGED_ON, newUnitId, oldUnitId, readMergers } from './an-giang-2025.ts';

function merger(oldUnitId: string, newUnitId: string, share: 'full' | 'partial', on: string): UnitLineage {
  return { oldUnitId, newUnitId, share, on };
}

function unit(unitId: string, validFrom: string, validTo: string | null): DatedUnit {
  return { unitId, validFrom, validTo };
}

/** 2022: a1 and a2 become a. 2025: a goes whole to c; b is split between c and d. 2030: c becomes e. */
const generations: LineageRows = {
  units: [
    unit('a1', '2010-01-01', '2021-12-31'),
    unit('a2', '2010-01-01', '2021-12-31'),
    unit('a', '2022-01-01', '2025-06-30'),
    unit('b', '2010-01-01', '2025-06-30'),
    unit('c', '2025-07-01', '2029-12-31'),
    unit('d', '2025-07-01', null),
    unit('e', '2030-01-01', null),
  ],
  lineage: [
    merger('a1', 'a', 'full', '2022-01-01'),
    merger('a2', 'a', 'full', '2022-01-01'),
    merger('a', 'c', 'full', '2025-07-01'),
    merger('b', 'c', 'partial', '2025-07-01'),
    merger('b', 'd', 'partial', '2025-07-01'),
    merger('c', 'e', 'full', '2030-01-01'),
  ],
};

const whole = (unitId: string) => ({ unitId, isFull: true });
const inPart = (unitId: string) => ({ unitId, isFull: false });

test.each([
  ['a1', '2021-12-31', []],
  ['a1', '2022-01-01', [whole('a')]],
  ['a1', '2025-07-01', [whole('c')]],
  ['a1', '2031-01-01', [whole('e')]],
  ['b', '2025-06-30', []],
  ['b', '2025-07-01', [inPart('c'), inPart('d')]],
  ['b', '2030-01-01', [inPart('d'), inPart('e')]],
])('%s is followed through every merger as of %s', (unitId, day, expected) => {
  // Act
  const successors = new Lineage(generations).successorsOn(unitId, day);
  // Assess
  expect(successors).toEqual(expected);
});

test.each([
  ['e', '2030-01-01', []],
  ['e', '2029-12-31', [whole('c')]],
  ['e', '2025-06-30', [whole('a'), inPart('b')]],
  ['e', '2021-12-31', [whole('a1'), whole('a2'), inPart('b')]],
])('%s came from these as of %s', (unitId, day, expected) => {
  // Act
  const predecessors = new Lineage(generations).predecessorsOn(unitId, day);
  // Assess
  expect(predecessors).toEqual(expected);
});

test('what is missing stays with the old unit for months before the merger, and falls to those after it from then on', () => {
  // Act
  const june = answerableUnits(generations, '2025-06-30');
  const july = answerableUnits(generations, '2025-07-31');
  // Assess
  expect([june('a'), june('b')]).toEqual([['a'], ['b']]);
  expect([july('a'), july('b'), july('d')]).toEqual([['c'], ['c', 'd'], ['d']]);
  // A file of July that governs June may name the new unit already.
  expect(june('c')).toEqual(['a', 'b']);
  expect(july('unheard-of')).toEqual(['unheard-of']);
});

test('a unit that gave a part away and goes on keeps what is its own; a unit that takes others in is followed too', () => {
  // Prepare: p gives a part to q and goes on; r goes whole into p later.
  const rows: LineageRows = {
    units: [unit('p', '2010-01-01', null), unit('q', '2025-07-01', null), unit('r', '2010-01-01', '2025-12-31')],
    lineage: [merger('p', 'q', 'partial', '2025-07-01'), merger('r', 'p', 'full', '2026-01-01')],
  };
  // Act
  const afterwards = answerableUnits(rows, '2026-01-31');
  // Assess
  expect(afterwards('p')).toEqual(['p']);
  // p gave its part to q before r came to it.
  expect(afterwards('r')).toEqual(['p']);
});

test('what a source still states under an ended unit is held by its one whole successor, else by nobody else', () => {
  // Act
  const holder = holdingUnit(generations, '2025-07-31');
  // Assess
  expect([holder('a1'), holder('a'), holder('b'), holder('c'), holder('unheard-of')]).toEqual([
    'c',
    'c',
    'b',
    'c',
    'unheard-of',
  ]);
  expect(holdingUnit(generations, '2025-06-30')('a')).toBe('a');
});

test('rows in a circle, which import refuses, do not hang', () => {
  // Prepare
  const lineage = [merger('x', 'y', 'full', '2025-01-01'), merger('y', 'x', 'full', '2026-01-01')];
  // Act
  const successors = new Lineage({ units: [], lineage }).successorsOn('x', '2027-01-01');
  // Assess
  expect(successors.map(({ unitId }) => unitId)).toEqual(['y']);
});

test('An Giang 2025: 297 old communes stand in 102 new ones, three of them in two or three', () => {
  // Prepare
  const mergers = readMergers();
  const rows: LineageRows = {
    units: mergers.flatMap(({ oldCode, newCode }) => [
      unit(oldUnitId(oldCode), '2010-01-01', '2025-06-30'),
      unit(newUnitId(newCode), MERGED_ON, null),
    ]),
    lineage: mergers.map(({ oldCode, newCode, share }) =>
      merger(oldUnitId(oldCode), newUnitId(newCode), share, MERGED_ON),
    ),
  };
  const lineage = new Lineage(rows);
  const olds = [...new Set(mergers.map(({ oldCode }) => oldCode))];
  // Act
  const successors = new Map(olds.map((code) => [code, lineage.successorsOn(oldUnitId(code), MERGED_ON)]));
  // Assess: the partial rows of the file, read by eye
  const split = [...successors].filter(([, kin]) => kin.some(({ isFull }) => !isFull));
  expect(Object.fromEntries(split.map(([code, kin]) => [code, kin.map(({ unitId }) => unitId)]))).toEqual({
    '30334': ['xa-moi-30316', 'xa-moi-30325'],
    '30355': ['xa-moi-30337', 'xa-moi-30346'],
    '30358': ['xa-moi-30337', 'xa-moi-30346', 'xa-moi-30352'],
  });
  expect(olds).toHaveLength(297);
  expect(new Set([...successors.values()].flat().map(({ unitId }) => unitId)).size).toBe(102);
});
