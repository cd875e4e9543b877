import { expect, test } from '@jest/globals';
import { firingsOn, parseCron } from '../../infra/local/cron.ts';

function firings(expression: string, day: string, timeZone: string): string[] {
  return firingsOn(parseCron(expression), day, timeZone).map((atMs) => new Date(atMs).toISOString());
}

test('a daily schedule fires at its wall-clock time in the province, seven hours ahead of UTC', () => {
  expect(firings('cron(0 6 * * ? *)', '2020-06-15', 'Asia/Ho_Chi_Minh')).toEqual(['2020-06-14T23:00:00.000Z']);
  expect(firings('cron(30 7 * * ? *)', '2020-06-15', 'Asia/Ho_Chi_Minh')).toEqual(['2020-06-15T00:30:00.000Z']);
});

test('lists, ranges, steps and names are understood', () => {
  expect(firings('cron(0/30 8,17 ? * MON-FRI *)', '2020-06-15', 'UTC')).toEqual([
    '2020-06-15T08:00:00.000Z',
    '2020-06-15T08:30:00.000Z',
    '2020-06-15T17:00:00.000Z',
    '2020-06-15T17:30:00.000Z',
  ]);
  // 2020-06-14 was a Sunday; AWS counts Sunday as 1
  expect(firings('cron(0 8 ? * MON-FRI *)', '2020-06-14', 'UTC')).toEqual([]);
  expect(firings('cron(0 8 ? * 1 *)', '2020-06-14', 'UTC')).toEqual(['2020-06-14T08:00:00.000Z']);
  expect(firings('cron(0 8 1 JAN,JUL ? 2020-2021)', '2020-07-01', 'UTC')).toEqual(['2020-07-01T08:00:00.000Z']);
  expect(firings('cron(0 8 1 JAN,JUL ? 2020-2021)', '2022-07-01', 'UTC')).toEqual([]);
});

test('a time that the clock change skips does not fire, one that it repeats fires once', () => {
  // Boston went from 01:59 EST to 03:00 EDT on 2026-03-08, and from 01:59 EDT back to 01:00 EST on 2026-11-01
  expect(firings('cron(30 2 * * ? *)', '2026-03-08', 'America/New_York')).toEqual([]);
  expect(firings('cron(30 1 * * ? *)', '2026-11-01', 'America/New_York')).toEqual(['2026-11-01T05:30:00.000Z']);
});

test.each([
  'rate(5 minutes)',
  'cron(0 6 * * ?)',
  'cron(0 6 L * ? *)',
  'cron(0 24 * * ? *)',
  'cron(0 6 ? * MON#1 *)',
  'cron(0 6 ? * 5-2 *)',
])('a schedule that is not understood says so: %s', (expression) => {
  expect(() => parseCron(expression)).toThrow(expect.objectContaining({ code: 'SCHEDULE_UNREADABLE' }));
});
