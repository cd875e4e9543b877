import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { dayAt, startOfDay, ZoneOffsets } from '../../shared/calendar/zone.ts';

/** The offset by another's reckoning: Node's own calendar, which writes the local time of an instant. */
function offsetByIntl(instantMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instantMs);
  const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value);
  const localMs = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return localMs - Math.floor(instantMs / 1000) * 1000;
}

describe("a zone's offsets", () => {
  test('are those of the calendar, at every instant, however often they were asked for', () => {
    const zone = fc.constantFrom(
      'Asia/Ho_Chi_Minh',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Africa/Casablanca',
      'America/St_Johns',
    );
    const instant = fc.integer({ min: Date.UTC(1976, 0, 1), max: Date.UTC(2035, 0, 1) });
    // Clocks change on these days: New York on 08/03/2020 and 01/11/2020, Lord Howe (by half an hour) on 05/04/2020.
    const nearChange = fc
      .tuple(
        fc.constantFrom(Date.UTC(2020, 2, 8, 7), Date.UTC(2020, 10, 1, 6), Date.UTC(2020, 3, 4, 15)),
        fc.integer({ min: -90_000_000, max: 90_000_000 }),
      )
      .map(([changeMs, besideMs]) => changeMs + besideMs);
    const known = new Map<string, ZoneOffsets>();
    fc.assert(
      fc.property(zone, fc.oneof(instant, nearChange), (timeZone, instantMs) => {
        const offsets = known.get(timeZone) ?? new ZoneOffsets(timeZone);
        known.set(timeZone, offsets);
        expect(offsets.offsetMsAt(instantMs)).toBe(offsetByIntl(instantMs, timeZone));
      }),
      { numRuns: 2_000 },
    );
  });

  test('turn a wall clock into the instant that shows it', () => {
    const vietnam = new ZoneOffsets('Asia/Ho_Chi_Minh');
    expect(vietnam.instantOfWallClock(Date.UTC(2020, 5, 30, 17))).toBe(Date.UTC(2020, 5, 30, 10));
    const newYork = new ZoneOffsets('America/New_York');
    expect(newYork.instantOfWallClock(Date.UTC(2020, 2, 8, 3, 30))).toBe(Date.UTC(2020, 2, 8, 7, 30));
    expect(newYork.dayNumberAt(Date.UTC(2020, 2, 8, 4, 59))).toBe(Date.UTC(2020, 2, 7) / 86_400_000);
  });
});

describe('days in a time zone', () => {
  const zones = [
    'Asia/Ho_Chi_Minh', // +07:06:30 until 1911, seven changes since
    'America/New_York',
    'America/Toronto', // 30/03/1919: clocks went from 23:30 to 00:30
    'America/Sao_Paulo', // clocks skipped midnight each spring until 2018
    'America/Havana', // midnight is skipped in spring, and in autumn shown twice
    'America/St_Johns', // changed clocks at 00:01 until 2011
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Africa/Monrovia', // -00:44:30 until 1972
    'Asia/Beirut',
    'Asia/Kathmandu',
    'Europe/Dublin',
    'Pacific/Apia', // had no 30/12/2011
    'Pacific/Kwajalein', // had no 21/08/1993
  ];

  test('begin and follow one another as Temporal has them, also where clocks skip midnight', () => {
    const instant = fc.integer({ min: Date.UTC(1890, 0, 1), max: Date.UTC(2037, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instant, (timeZone, instantMs) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone);
        const day = zoned.toPlainDate().toString();
        expect(dayAt(instantMs, timeZone)).toBe(day);
        expect(startOfDay(day, timeZone)).toBe(zoned.startOfDay().epochMilliseconds);
      }),
      { numRuns: 3_000 },
    );
  });

  test.each(zones)('begin as Temporal has them around every change of clocks in %s', (timeZone) => {
    let change = Temporal.Instant.from('1890-01-01T00:00:00Z')
      .toZonedDateTimeISO(timeZone)
      .getTimeZoneTransition('next');
    for (; change !== null && change.year < 2030; change = change.getTimeZoneTransition('next')) {
      for (const days of [-1, 0, 1]) {
        const day = change.toPlainDate().add({ days });
        expect([day.toString(), startOfDay(day.toString(), timeZone)]).toEqual([
          day.toString(),
          day.toZonedDateTime(timeZone).epochMilliseconds,
        ]);
      }
    }
  });

  test('begin where clocks skip to: in São Paulo 04/11/2018 began at 01:00, in Toronto 31/03/1919 at 00:30', () => {
    expect(startOfDay('2018-11-04', 'America/Sao_Paulo')).toBe(Date.UTC(2018, 10, 4, 3));
    expect(startOfDay('1919-03-31', 'America/Toronto')).toBe(Date.UTC(1919, 2, 31, 4, 30));
    expect(startOfDay('2011-12-30', 'Pacific/Apia')).toBe(startOfDay('2011-12-31', 'Pacific/Apia'));
    expect(dayAt(Date.UTC(2020, 5, 30, 17), 'Asia/Ho_Chi_Minh')).toBe('2020-07-01');
  });
});
