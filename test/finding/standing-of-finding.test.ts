import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DismissalRule } from '../../shared/finding/dismissal-rule.ts';
import { type Finding, findingKindSchema } from '../../shared/finding/finding.ts';
import { dismissibleKinds } from '../../shared/finding/finding-kinds.ts';
import { SYSTEM_ACTOR, withMove } from '../../shared/finding/move-finding.ts';
import { standingOfFinding } from '../../shared/finding/standing-of-finding.ts';
import { extensionsAllowed, movedDueDate } from './facts.ts';

const move = { actor: 'le-thi-b', reason: 'Vẫn phải xem', reference: null, at: '2020-06-21T02:00:00.000Z' };

function stateOn(day: string | null, rule: DismissalRule = extensionsAllowed, month: string | null = null): string {
  return standingOfFinding({ ...movedDueDate, day, month }, [rule]).state;
}

test('a rule dismisses what it names from its first day to its last, and the finding itself stays as it is', () => {
  expect(['2020-05-31', '2020-06-01', '2020-12-31', '2021-01-01'].map((day) => stateOn(day))).toEqual([
    'open',
    'dismissed',
    'dismissed',
    'open',
  ]);
  expect(standingOfFinding(movedDueDate, [extensionsAllowed])).toEqual({
    state: 'dismissed',
    history: [],
    rule: extensionsAllowed,
  });
});

test('of a finding about a month its last day counts; one that names no time is under no rule', () => {
  expect(stateOn(null, extensionsAllowed, '2020-12')).toBe('dismissed');
  expect(stateOn(null, extensionsAllowed, '2021-01')).toBe('open');
  expect(stateOn(null)).toBe('open');
});

test('a rule that was ended early dismisses nothing of later days; ended on the day before its first, nothing at all', () => {
  const end = { ruleId: extensionsAllowed.ruleId, ...move, endOn: '2020-06-15', endedAt: move.at };
  const none = { ...end, endOn: '2020-05-31' };

  expect(stateOn('2020-06-15', { ...extensionsAllowed, end })).toBe('dismissed');
  expect(stateOn('2020-06-16', { ...extensionsAllowed, end })).toBe('open');
  expect(stateOn('2020-06-01', { ...extensionsAllowed, end: none })).toBe('open');
});

test.each<[string, Partial<DismissalRule>, string]>([
  ['another procedure', { procedureCode: '2.000815' }, 'open'],
  ['another unit', { unitId: 'so-y-te', procedureCode: null }, 'open'],
  ['its unit, whatever the procedure', { unitId: 'so-xay-dung', procedureCode: null }, 'dismissed'],
  ['its unit, but another procedure', { unitId: 'so-xay-dung', procedureCode: '2.000815' }, 'open'],
  ['another kind', { kinds: ['vanished-while-open'] }, 'open'],
])('a rule for %s leaves it %s', (_what, changes, state) => {
  expect(stateOn('2020-06-15', { ...extensionsAllowed, ...changes })).toBe(state);
});

test('what a person said of this very finding goes before every rule; the word of the system does not', () => {
  const byPerson = withMove(movedDueDate, { ...move, state: 'open' });
  const bySystem = withMove(movedDueDate, { ...move, state: 'open', actor: SYSTEM_ACTOR });
  const resolved = withMove(movedDueDate, { ...move, state: 'resolved' });

  expect([byPerson, bySystem, resolved].map((one) => standingOfFinding(one, [extensionsAllowed]).state)).toEqual([
    'open',
    'dismissed',
    'resolved',
  ]);
});

test('of several rules that fit, the one that was ordered first is named', () => {
  const later = { ...extensionsAllowed, ruleId: 'a-later-one', orderedAt: '2020-06-21T00:00:00.000Z' };
  expect(standingOfFinding(movedDueDate, [later, extensionsAllowed]).rule?.ruleId).toBe('2020-gia-han-dat-dai');
});

test('a rule in the table that names what protects the system dismisses nothing of it', () => {
  const everything: DismissalRule = { ...extensionsAllowed, kinds: findingKindSchema.options };
  const dismissed = findingKindSchema.options.filter(
    (kind) => standingOfFinding({ ...movedDueDate, kind }, [everything]).state === 'dismissed',
  );

  expect(dismissed).toEqual(dismissibleKinds);
  expect(dismissed).not.toEqual(expect.arrayContaining(['ledger-fault']));
  for (const kind of [
    'snapshot-quarantined',
    'snapshot-missing',
    'unit-unreachable',
    'past-changed',
    'recount-differs',
  ]) {
    expect(dismissed).not.toContain(kind);
  }
});

test('whatever the rules, in whatever order: only open findings change, only to dismissed, and only under a rule that names them', () => {
  const days = fc.constantFrom('2020-05-31', '2020-06-01', '2020-06-15', '2020-12-31', '2021-01-01');
  const rules = fc.array(
    fc.record({
      ruleId: fc.constantFrom('r1', 'r2', 'r3'),
      unitId: fc.constantFrom(null, 'so-xay-dung', 'so-y-te'),
      procedureCode: fc.constantFrom(null, '1.004257', '2.000815'),
      validFrom: days,
      until: days,
    }),
    { maxLength: 5 },
  );
  const states = fc.constantFrom<Finding['state']>('open', 'explained', 'dismissed', 'resolved');
  fc.assert(
    fc.property(rules, states, days, (changes, state, day) => {
      const all = changes.map((change) => ({ ...extensionsAllowed, ...change }));
      const finding: Finding = { ...movedDueDate, day, state };
      const standing = standingOfFinding(finding, all);
      const isNamed = all.some(
        ({ unitId, procedureCode, validFrom, until }) =>
          unitId !== 'so-y-te' && procedureCode !== '2.000815' && validFrom <= day && day <= until,
      );
      expect(standing.state).toBe(state === 'open' && isNamed ? 'dismissed' : state);
      expect(standingOfFinding(finding, all.toReversed())).toMatchObject({ state: standing.state });
    }),
  );
});
