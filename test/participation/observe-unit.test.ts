import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween } from '../../shared/calendar/day.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import type { DayActivity, UnitActivity } from '../../shared/participation/activity.ts';
import { noActivity } from '../../shared/participation/no-activity.ts';
import { type ObservedReceipt, observationsOf } from '../../shared/participation/observation.ts';
import { completionsEntered, type ObservedMonth, workingDayStates } from '../../shared/participation/observe-unit.ts';

const UNIT = 'my-binh';
const calendar = new WorkingCalendar([]);
const period = { firstDay: '2020-06-01', lastDay: '2020-06-30' };

/** A snapshot: its day, what it tells of the unit since the one before, and its bytes. */
interface Told {
  readonly day: string;
  readonly activity: Partial<UnitActivity> | null;
  readonly bytes?: string;
}

/** A month as the snapshots tell it; the first one of the list is the source's first if `isFirst`. */
function monthOf(told: readonly Told[], isFirst = false): ObservedMonth {
  const activities = new Map<string, DayActivity>();
  const receipts = told.map(({ day, activity, bytes = day }, index): ObservedReceipt => {
    const priorDay = told[index - 1]?.day ?? (isFirst ? null : addDays(day, -1));
    const ofDay = { sourceId: 'portal', day, priorDay, withoutRows: [] };
    if (activity !== null) activities.set(day, { ...ofDay, units: { [UNIT]: { ...noActivity, ...activity } } });
    return { day, priorDay, objectDigest: bytes, activityKey: activity === null ? null : day };
  });
  const observations = observationsOf(receipts, activities);
  return { period, isWorkingDay: (day) => calendar.isWorkingDay(day), observedOn: () => observations };
}

const everyDay = [...daysBetween('2020-05-31', '2020-06-30')];
const busy = { open: 5, changed: 1 };
const idle = { open: 5 };

/** Each day of June is told of by itself, as busy unless it is said otherwise. */
function june(others: Readonly<Record<string, Partial<Told> | 'missing'>> = {}): ObservedMonth {
  return monthOf(
    everyDay.flatMap((day) => {
      const other = others[day];
      return other === 'missing' ? [] : [{ day, activity: busy, ...other }];
    }),
  );
}

/** The states of the working days from 8 to 12 June 2020, Monday to Friday. */
function weekOf(month: ObservedMonth): string[] {
  return workingDayStates(UNIT, month).slice(5, 10);
}

describe('how a working day went', () => {
  test.each([
    ['something was entered each day', {}, ['busy', 'busy', 'busy', 'busy', 'busy']],
    ['nothing on Tuesday', { '2020-06-09': { activity: idle } }, ['busy', 'idle', 'busy', 'busy', 'busy']],
    [
      'nothing on Tuesday, and nothing open',
      { '2020-06-09': { activity: { open: 0 } } },
      ['busy', 'busy', 'busy', 'busy', 'busy'],
    ],
    [
      'nothing on Tuesday, and what was open has vanished unexplained',
      { '2020-06-09': { activity: { open: 0, vanished: 1 } } },
      ['busy', 'unknown', 'busy', 'busy', 'busy'],
    ],
    [
      'no file on Tuesday, something in the next',
      { '2020-06-09': 'missing' },
      ['busy', 'unknown', 'unknown', 'busy', 'busy'],
    ],
    [
      'no file on Tuesday, nothing in the next',
      { '2020-06-09': 'missing', '2020-06-10': { activity: idle } },
      ['busy', 'idle', 'idle', 'busy', 'busy'],
    ],
    [
      "Tuesday's file is Monday's again",
      { '2020-06-09': { activity: idle, bytes: '2020-06-08' } },
      ['busy', 'unknown', 'unknown', 'busy', 'busy'],
    ],
    ['no file on Sunday', { '2020-06-07': 'missing' }, ['busy', 'busy', 'busy', 'busy', 'busy']],
    [
      'what was done on Tuesday was not kept',
      { '2020-06-09': { activity: null } },
      ['busy', 'unknown', 'busy', 'busy', 'busy'],
    ],
    [
      'on Tuesday a row of the unit came that cannot be read, on Thursday it is gone',
      {
        '2020-06-09': { activity: { open: 5, rejected: 1 } },
        '2020-06-10': { activity: { open: 5, rejected: 1 } },
        '2020-06-11': { activity: idle },
      },
      ['busy', 'unknown', 'idle', 'unknown', 'busy'],
    ],
  ] as const)('%s', (_title, others, states) => {
    expect(weekOf(june(others))).toEqual(states);
  });

  test("before a source's first file nothing is known", () => {
    const fromTenth = everyDay.filter((day) => day >= '2020-06-10').map((day) => ({ day, activity: busy }));

    expect(weekOf(monthOf(fromTenth, true))).toEqual(['unknown', 'unknown', 'unknown', 'busy', 'busy']);
  });

  test('no source counts for the unit', () => {
    const month = { ...june(), observedOn: () => null };

    expect(new Set(workingDayStates(UNIT, month))).toEqual(new Set(['unknown']));
    expect(completionsEntered(UNIT, 2, month)).toBeNull();
  });
});

describe("completions entered on the month's last working days, 29 and 30 June 2020", () => {
  const ended = (count: number) => ({ activity: { open: 5, changed: count, completionsEntered: count } });

  test.each([
    [
      'five on the 10th, six at the end',
      { '2020-06-10': ended(5), '2020-06-29': ended(4), '2020-06-30': ended(2) },
      11,
      6,
    ],
    ['on the Friday before', { '2020-06-26': ended(5) }, 5, 0],
    ['no file of the 10th, and none ended until the 11th', { '2020-06-10': 'missing' }, 0, 0],
    ['no file of the 10th, five by the 11th', { '2020-06-10': 'missing', '2020-06-11': ended(5) }, 5, 0],
    ['no file of Sunday the 28th, four by Monday', { '2020-06-28': 'missing', '2020-06-29': ended(4) }, 4, 4],
  ] as const)('%s', (_title, others, entered, enteredOnLastDays) => {
    expect(completionsEntered(UNIT, 2, june(others))).toEqual({ entered, enteredOnLastDays });
  });

  test.each([
    [
      'no file of Friday the 26th, four by Monday',
      { '2020-06-26': 'missing', '2020-06-27': 'missing', '2020-06-28': 'missing', '2020-06-29': ended(4) },
    ],
    ["the month's last file is missing", { '2020-06-30': 'missing' }],
    ['what was done on a day was not kept', { '2020-06-10': { activity: null } }],
  ] as const)('nobody can say: %s', (_title, others) => {
    expect(completionsEntered(UNIT, 2, june(others))).toBeNull();
  });
});

describe('whatever files are missing or stale', () => {
  const truth = fc.record({
    /** Of each day from 31 May on: entries, of them completions. */
    days: fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.boolean()), { minLength: 33, maxLength: 33 }),
    file: fc.array(fc.constantFrom('fresh', 'fresh', 'fresh', 'stale', 'missing'), { minLength: 33, maxLength: 33 }),
  });

  /** Entries are made on working days; a stale file has the bytes of the one before. */
  function seen({ days, file }: { days: readonly (readonly [number, boolean])[]; file: readonly string[] }) {
    const all = [...daysBetween('2020-05-31', '2020-07-02')];
    const entries = new Map(all.map((day, at) => [day, calendar.isWorkingDay(day) ? (days[at]?.[0] ?? 0) : 0]));
    const completions = new Map(all.map((day, at) => [day, days[at]?.[1] ? (entries.get(day) ?? 0) : 0]));
    const told: Told[] = [{ day: '2020-05-30', activity: idle }];
    let [shown, bytes] = ['2020-05-30', '2020-05-30'];
    for (const [at, day] of all.entries()) {
      if (file[at] === 'missing') continue;
      const isFresh = file[at] === 'fresh';
      const stretch = isFresh ? [...daysBetween(addDays(shown, 1), day)] : [];
      const sum = (of: ReadonlyMap<string, number>) => stretch.reduce((total, one) => total + (of.get(one) ?? 0), 0);
      if (isFresh) [shown, bytes] = [day, day];
      told.push({ day, activity: { open: 5, changed: sum(entries), completionsEntered: sum(completions) }, bytes });
    }
    const last = told.findLastIndex(({ day }) => day <= period.lastDay);
    const upTo = told[last]?.day === period.lastDay ? last + 1 : last + 2; // and the one after, as the review reads them
    return { entries, completions, month: monthOf(told.slice(0, upTo)) };
  }

  test('a day is called idle only if nothing was entered on it, and completions are counted as they were', () => {
    fc.assert(
      fc.property(truth, (given) => {
        const { entries, completions, month } = seen(given);
        const workingDays = [...daysBetween(period.firstDay, period.lastDay)].filter(month.isWorkingDay);
        const states = workingDayStates(UNIT, month);
        for (const [at, day] of workingDays.entries()) {
          if (states[at] === 'idle') expect(entries.get(day)).toBe(0);
          if (states[at] === 'busy') expect(entries.get(day)).toBeGreaterThan(0);
        }
        const counted = completionsEntered(UNIT, 2, month);
        const sum = (days: readonly string[]) => days.reduce((total, day) => total + (completions.get(day) ?? 0), 0);
        if (counted !== null) {
          expect(counted).toEqual({ entered: sum(workingDays), enteredOnLastDays: sum(workingDays.slice(-2)) });
        }
      }),
    );
  });

  test('where every file came fresh, nothing is unknown', () => {
    fc.assert(
      fc.property(truth, ({ days, file }) => {
        const { month } = seen({ days, file: file.map(() => 'fresh') });
        expect(workingDayStates(UNIT, month)).not.toContain('unknown');
        expect(completionsEntered(UNIT, 2, month)).not.toBeNull();
      }),
    );
  });
});
