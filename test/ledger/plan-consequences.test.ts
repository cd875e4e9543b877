import { describe, expect, test } from '@jest/globals';
import type { LedgerDraft } from '../../shared/ledger/append-entry.ts';
import { appendEntry } from '../../shared/ledger/append-entry.ts';
import { balanceOf } from '../../shared/ledger/balance-of.ts';
import { deductionsOf, findDeduction } from '../../shared/ledger/deductions-of.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { decideConsequence, planConsequences } from '../../shared/ledger/plan-consequences.ts';
import { draftFor } from './drafts.ts';
import { judged } from './histories.ts';

const windowOf5 = { explanationWorkingDays: 5 };

/** What revisions bring, one after the other. */
function accountAfter(...evaluations: Parameters<typeof planConsequences>[1][]): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (const evaluation of evaluations) entries.push(...planConsequences(entries, evaluation));
  return entries;
}

const said = (entries: readonly LedgerEntry[]) =>
  entries.map(({ revision, event, pointsHundredths }) => [revision, event, pointsHundredths]);

/** What a person entered on top, at the deduction's own revision. */
function byPerson(entries: readonly LedgerEntry[], draft: Partial<LedgerDraft>): LedgerEntry[] {
  const common = draftFor('2020-06', { unitId: 'so-khdt', actor: 'chanh-van-phong', ...draft });
  return [...entries, appendEntry(entries, common)];
}

test.each<[string, LedgerEntry[], unknown[][]]>([
  ['a first deduction', accountAfter(judged('2020-06', 1, 50)), [[1, 'confirmed', 50]]],
  ['a first deduction with a window', accountAfter(judged('2020-06', 1, 50, windowOf5)), [[1, 'proposed', 50]]],
  ['nothing of a month that passed', accountAfter(judged('2020-06', 1, null)), []],
  [
    'a month that exceeds only now: a first deduction',
    accountAfter(judged('2020-06', 1, null), judged('2020-06', 2, 50, windowOf5)),
    [[2, 'proposed', 50]],
  ],
  [
    'confirmed, and passed now: all that it took is given back',
    accountAfter(judged('2020-06', 1, 50), judged('2020-06', 2, null)),
    [
      [1, 'confirmed', 50],
      [2, 'adjusted', -50],
    ],
  ],
  [
    'confirmed, at other points now: the difference, either way',
    accountAfter(judged('2020-06', 1, 50), judged('2020-06', 2, 80), judged('2020-06', 3, 30)),
    [
      [1, 'confirmed', 50],
      [2, 'adjusted', 30],
      [3, 'adjusted', -50],
    ],
  ],
  [
    'confirmed, at the same points: nothing',
    accountAfter(judged('2020-06', 1, 50), judged('2020-06', 2, 50)),
    [[1, 'confirmed', 50]],
  ],
  [
    'given back, and exceeded again: the points are on again',
    accountAfter(judged('2020-06', 1, 50), judged('2020-06', 2, null), judged('2020-06', 3, 50)),
    [
      [1, 'confirmed', 50],
      [2, 'adjusted', -50],
      [3, 'adjusted', 50],
    ],
  ],
  [
    'proposed, and passed now: withdrawn',
    accountAfter(judged('2020-06', 1, 50, windowOf5), judged('2020-06', 2, null)),
    [
      [1, 'proposed', 50],
      [2, 'withdrawn', 0],
    ],
  ],
  [
    'proposed, with other figures now: withdrawn and proposed anew',
    accountAfter(judged('2020-06', 1, 50, windowOf5), judged('2020-06', 2, 50, windowOf5)),
    [
      [1, 'proposed', 50],
      [2, 'withdrawn', 0],
      [2, 'proposed', 50],
    ],
  ],
  [
    'withdrawn by one re-evaluation, exceeded by the next: proposed anew',
    accountAfter(judged('2020-06', 1, 50, windowOf5), judged('2020-06', 2, null), judged('2020-06', 3, 80, windowOf5)),
    [
      [1, 'proposed', 50],
      [2, 'withdrawn', 0],
      [3, 'proposed', 80],
    ],
  ],
  [
    'an older revision that comes late brings nothing',
    accountAfter(judged('2020-06', 1, 50, windowOf5), judged('2020-06', 3, null), judged('2020-06', 2, 50)),
    [
      [1, 'proposed', 50],
      [3, 'withdrawn', 0],
    ],
  ],
])('%s', (_, entries, expected) => {
  expect(said(entries)).toEqual(expected);
});

describe('what a person took back', () => {
  const reversed = byPerson(accountAfter(judged('2020-06', 1, 50)), { event: 'reversed', pointsHundredths: -50 });
  const withdrawn = byPerson(accountAfter(judged('2020-06', 1, 50, windowOf5)), {
    event: 'withdrawn',
    pointsHundredths: 0,
  });

  test.each([
    ['reversed', reversed],
    ['withdrawn', withdrawn],
  ])('stays %s, though the month still exceeds, and the preview can say why', (_state, entries) => {
    expect(planConsequences(entries, judged('2020-06', 2, 80))).toEqual([]);
    expect(decideConsequence(entries, judged('2020-06', 2, 80))).toBe('taken-back-by-a-person');
    expect(decideConsequence(entries, judged('2020-06', 2, null))).toBe('nothing-follows');
  });
});

test('other reasons for which a revision brings nothing are told apart', () => {
  const confirmed = accountAfter(judged('2020-06', 1, 50));
  expect(decideConsequence(confirmed, judged('2020-06', 1, 50))).toBe('entered-already');
  expect(decideConsequence(confirmed, judged('2020-06', 2, 50))).toBe('same-points');
  expect(decideConsequence([], judged('2020-06', 1, null))).toBe('nothing-follows');
});

test('an adjustment says who ordered it, why, and what it rests on', () => {
  const [, adjusted] = accountAfter(judged('2020-06', 1, 50), judged('2020-06', 2, 80));
  expect(adjusted).toMatchObject({
    actor: 'giam-sat',
    reason: 'Điều chỉnh điểm trừ tháng 6/2020 từ 0,5 thành 0,8 điểm. Đánh giá lại theo yêu cầu của giam-sat: Lần 2.',
    evaluationDigest: '2020-06 r2',
    manifest: { key: 'evidence/2020-06/m2.json', digest: 'm2' },
    recordedAt: '2020-07-02T23:00:00.000Z',
  });
});

describe('the yearly cap', () => {
  const capped = { yearlyCapHundredths: 120 };
  const [may, june, july] = [
    judged('2020-05', 1, 50, capped),
    judged('2020-06', 1, 50, capped),
    judged('2020-07', 1, 50, capped),
  ];
  const year = accountAfter(may, june, july);

  test('cuts the deduction that would pass it, and the entry says what was asked for', () => {
    expect(year.map(({ pointsHundredths }) => pointsHundredths)).toEqual([50, 50, 20]);
    expect(year.at(-1)).toMatchObject({ askedHundredths: 50, yearlyCapHundredths: 120 });
  });

  test('leaves an adjustment what the other months leave: 80 asked, 20 there', () => {
    const [entry] = planConsequences(year, judged('2020-07', 2, 80, capped));
    expect(entry).toMatchObject({ event: 'adjusted', pointsHundredths: 0, askedHundredths: 80 });
    // 10 asked now, of which 20 had been taken
    expect(planConsequences(year, judged('2020-07', 2, 10, capped))).toMatchObject([{ pointsHundredths: -10 }]);
  });

  test('never keeps points from being given back', () => {
    const back = [...year, ...planConsequences(year, judged('2020-05', 2, null, capped))];
    expect(balanceOf(back)).toBe(70);
    expect(findDeduction(back, { month: '2020-07', rule: 'overdue-share' })?.takenHundredths).toBe(20);
  });
});

test('rules stand beside each other: each has its own deduction', () => {
  const other = { ...judged('2020-06', 1, 30), rule: 'late-acceptance' as const };
  const entries = accountAfter(judged('2020-06', 1, 50), other, judged('2020-06', 2, null));
  expect(deductionsOf(entries).map(({ rule, takenHundredths }) => [rule, takenHundredths])).toEqual([
    ['overdue-share', 0],
    ['late-acceptance', 30],
  ]);
});
