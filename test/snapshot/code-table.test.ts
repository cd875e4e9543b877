import { describe, expect, test } from '@jest/globals';
import { codeTable, plainForm } from '../../shared/snapshot/code-table.ts';

describe('codes as they are meant', () => {
  const unitOf = codeTable([
    ['H01.17', 'so-xay-dung'],
    ['tp', 'so-tu-phap'],
    ['TP', 'thanh-pho'],
    ['Sở Nội vụ', 'so-noi-vu'],
    ['SỞ NỘI VỤ', 'so-noi-vu'],
  ]);

  test.each([
    ['H01.17', 'so-xay-dung'],
    ['h01.17', 'so-xay-dung'],
    ['tp', 'so-tu-phap'],
    ['TP', 'thanh-pho'],
    // It could be either.
    ['Tp', undefined],
    ['sở nội vụ', 'so-noi-vu'],
    ['H01.1', undefined],
    ['', undefined],
  ])('%j is %s', (code, unitId) => {
    expect(unitOf(code)).toBe(unitId);
  });

  test.each([
    ['Ｈ０１．１７', 'H01.17'],
    ['\u200bH01\u00ad.17\u00a0', 'H01.17'],
    // Composed from decomposed letters.
    ['So\u031b\u0309', 'Sở'],
    ['\ud800x', '\uFFFDx'],
  ])('%j looks like %j', (text, plain) => {
    expect(plainForm(text)).toBe(plain);
  });
});
