import { describe, expect, test } from '@jest/globals';
import type { Day } from '../../shared/calendar/day.ts';
import { appendEntry } from '../../shared/ledger/append-entry.ts';
import { type Circumstances, type Decision, decideOnDeduction } from '../../shared/ledger/decide-on-deduction.ts';
import { findDeduction } from '../../shared/ledger/deductions-of.ts';
import { draftExplanation, type ReceivedExplanation } from '../../shared/ledger/draft-explanation.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { nextConsequence } from '../../shared/ledger/plan-consequences.ts';
import { settleDeduction } from '../../shared/ledger/settle-deduction.ts';
import { afternoonOf, enterAll, judged, settlingDay } from './histories.ts';

/** Proposed on Thursday 02/07/2020; told on that day, the window of five working days ends on 10/07 (03/07 is a holiday). */
const june = judged('2020-06', 1, 50, { explanationWorkingDays: 5 });
const proposed = enterAll([], (entries) => nextConsequence(entries, june));
const told = settled(proposed, '2020-07-02');
const confirmedAtOnce = enterAll([], (entries) => nextConsequence(entries, judged('2020-06', 1, 50)));

function settled(entries: readonly LedgerEntry[], on: Day): LedgerEntry[] {
  const acceptance = { noticeId: 'to-head', on: '2020-07-02' };
  return enterAll(entries, (all) => {
    const deduction = findDeduction(all, june);
    return deduction && settleDeduction(deduction, acceptance, settlingDay(on));
  });
}

const byOffice = {
  unitId: 'so-khdt',
  month: '2020-06',
  rule: 'overdue-share',
  actor: 'chanh-van-phong',
  reference: '15/VP',
};

function decide(
  entries: readonly LedgerEntry[],
  decision: Decision['decision'],
  on: Day = '2020-07-09',
  { latest = june, approval = null, reason = 'Đã xem xét' }: Partial<Circumstances & Decision> = {},
): LedgerEntry[] {
  const order = { ...byOffice, decision, reason };
  const { draft } = decideOnDeduction(entries, order, { at: afternoonOf(on), on, latest, approval });
  return draft === undefined ? [...entries] : [...entries, appendEntry(entries, draft)];
}

function explain(
  entries: readonly LedgerEntry[],
  receivedOn: Day,
  changes: Partial<ReceivedExplanation> & { recordedOn?: Day } = {},
): LedgerEntry[] {
  const { recordedOn = receivedOn, ...said } = changes;
  const explanation = { ...byOffice, receivedOn, text: 'Phần mềm lỗi hai ngày', reason: 'Công văn đến', ...said };
  const { draft } = draftExplanation(entries, explanation, afternoonOf(recordedOn), 'Asia/Ho_Chi_Minh');
  return draft === undefined ? [...entries] : [...entries, appendEntry(entries, draft)];
}

function standing(entries: readonly LedgerEntry[]) {
  const deduction = findDeduction(entries, june);
  return deduction && [deduction.state, deduction.takenHundredths];
}

const refusal = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

describe('a person confirms', () => {
  test('what the unit was told of and has explained, before or after the end of its window', () => {
    const explained = explain(told, '2020-07-07');
    expect(standing(explained)).toEqual(['explained', 0]);
    for (const on of ['2020-07-08', '2020-07-20']) {
      const confirmed = decide(explained, 'confirm', on);
      expect(standing(confirmed)).toEqual(['confirmed', 50]);
      expect(confirmed.at(-1)).toMatchObject({
        event: 'confirmed',
        actor: 'chanh-van-phong',
        reason: 'Đã xem xét',
        reference: '15/VP',
        happenedOn: on,
        evaluationDigest: june.digest,
        manifest: june.manifest,
      });
    }
  });

  test('never before the unit was told, whoever it is', () => {
    const notTold = refusal('UNIT_NOT_NOTIFIED', /so-khdt for 2020-06 .* has not been told of it yet/);
    expect(() => decide(proposed, 'confirm', '2020-08-31')).toThrow(notTold);
    expect(() => decide(explain(proposed, '2020-07-06'), 'confirm')).toThrow(notTold);
  });

  test('nothing that the unit may still explain, or that is confirmed by itself', () => {
    const open = refusal('WINDOW_OPEN', /until 2020-07-10 .* record-explanation/);
    expect(() => decide(told, 'confirm', '2020-07-08')).toThrow(open);
    expect(() => decide(told, 'confirm', '2020-07-20')).toThrow(open);
  });

  test('a proposal of older code, which knew no window in the ledger', () => {
    const old = { ...proposed[0], explanationWorkingDays: null } as LedgerEntry;
    const { draft } = decideOnDeduction(
      [old],
      { ...byOffice, decision: 'confirm', reason: 'x' },
      { at: afternoonOf('2020-07-09'), on: '2020-07-09', latest: june, approval: null },
    );
    expect(draft).toMatchObject({ event: 'confirmed', pointsHundredths: 50 });
  });
});

test('a proposal is withdrawn at any time, a confirmed deduction is reversed', () => {
  for (const open of [proposed, told, explain(told, '2020-07-07')]) {
    expect(standing(decide(open, 'withdraw'))).toEqual(['withdrawn', 0]);
  }
  const reversed = decide(confirmedAtOnce, 'reverse');
  expect(standing(reversed)).toEqual(['reversed', 0]);
  expect(reversed.at(-1)).toMatchObject({ event: 'reversed', pointsHundredths: -50 });
});

test.each<[string, LedgerEntry[], Decision['decision'], RegExp]>([
  ['an open proposal has nothing to reverse', told, 'reverse', /is notified .* Possible: withdraw\./],
  ['nor is there anything to reinstate', proposed, 'reinstate', /is proposed .* Possible: withdraw\./],
  ['what is confirmed is confirmed', confirmedAtOnce, 'confirm', /is confirmed and takes 50 .* Possible: reverse\./],
  ['and is reversed, not withdrawn', confirmedAtOnce, 'withdraw', /Possible: reverse\./],
  [
    'what is reversed stays so until it is reinstated',
    decide(confirmedAtOnce, 'reverse'),
    'withdraw',
    /is reversed by a person and takes 0 .* Possible: reinstate\./,
  ],
])('%s', (_, entries, decision, message) => {
  expect(() => decide(entries, decision)).toThrow(refusal('DECISION_NOT_POSSIBLE', message));
});

test('what the ledger does not have cannot be decided or explained', () => {
  expect(() => decide([], 'confirm')).toThrow(refusal('DEDUCTION_UNKNOWN', /so-khdt for 2020-06 by overdue-share/));
  expect(() => explain([], '2020-07-07')).toThrow(refusal('DEDUCTION_UNKNOWN', /look the unit's id/));
});

describe('the same order sent again', () => {
  test('is the same decision as long as nothing else has been decided since', () => {
    const reversed = decide(confirmedAtOnce, 'reverse');
    const withdrawn = decide(told, 'withdraw');
    const reinstated = decide(withdrawn, 'reinstate', '2020-07-10');
    expect(decide(reversed, 'reverse', '2020-07-11')).toEqual(reversed);
    expect(decide(withdrawn, 'withdraw', '2020-07-11')).toEqual(withdrawn);
    expect(decide(reinstated, 'reinstate', '2020-07-11')).toEqual(reinstated);
  });

  test('is the same decision, too, where the unit was told or has explained itself since', () => {
    // Prepare: withdrawn, proposed anew, told anew on 10/07 and explained on the 13th
    const anew = decide(decide(told, 'withdraw'), 'reinstate', '2020-07-10');
    const toldAnew = enterAll(anew, (all) => {
      const deduction = findDeduction(all, june);
      return deduction && settleDeduction(deduction, { noticeId: 'n2', on: '2020-07-10' }, settlingDay('2020-07-10'));
    });
    const explained = explain(toldAnew, '2020-07-13');
    expect(explained.slice(-3).map(({ event }) => event)).toEqual(['proposed', 'notified', 'explained']);

    // Act and Assess
    expect(decide(toldAnew, 'reinstate', '2020-07-14')).toEqual(toldAnew);
    expect(decide(explained, 'reinstate', '2020-07-14')).toEqual(explained);
  });

  test.each([
    ['a reversal, once it was taken back', confirmedAtOnce, 'reverse', 'reversed'],
    ['a withdrawal, once it was taken back', told, 'withdraw', 'withdrawn'],
  ] as const)('is another decision after the deduction was changed: %s', (_, entries, decision, state) => {
    // Prepare: the very same words, first taken back
    const once = decide(entries, decision);
    const reinstated = decide(once, 'reinstate', '2020-07-10');

    // Act
    const twice = decide(reinstated, decision, '2020-07-13');
    const reinstatedTwice = decide(twice, 'reinstate', '2020-07-14');

    // Assess: one entry more each time, and sent once more it is the same
    expect(standing(twice)).toEqual([state, 0]);
    expect(twice).toHaveLength(reinstated.length + 1);
    expect(decide(twice, decision, '2020-07-13')).toEqual(twice);
    expect(reinstatedTwice).toHaveLength(twice.length + 1);
    expect(standing(reinstatedTwice)).toEqual(standing(reinstated));
  });

  test('is refused where it can no longer be: what was confirmed and then reversed is not confirmed still', () => {
    const confirmed = decide(explain(told, '2020-07-07'), 'confirm');
    const reversed = decide(confirmed, 'reverse', '2020-07-10');
    expect(decide(confirmed, 'confirm', '2020-07-10')).toEqual(confirmed);
    const noMore = refusal('DECISION_NOT_POSSIBLE', /is reversed by a person .* Possible: reinstate\./);
    expect(() => decide(reversed, 'confirm', '2020-07-13')).toThrow(noMore);
  });

  test('for another reason is another decision', () => {
    const reversed = decide(confirmedAtOnce, 'reverse');
    const reinstated = decide(reversed, 'reinstate', '2020-07-10', { reason: 'Hủy nhầm' });
    expect(standing(decide(reinstated, 'reverse', '2020-07-11', { reason: 'Xem xét lần hai' }))).toEqual([
      'reversed',
      0,
    ]);
  });

  test('on a later revision is another decision', () => {
    // Prepare: reversed, reinstated, then adjusted to 80 by a second revision
    const reinstated = decide(decide(confirmedAtOnce, 'reverse'), 'reinstate', '2020-07-10', { reason: 'Hủy nhầm' });
    const adjusted = enterAll(reinstated, (entries) => nextConsequence(entries, judged('2020-06', 2, 80)));
    expect(standing(adjusted)).toEqual(['confirmed', 80]);

    // Act and Assess
    expect(standing(decide(adjusted, 'reverse'))).toEqual(['reversed', 0]);
  });

  test('is the same explanation; others stand beside it', () => {
    const once = explain(told, '2020-07-07');
    expect(explain(once, '2020-07-07')).toEqual(once);
    const twice = explain(once, '2020-07-08', { text: 'Bổ sung chứng cứ' });
    expect(findDeduction(twice, june)?.explanations.map(({ text }) => text)).toEqual([
      'Phần mềm lỗi hai ngày',
      'Bổ sung chứng cứ',
    ]);
  });
});

describe('a mistaken decision is taken back', () => {
  test('a reversal: the points are on again', () => {
    const reinstated = decide(decide(confirmedAtOnce, 'reverse'), 'reinstate');
    expect(reinstated.at(-1)).toMatchObject({ event: 'adjusted', pointsHundredths: 50, askedHundredths: 50 });
  });

  test('a withdrawal of what a person could have confirmed: the points are on', () => {
    const explained = explain(told, '2020-07-07');
    const reinstated = decide(decide(explained, 'withdraw'), 'reinstate');
    expect(reinstated.at(-1)).toMatchObject({ event: 'adjusted', pointsHundredths: 50 });
  });

  test.each([
    ['before the unit was told', proposed],
    ['before it explained itself', told],
    ['after its window, when the mail had bounced', settled(told, '2020-07-10')],
  ])('a withdrawal %s: it is proposed anew, told anew, with a window of its own', (_, open) => {
    const reinstated = decide(decide(open, 'withdraw', '2020-07-17'), 'reinstate', '2020-07-20');
    expect(reinstated.at(-1)).toMatchObject({ event: 'proposed', pointsHundredths: 50, explanationWorkingDays: 5 });
    expect(findDeduction(reinstated, june)).toMatchObject({ state: 'proposed', notified: null, takenHundredths: 0 });
  });

  test('not where the month does not exceed any more', () => {
    const passed = judged('2020-06', 2, null);
    const reversed = decide(confirmedAtOnce, 'reverse');
    const noMore = refusal('NOTHING_TO_REINSTATE', /is passed by revision 2/);
    expect(() => decide(reversed, 'reinstate', '2020-07-09', { latest: passed })).toThrow(noMore);
  });

  test('a withdrawal of what was explained, judged anew since: the new figures are proposed, not taken untold', () => {
    // Prepare: half a point was explained; revision 3 says two points
    const withdrawn = decide(explain(told, '2020-07-07'), 'withdraw');
    const third = judged('2020-06', 3, 200, { explanationWorkingDays: 5 });

    // Act
    const reinstated = decide(withdrawn, 'reinstate', '2020-07-20', { latest: third });

    // Assess: nothing is taken; sent again it is the same decision
    const anew = { event: 'proposed', revision: 3, pointsHundredths: 200, explanationWorkingDays: 5 };
    expect(reinstated.at(-1)).toMatchObject(anew);
    expect(findDeduction(reinstated, june)).toMatchObject({ state: 'proposed', notified: null, takenHundredths: 0 });
    expect(decide(reinstated, 'reinstate', '2020-07-21', { latest: third })).toEqual(reinstated);
  });

  test.each([200, null])('not on a draft that nobody approved (%s hundredths)', (points) => {
    const reversed = decide(confirmedAtOnce, 'reverse');
    const draft = judged('2020-06', 2, points, { approval: 'required' });
    const awaits = refusal('DRAFT_NOT_APPROVED', /so-khdt for 2020-06 .* revision 2 awaits approval: approve it/);
    expect(() => decide(reversed, 'reinstate', '2020-07-09', { latest: draft })).toThrow(awaits);
  });

  test('on a draft that was approved meanwhile', () => {
    const reversed = decide(confirmedAtOnce, 'reverse');
    const latest = judged('2020-06', 2, 200, { approval: 'required' });
    const approval = { actor: 'giam-doc', reason: 'Đồng ý', approvedAt: '2020-07-08T02:00:00.000Z' };
    const reinstated = decide(reversed, 'reinstate', '2020-07-09', { latest, approval });
    expect(reinstated.at(-1)).toMatchObject({ event: 'adjusted', revision: 2, pointsHundredths: 200 });
  });

  test('not where a re-evaluation took it back', () => {
    const withdrawn = enterAll(told, (entries) => nextConsequence(entries, judged('2020-06', 2, null)));
    const byReevaluation = refusal('DECISION_NOT_POSSIBLE', /is withdrawn by a re-evaluation .* nothing to decide/);
    expect(() => decide(withdrawn, 'reinstate')).toThrow(byReevaluation);
  });
});

describe('an explanation', () => {
  test('that comes in time is in time, whenever it is recorded', () => {
    const late = explain(told, '2020-07-10', { recordedOn: '2020-07-13' });
    expect(standing(late)).toEqual(['explained', 0]);
  });

  test('that comes after the window is on record and changes nothing', () => {
    const late = explain(told, '2020-07-11', { recordedOn: '2020-07-13' });
    expect(standing(late)).toEqual(['notified', 0]);
    expect(standing(settled(late, '2020-07-13'))).toEqual(['confirmed', 50]);
    expect(findDeduction(late, june)?.explanations).toEqual([
      { sequence: 3, receivedOn: '2020-07-11', text: 'Phần mềm lỗi hai ngày', reference: '15/VP', isInTime: false },
    ]);
  });

  test('of a confirmed deduction is on record and changes nothing', () => {
    const explained = explain(confirmedAtOnce, '2020-07-20');
    expect(standing(explained)).toEqual(['confirmed', 50]);
    expect(explained.at(-1)).toMatchObject({ event: 'explained', pointsHundredths: 0, happenedOn: '2020-07-20' });
  });

  test('of a proposal that was replaced does not answer the new one', () => {
    const second = judged('2020-06', 2, 80, { explanationWorkingDays: 5 });
    const anew = enterAll(explain(told, '2020-07-07'), (entries) => nextConsequence(entries, second));
    expect(standing(anew)).toEqual(['proposed', 0]);
    expect(standing(explain(anew, '2020-07-07'))).toEqual(['explained', 0]);
  });

  test('in the same words answers a proposal that was made anew by a reinstatement, too', () => {
    // Prepare: explained, withdrawn, judged anew at two points, and reinstated: the unit has not answered those
    const withdrawn = decide(explain(told, '2020-07-07'), 'withdraw');
    const third = judged('2020-06', 3, 200, { explanationWorkingDays: 5 });
    const anew = decide(withdrawn, 'reinstate', '2020-07-09', { latest: third });
    expect(standing(anew)).toEqual(['proposed', 0]);

    // Act
    const answered = explain(anew, '2020-07-07', { recordedOn: '2020-07-10' });

    // Assess
    expect(answered).toHaveLength(anew.length + 1);
    expect(standing(answered)).toEqual(['explained', 0]);
    expect(explain(answered, '2020-07-07', { recordedOn: '2020-07-10' })).toEqual(answered);
  });

  test.each(['2020-07-01', '2020-07-10'])('cannot have come on %s: entered on the 2nd, recorded on the 9th', (day) => {
    const wrong = refusal('RECEIVED_ON_WRONG', /entered on 2020-07-02, and today is 2020-07-09/);
    expect(() => explain(told, day, { recordedOn: '2020-07-09' })).toThrow(wrong);
  });
});
