import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ZoneOffsets } from '../../shared/calendar/zone.ts';

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
