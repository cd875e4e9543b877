import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { boundsOn } from '../../shared/finding/bounds.ts';
import { judgeParticipation } from '../../shared/participation/judge-participation.ts';
import { sizeClassOf, twiceMedianOf } from '../../shared/participation/judge-silence.ts';
import { noticeParticipation } from '../../shared/participation/notice-participation.ts';
import type { UnitFigures, WorkingDayState } from '../../shared/participation/unit-figures.ts';

const bounds = boundsOn([], 'commune', '2020-06-30');
const days = (count: number, state: WorkingDayState): WorkingDayState[] => Array(count).fill(state);

/** 40 received, every day worked, all data there, entered evenly: nobody accuses it of anything. */
const active: UnitFigures = {
  unitId: 'my-binh',
  month: '2020-06',
  isThereThroughout: true,
  received: 40,
  possiblyReceived: 0,
  receivedBefore: [38, 41],
  receivedByPeers: [30, 40, 50],
  dossiers: { handled: 50, withoutDueDateOrProcedure: 0, incomplete: 0 },
  workingDays: days(22, 'busy'),
  completions: { entered: 40, enteredOnLastDays: 4 },
};
const judged = (change: Partial<UnitFigures>) => judgeParticipation({ ...active, ...change }, bounds);
const dossiers = (handled: number, withoutDueDateOrProcedure: number, incomplete = 0) => ({
  dossiers: { handled, withoutDueDateOrProcedure, incomplete },
});
const completions = (entered: number, enteredOnLastDays: number) => ({ completions: { entered, enteredOnLastDays } });
const run = (before: number, ...run: WorkingDayState[]) => ({ workingDays: [...days(before, 'busy'), ...run] });

describe('how a unit took part', () => {
  test.each([
    ['all as it should be', {}, 'active'],
    ['nothing received, peers at a median of 40', { received: 0 }, 'silent'],
    ['nothing received, as far as its rows can be read', { received: 0, possiblyReceived: 1 }, 'cannot-be-told'],
    ['nothing received, peers at exactly 20', { received: 0, receivedByPeers: [0, 20, 90] }, 'silent'],
    // (19 + 20) / 2 = 19.5 < 20
    ['nothing received, peers at 19.5', { received: 0, receivedByPeers: [1, 19, 20, 90] }, 'active'],
    ['nothing received, two peers', { received: 0, receivedByPeers: [50, 50] }, 'cannot-be-told'],
    ['nothing received, its first month', { received: 0, receivedBefore: [] }, 'cannot-be-told'],
    ['nothing received, began within the month', { received: 0, isThereThroughout: false }, 'cannot-be-told'],
    ['no governing snapshot', { received: null, dossiers: null }, 'cannot-be-told'],
    ['9 working days without entry', run(13, ...days(9, 'idle')), 'active'],
    ['10 working days without entry', run(12, ...days(10, 'idle')), 'perfunctory'],
    ['10, but one day in between', run(11, ...days(5, 'idle'), 'busy', ...days(5, 'idle')), 'active'],
    ['9 and one that no snapshot tells of', run(12, ...days(9, 'idle'), 'unknown'), 'cannot-be-told'],
    [
      '10 of a unit that began within the month',
      { ...run(12, ...days(10, 'idle')), isThereThroughout: false },
      'cannot-be-told',
    ],
    ['5 of 100 without due date or procedure', dossiers(100, 5), 'active'], // 5% is not over 5%
    ['6 of 100 without due date or procedure', dossiers(100, 6), 'perfunctory'],
    ['1 of 9 without due date', dossiers(9, 1), 'cannot-be-told'], // 11%, but of a handful
    ['10 of 100 incomplete', dossiers(100, 0, 10), 'active'], // 90% complete is not under 90%
    ['11 of 100 incomplete', dossiers(100, 0, 11), 'perfunctory'],
    ['5 of 10 ends entered at the end', completions(10, 5), 'active'], // 50% is not over 50%
    ['6 of 10 ends entered at the end', completions(10, 6), 'perfunctory'],
    ['9 of 9 ends entered at the end', completions(9, 9), 'active'], // fewer than 10
    ['entries of a day missing', { completions: null }, 'cannot-be-told'],
    ['a reason that holds, another untold', { ...dossiers(100, 6), completions: null }, 'perfunctory'],
    ['nothing to do', { ...dossiers(0, 0), ...completions(0, 0), received: 0, receivedByPeers: [1, 2, 3] }, 'active'],
  ] as const)('%s: %s', (_title, change, verdict) => {
    expect(judged(change as Partial<UnitFigures>).verdict).toBe(verdict);
  });

  test('a silent unit is told why in one sentence, with what it was compared with', () => {
    const finding = noticeParticipation(judged({ received: 0 }), 'UBND xã Mỹ Bình', '2020-06-30T23:20:00.000Z');

    expect(finding).toMatchObject({ findingId: 'participation-silent#2020-06', severity: 'warning', state: 'open' });
    expect(finding?.sentence).toBe(
      'Tháng 6/2020, UBND xã Mỹ Bình không tham gia hệ thống một cửa: không tiếp nhận hồ sơ nào, trong khi mức trung vị của 3 đơn vị tương đương là 40 hồ sơ.',
    );
  });

  test.each([{}, { completions: null }] as const)('nobody else is told anything', (change) => {
    expect(noticeParticipation(judged(change), 'UBND xã Mỹ Bình', '2020-06-30T23:20:00.000Z')).toBeNull();
  });
});

test('knowing less never accuses', () => {
  const someDays = fc.array(fc.constantFrom<WorkingDayState>('busy', 'idle', 'unknown'), { maxLength: 23 });
  fc.assert(
    fc.property(someDays, fc.nat({ max: 22 }), (workingDays, lost) => {
      const told = judged({ workingDays }).verdict;
      const less = judged({ workingDays: workingDays.map((day, at) => (at === lost ? 'unknown' : day)) }).verdict;
      if (told !== 'perfunctory') expect(less).not.toBe('perfunctory');
    }),
  );
});

test('size classes by half the doubled median: 0-19, 20-99, 100-499, 500 and more', () => {
  expect(twiceMedianOf([])).toBe(0);
  expect(twiceMedianOf([9, 1, 5])).toBe(10);
  expect(twiceMedianOf([4, 1, 9, 5])).toBe(9);
  expect([39, 40, 199, 200, 999, 1000].map(sizeClassOf)).toEqual([0, 1, 1, 2, 2, 3]);
});
