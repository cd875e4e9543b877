import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  compareShares,
  formatCount,
  formatDay,
  formatInstant,
  formatMonth,
  formatPercent,
  formatPoints,
  formatRate,
  formatThreshold,
} from '../../shared/report/format-vietnamese.ts';

const share = (numerator: number, denominator: number) => ({ numerator, denominator });

test('dates, months and times are written as Vietnamese offices write them', () => {
  expect(formatDay('2020-06-30')).toBe('30/06/2020');
  expect(['2020-01', '2020-02', '2020-03', '2020-10'].map(formatMonth)).toEqual([
    '01/2020',
    '02/2020',
    '3/2020',
    '10/2020',
  ]);
  expect(formatInstant('2020-06-30T20:05:00.000Z', 'Asia/Ho_Chi_Minh')).toBe('03:05 ngày 01/07/2020');
});

test('numbers have a dot at the thousands', () => {
  expect([0, 999, 1000, 19944, 1234567, -1200].map(formatCount)).toEqual([
    '0',
    '999',
    '1.000',
    '19.944',
    '1.234.567',
    '−1.200',
  ]);
});

test('published shares come out as published', () => {
  // Lâm Đồng, quarter 1/2020, and Huế's portal page (sources in the table of published figures).
  expect(formatPercent(share(7_677, 643_272))).toBe('1,19%');
  expect(formatPercent(share(708, 51_780))).toBe('1,37%');
  expect(formatPercent(share(5_685, 329_596))).toBe('1,72%');
  expect(formatPercent(share(19_852, 257_141), 1)).toBe('7,7%');
  // Vĩnh Phúc, September 2021.
  expect(formatPercent(share(12, 4_169))).toBe('0,29%');
});

test('halves are rounded up, whole shares keep their decimals, nothing has no share', () => {
  expect(formatPercent(share(1, 800))).toBe('0,13%'); // 0,125%
  expect(formatPercent(share(2, 100))).toBe('2,00%');
  expect(formatPercent(share(430, 430))).toBe('100,00%');
  expect(formatPercent(share(0, 0))).toBe('–');
});

test('thresholds lose superfluous zeros', () => {
  expect(formatThreshold(share(20, 1000))).toBe('2%');
  expect(formatThreshold(share(35, 1000))).toBe('3,5%');
  expect(formatThreshold(share(69, 2000))).toBe('3,45%');
  expect(formatThreshold(share(1, 10))).toBe('10%');
});

test('a rate that is not the threshold never looks like it', () => {
  // 689 of 19.944 is 3.45467...%: over 3,45%, and "3,45%" would hide it.
  expect(formatRate(share(689, 19_944), share(69, 2000))).toBe('3,455%');
  expect(formatRate(share(2, 100), share(20, 1000))).toBe('2,00%');
  expect(formatRate(share(2, 99), share(20, 1000))).toBe('2,02%');
  fc.assert(
    fc.property(fc.nat(3000), fc.integer({ min: 1, max: 3000 }), (overdue, handled) => {
      const threshold = share(35, 1000);
      const looksEqual = /^3,50*%$/.test(formatRate(share(overdue, handled), threshold));
      expect(looksEqual).toBe(compareShares(share(overdue, handled), threshold) === 0);
    }),
  );
});

test('points are written from hundredths', () => {
  expect([0, 5, 50, 100, 125, 150, 1000, -50].map(formatPoints)).toEqual([
    '0',
    '0,05',
    '0,5',
    '1',
    '1,25',
    '1,5',
    '10',
    '−0,5',
  ]);
});
