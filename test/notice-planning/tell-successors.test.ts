import { expect, test } from '@jest/globals';
import { type DueTopic, idsToLookUp } from '../../shared/notice/due-topic.ts';
import { planDigests } from '../../shared/notice/plan-digests.ts';
import { subjectOf } from '../../shared/notice/summarise-digest.ts';
import { tellSuccessors } from '../../shared/notice/tell-successors.ts';
import type { UnitLineage } from '../../shared/unit/unit.ts';
import { deductionTopic, unit } from './facts.ts';

/** The communes a and b became c on 01/07; p was split between c and d. */
const ended = { validTo: '2020-06-30' };
const begun = { validFrom: '2020-07-01' };
const units = [
  unit('a', ended),
  unit('b', ended),
  unit('p', ended),
  unit('lost', ended),
  unit('c', begun),
  unit('d', begun),
];
const row = (oldUnitId: string, newUnitId: string, share: UnitLineage['share']): UnitLineage => ({
  oldUnitId,
  newUnitId,
  share,
  on: '2020-07-01',
});
const register = {
  units,
  lineage: [row('a', 'c', 'full'), row('b', 'c', 'full'), row('p', 'c', 'partial'), row('p', 'd', 'partial')],
};
const due = (...unitIds: string[]): DueTopic[] =>
  unitIds.map((unitId) => ({ topic: deductionTopic(unitId), supersededBy: [] }));

function plan(day: string, dueTopics: readonly DueTopic[], told: ReadonlyMap<string, string> = new Map()) {
  const inForce = units.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo));
  return planDigests(
    day,
    tellSuccessors(dueTopics, day, register),
    told,
    new Map(inForce.map((one) => [one.unitId, one])),
  );
}

const tellings = ({ orders }: ReturnType<typeof plan>) =>
  orders.flatMap(({ to, topics }) => topics.map(({ topicId, unitName }) => `${to.join()} ${topicId} ${unitName}`));

test('a deduction of a merged unit is told to the head of its successor, in the old unit’s name, under its own id', () => {
  // Act
  const morning = plan('2020-07-03', due('a', 'b'));
  // Assess
  expect(tellings(morning)).toEqual([
    'c@an-giang.example deduction#a#2020#1 Đơn vị a (cũ, nay thuộc Đơn vị c)',
    'c@an-giang.example deduction#b#2020#1 Đơn vị b (cũ, nay thuộc Đơn vị c)',
  ]);
  expect(morning.unitIdsNotInForce).toEqual([]);
  expect(morning.orders.map(subjectOf)).toEqual(['[Đúng Hẹn] 2 đơn vị bị trừ điểm tháng 6/2020']);
});

test('one of a split unit is told to each of those that it went into', () => {
  // Act
  const morning = plan('2020-07-03', due('p'));
  // Assess
  expect(tellings(morning)).toEqual([
    'c@an-giang.example deduction#p#2020#1 Đơn vị p (cũ, một phần nay thuộc Đơn vị c)',
    'd@an-giang.example deduction#p#2020#1#d Đơn vị p (cũ, một phần nay thuộc Đơn vị d)',
  ]);
});

test('before the merger the unit itself is told', () => {
  // Act
  const morning = plan('2020-06-30', due('a', 'p'));
  // Assess
  expect(tellings(morning)).toEqual([
    'a@an-giang.example deduction#a#2020#1 Đơn vị a',
    'p@an-giang.example deduction#p#2020#1 Đơn vị p',
  ]);
});

test('what the old head was told is told to nobody again', () => {
  // Prepare
  const told = new Map([
    ['deduction#a#2020#1', 'digest_2020-06-30_0123456789abcdef'],
    ['deduction#p#2020#1', 'digest_2020-06-30_0123456789abcdef'],
  ]);
  // Act
  const morning = plan('2020-07-03', due('a', 'p'), told);
  // Assess
  expect(morning.orders).toEqual([]);
});

test('a morning of which one digest went out and one did not, planned again, orders both', () => {
  // Prepare: a run that died after the first of two digests; its topics are marked as told
  const first = plan('2020-07-03', due('p'));
  const told = new Map([['deduction#p#2020#1', first.orders[0]?.noticeId ?? '']]);
  // Act
  const again = plan('2020-07-03', due('p'), told);
  // Assess
  expect(again.orders).toEqual(first.orders);
});

test('the next day tells those who were not told yet, and nobody twice', () => {
  // Prepare
  const told = new Map([['deduction#p#2020#1', plan('2020-07-03', due('p')).orders[0]?.noticeId ?? '']]);
  // Act
  const nextDay = plan('2020-07-06', due('p'), told);
  // Assess
  expect(tellings(nextDay)).toEqual([
    'd@an-giang.example deduction#p#2020#1#d Đơn vị p (cũ, một phần nay thuộc Đơn vị d)',
  ]);
});

test('what became of a deduction is told to the one successor that was told of it, under its own ids', () => {
  // Prepare: c had no address when d was told of the proposal; since then it was withdrawn
  const told = new Map([['deduction#p#2020#1#d', 'digest_2020-07-03_0123456789abcdef']]);
  const topic = { ...deductionTopic('p'), topicId: 'deduction#p#2020#2' };
  const withdrawn = { topic, supersededBy: [], onlyAfter: ['deduction#p#2020#1'] };
  const neverHeard = { topic, supersededBy: ['deduction#p#2020#1'] };

  // Act
  const [afterIt, asNews] = [withdrawn, neverHeard].map((one) => plan('2020-07-06', [one], told));

  // Assess
  expect(afterIt && tellings(afterIt)).toEqual([
    'd@an-giang.example deduction#p#2020#2#d Đơn vị p (cũ, một phần nay thuộc Đơn vị d)',
  ]);
  expect(asNews && tellings(asNews)).toEqual([
    'c@an-giang.example deduction#p#2020#2 Đơn vị p (cũ, một phần nay thuộc Đơn vị c)',
  ]);
});

test('a unit of which nothing is known to have become is still named as told to nobody', () => {
  // Act
  const morning = plan('2020-07-03', due('lost'));
  // Assess
  expect([morning.orders, morning.unitIdsNotInForce]).toEqual([[], ['lost']]);
});

test('every id on which telling depends is looked up', () => {
  // Act
  const ids = idsToLookUp(tellSuccessors(due('p'), '2020-07-03', register).slice(1));
  // Assess
  expect(ids).toEqual(['deduction#p#2020#1#d', 'deduction#p#2020#1']);
});
