import { describe, expect, test } from '@jest/globals';
import type { Dossier } from '../../shared/dossier/dossier.ts';
import type { Comparison, SeenBefore } from '../../shared/finding/compared-day.ts';
import type { Finding } from '../../shared/finding/finding.ts';
import { isNoticed, noticeChange } from '../../shared/finding/notice-change.ts';
import { liftedPause, noticeLiftedPause } from '../../shared/finding/notice-supplement.ts';
import { at, comparison, overdueBefore, overdueNow } from './compared.ts';

interface Change {
  readonly before?: Partial<SeenBefore> | null;
  readonly now?: Partial<Dossier>;
  readonly comparison?: Partial<Comparison>;
}

function notice({ before = {}, now = {}, comparison: given = {} }: Change): Finding[] {
  const seen = before === null ? null : { ...overdueBefore, ...before };
  return noticeChange({ ...overdueNow, ...now }, seen, { ...comparison, ...given });
}

const kindsOf = (change: Change) => notice(change).map(({ kind }) => kind);

const FRIDAY_12 = at('2020-06-12T17:00');
const endedLate = { statusClass: 'completed', completedAtMs: at('2020-06-13T09:00') } as const;
const endedInTime = { statusClass: 'completed', completedAtMs: at('2020-06-12T10:00') } as const;

describe('the due date', () => {
  test('that was set later after it had passed: with both dates, and the procedure, of which a standing rule may speak', () => {
    const [finding, ...others] = notice({ now: { dueAtMs: at('2020-06-30T17:00') } });

    expect(others).toEqual([]);
    expect(finding).toEqual({
      unitId: 'so-xay-dung',
      findingId: 'due-date-moved-after-it-passed#portal#A1#2020-06-15',
      kind: 'due-date-moved-after-it-passed',
      severity: 'warning',
      state: 'open',
      sourceId: 'portal',
      day: '2020-06-15',
      month: null,
      sentence: 'Hồ sơ A1 đã quá hạn (17:00 ngày 12/06/2020) thì ngày hẹn trả được sửa thành 17:00 ngày 30/06/2020.',
      evidence: {
        dossierCode: 'A1',
        procedureCode: '1.004257',
        from: '17:00 ngày 12/06/2020',
        to: '17:00 ngày 30/06/2020',
      },
      noticedAt: '2020-06-16T00:30:00.000Z',
    });
  });

  test('where the source names no procedure, none is made up', () => {
    const [finding] = notice({ now: { dueAtMs: at('2020-06-30T17:00'), procedureCode: null } });
    expect(Object.keys(finding?.evidence ?? {})).toEqual(['dossierCode', 'from', 'to']);
  });

  test.each([
    ['set earlier', { now: { dueAtMs: at('2020-06-10T17:00') } }],
    ['extended in time', { before: { dueAtMs: at('2020-06-15T17:00') }, now: { dueAtMs: at('2020-06-30T17:00') } }],
    ['of an ended one', { before: endedInTime, now: { ...endedInTime, dueAtMs: at('2020-06-30T17:00') } }],
    ['given for the first time', { before: { dueAtMs: Number.NaN }, now: { dueAtMs: at('2020-06-30T17:00') } }],
  ])('%s is nothing to ask about', (_, change) => {
    expect(kindsOf(change)).toEqual([]);
  });

  // Last seen on Sunday 14/06; changed on Monday 15 at the earliest. Two working days on: Wednesday 17; the 18th is a holiday.
  test.each([
    ['had passed', '2020-06-12T17:00', ['due-date-removed']],
    ['is due the same day', '2020-06-15T17:00', ['due-date-removed']],
    ['is due two working days on', '2020-06-17T17:00', ['due-date-removed']],
    ['is due on the holiday after these', '2020-06-18T17:00', ['due-date-removed']],
    ['is due three working days on', '2020-06-19T08:00', []],
  ])('that is taken away where it %s', (_, dueAt, kinds) => {
    expect(kindsOf({ before: { dueAtMs: at(dueAt) }, now: { dueAtMs: null } })).toEqual(kinds);
  });

  test('that is taken away of an ended dossier matters where it had ended late', () => {
    const nowLate = { ...endedLate, dueAtMs: null };
    expect(notice({ before: endedLate, now: nowLate })).toMatchObject([
      { kind: 'due-date-removed', evidence: { dueAt: '17:00 ngày 12/06/2020', seenAt: '00:00 ngày 15/06/2020' } },
    ]);
    expect(kindsOf({ before: endedInTime, now: { ...endedInTime, dueAtMs: null } })).toEqual([]);
  });
});

describe('the end', () => {
  test('dated before the instant up to which the file before shows it open', () => {
    expect(notice({ now: { ...endedLate, completedAtMs: at('2020-06-14T23:59') } })).toMatchObject([
      {
        kind: 'completed-before-seen-open',
        severity: 'warning',
        evidence: { completedAt: '23:59 ngày 14/06/2020', seenOpenAt: '00:00 ngày 15/06/2020' },
      },
    ]);
    expect(kindsOf({ now: { ...endedLate, completedAtMs: at('2020-06-15T00:00') } })).toEqual([]);
  });

  test.each([
    ['its end is set to before the due date', { now: endedInTime }, ['late-made-timely']],
    [
      'its due date is set to after the end',
      { now: { ...endedLate, dueAtMs: at('2020-06-20T17:00') } },
      ['late-made-timely'],
    ],
    ['it is said to have been returned', { now: { ...endedLate, statusClass: 'returned' } }, ['late-made-timely']],
    [
      'its end is set to the very due instant',
      { now: { ...endedLate, completedAtMs: FRIDAY_12 } },
      ['late-made-timely'],
    ],
    ['its end is mended and it stays late', { now: { ...endedLate, completedAtMs: at('2020-06-13T08:00') } }, []],
    ['nothing of it changes', { now: endedLate }, []],
  ] satisfies [string, Change, string[]][])('of a dossier that ended late where %s', (_, change, kinds) => {
    expect(kindsOf({ before: endedLate, ...change })).toEqual(kinds);
  });

  test('the correction of a late end tells of the dates before and after', () => {
    expect(notice({ before: endedLate, now: endedInTime })).toMatchObject([
      {
        unitId: 'so-xay-dung',
        evidence: {
          completedFrom: '09:00 ngày 13/06/2020',
          completedTo: '10:00 ngày 12/06/2020',
          dueFrom: '17:00 ngày 12/06/2020',
          dueTo: '17:00 ngày 12/06/2020',
        },
      },
    ]);
  });

  test('of one that ended in time may be mended', () => {
    expect(kindsOf({ before: endedInTime, now: { ...endedInTime, completedAtMs: at('2020-06-11T10:00') } })).toEqual(
      [],
    );
  });

  const withoutDate = {
    statusClass: 'completed',
    completedAtMs: at('2020-06-15T00:00'),
    flags: ['completion-from-first-day-seen-ended'],
  } as const;

  test('that nobody states is asked for once, also of a dossier that is first seen ended', () => {
    expect(notice({ now: withoutDate })).toMatchObject([
      { kind: 'ended-without-date', evidence: { takenFor: '15/06/2020' } },
    ]);
    expect(kindsOf({ before: null, now: withoutDate })).toEqual(['ended-without-date']);
    expect(kindsOf({ before: { ...endedLate, completedAtMs: at('2020-06-14T00:00') }, now: withoutDate })).toEqual([]);
  });

  test.each([
    ["the source's first file", { before: null, comparison: { isFirst: true } }],
    ['a source without such a column', { comparison: { statesCompletion: false } }],
    ['one that was withdrawn or returned', { now: { statusClass: 'returned' } }],
  ] satisfies [string, Change][])('is not asked for of %s', (_, change: Change) => {
    expect(kindsOf({ ...change, now: { ...withoutDate, ...change.now } })).toEqual([]);
  });
});

describe('an overdue dossier under another unit', () => {
  test('is put to the unit that it left, by name', () => {
    expect(notice({ now: { unitId: 'so-y-te' } })).toMatchObject([
      {
        unitId: 'so-xay-dung',
        kind: 'moved-while-overdue',
        sentence:
          'Hồ sơ A1 đã quá hạn (17:00 ngày 12/06/2020) ở Đơn vị so-xay-dung thì được chuyển sang Đơn vị so-y-te; cần làm rõ lý do.',
        evidence: { fromUnitId: 'so-xay-dung', toUnitId: 'so-y-te', dueAt: '17:00 ngày 12/06/2020' },
      },
    ]);
  });

  test.each([
    ['not yet due', { before: { dueAtMs: at('2020-06-15T17:00') }, now: { unitId: 'so-y-te' } }],
    ['without a due date', { before: { dueAtMs: Number.NaN }, now: { unitId: 'so-y-te', dueAtMs: null } }],
    ['ended', { before: endedLate, now: { ...endedLate, unitId: 'so-y-te' } }],
    ['merged away with its unit', { before: { unitId: 'xa-cu' }, now: { unitId: 'xa-moi' } }],
  ] satisfies [string, Change][])('is nothing to ask about where it is %s', (_, change) => {
    expect(kindsOf(change)).toEqual([]);
  });

  test('is nobody’s where another source counts for the one or the other unit', () => {
    const elsewhere = { ...overdueBefore, unitId: 'dem-o-noi-khac' };
    expect(isNoticed(overdueNow, elsewhere, comparison)).toBe(false);
    expect(isNoticed({ ...overdueNow, unitId: 'dem-o-noi-khac' }, overdueBefore, comparison)).toBe(false);
    expect(isNoticed(overdueNow, overdueBefore, comparison)).toBe(true);
  });
});

test('an ended dossier that is open or paused again is asked about, with the end that it had', () => {
  expect(notice({ before: endedInTime })).toMatchObject([
    {
      kind: 'status-went-back',
      evidence: { from: 'đã kết thúc', to: 'đang giải quyết', completedAt: '10:00 ngày 12/06/2020' },
    },
  ]);
  expect(kindsOf({ before: { ...endedInTime, statusClass: 'returned' }, now: { statusClass: 'paused' } })).toEqual([
    'status-went-back',
  ]);
});

describe('dates that cannot be right', () => {
  const dueEarly = { dueAtMs: at('2020-05-31T17:00'), flags: ['due-before-received'] } as const;
  const endedEarly = {
    statusClass: 'completed',
    completedAtMs: at('2020-05-31T17:00'),
    flags: ['completed-before-received'],
  } as const;

  test('are told of for information, once', () => {
    expect(notice({ before: null, now: dueEarly })).toMatchObject([
      { kind: 'due-before-received', severity: 'info', evidence: { dueAt: '17:00 ngày 31/05/2020' } },
    ]);
    expect(notice({ before: null, now: endedEarly })).toMatchObject([
      { kind: 'completed-before-received', severity: 'info', evidence: { receivedAt: '08:00 ngày 01/06/2020' } },
    ]);
    const known = { dueAtMs: dueEarly.dueAtMs };
    expect(kindsOf({ before: known, now: dueEarly })).toEqual([]);
    expect(kindsOf({ before: { ...endedEarly }, now: { ...endedEarly, dueAtMs: at('2020-06-12T18:00') } })).toEqual([]);
  });

  test('are not told of where a source’s first file brings them along', () => {
    expect(kindsOf({ before: null, now: dueEarly, comparison: { isFirst: true } })).toEqual([]);
  });
});

describe('a pause near the due date', () => {
  const paused = { statusClass: 'paused' } as const;

  // As above: from Monday 15/06 two working days reach Wednesday the 17th.
  test.each([
    ['2020-06-15T17:00', ['supplement-near-due-date']],
    ['2020-06-17T17:00', ['supplement-near-due-date']],
    ['2020-06-19T17:00', []],
    ['2020-06-12T17:00', []],
  ])('begun on the 15th with the due date %s', (dueAt, kinds) => {
    const dueAtMs = at(dueAt);
    expect(kindsOf({ before: { dueAtMs }, now: { ...paused, dueAtMs } })).toEqual(kinds);
  });

  test('is not taken for near where it may have begun days before, in files that did not come', () => {
    // Last seen open on Tuesday 9/06: it may have begun on the 10th, three working days before Monday the 15th.
    const before = { dueAtMs: at('2020-06-15T17:00'), seenOn: '2020-06-09', seenAsOfMs: at('2020-06-10T00:00') };
    expect(kindsOf({ before, now: { ...paused, dueAtMs: before.dueAtMs } })).toEqual([]);
  });

  const pauseOf = (day: string, dueAtMs: number): Finding[] => {
    const given = { ...comparison, day };
    const before = { ...overdueBefore, dueAtMs, seenOn: day, seenAsOfMs: dueAtMs - 1 };
    return noticeChange({ ...overdueNow, ...paused, dueAtMs }, before, given);
  };
  const stillPaused = { ...overdueBefore, ...paused };

  test('is asked about when it is lifted after the date: with the due date and both days', () => {
    // Prepare
    const lifted = liftedPause(overdueNow, stillPaused, comparison);

    // Act
    const finding = lifted && noticeLiftedPause(lifted, pauseOf('2020-06-11', FRIDAY_12), comparison);

    // Assess
    expect(finding).toMatchObject({
      unitId: 'so-xay-dung',
      findingId: 'supplement-lifted-after-due-date#portal#A1#2020-06-15',
      severity: 'warning',
      evidence: {
        dossierCode: 'A1',
        dueAt: '17:00 ngày 12/06/2020',
        pausedOn: '2020-06-11',
        resumedOn: '2020-06-15',
      },
    });
  });

  test.each([
    ['no pause is remembered', []],
    ['the pause was near another due date', pauseOf('2020-06-11', at('2020-06-12T16:00'))],
    ['the pause began after it was last seen paused', pauseOf('2020-06-15', FRIDAY_12)],
  ])('is not where %s', (_, pauses) => {
    const lifted = liftedPause(overdueNow, stillPaused, comparison);
    expect(lifted && noticeLiftedPause(lifted, pauses, comparison)).toBeNull();
  });

  test.each([
    ['before the due date', overdueNow, { ...stillPaused, dueAtMs: at('2020-06-15T17:00') }],
    ['by being returned', { ...overdueNow, statusClass: 'returned' as const }, stillPaused],
    ['not at all', { ...overdueNow, ...paused }, stillPaused],
  ])('is not looked up where it was lifted %s', (_, now, before) => {
    expect(liftedPause(now, before, comparison)).toBeNull();
  });
});
