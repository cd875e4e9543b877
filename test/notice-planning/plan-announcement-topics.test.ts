import { expect, test } from '@jest/globals';
import type { Announcement } from '../../shared/notice/announcement.ts';
import { planAnnouncementTopics, unitsToTell } from '../../shared/notice/plan-announcement-topics.ts';
import { planDigests } from '../../shared/notice/plan-digests.ts';
import { compareUrgency } from '../../shared/notice/rank-topics.ts';
import { assignmentTopic, deductionTopic, unit } from './facts.ts';

function headOf(month: string, number: number): Announcement {
  return {
    month,
    number,
    headKey: `ledger/heads/${month}/000${number}.json`,
    headHash: 'a'.repeat(64),
    tiers: [],
    pointsHundredths: 0,
    exceededCount: 0,
    exceededUnits: [],
  };
}

const units = new Map([unit('so-tttt'), unit('so-noi-vu')].map((row) => [row.unitId, row]));

test('every head is told to each unit, once: a later head of the month does not swallow an earlier one', () => {
  // Prepare
  const announcements = [headOf('2020-06', 1), headOf('2020-06', 2)];
  const due = planAnnouncementTopics({ announcements, unitIds: ['so-tttt', 'so-noi-vu'], units });
  const told = new Map([['announcement#so-tttt#2020-06#1', 'digest_2020-07-02_x']]);

  // Act
  const { orders } = planDigests('2020-07-03', due, told, units);

  // Assess
  const toldNow = orders.map(({ unitIds, topics }) => [unitIds[0], ...topics.map(({ topicId }) => topicId)]);
  expect(toldNow).toEqual([
    ['so-noi-vu', 'announcement#so-noi-vu#2020-06#1', 'announcement#so-noi-vu#2020-06#2'],
    ['so-tttt', 'announcement#so-tttt#2020-06#2'],
  ]);
});

test('announcements come after all that a unit must do', () => {
  // Prepare
  const facts = { announcements: [headOf('2020-06', 1)], unitIds: ['so-tttt'], units };
  const [{ topic } = { topic: deductionTopic('so-tttt') }] = planAnnouncementTopics(facts);

  // Act
  const kinds = [topic, assignmentTopic('so-tttt'), deductionTopic('so-tttt')].sort(compareUrgency);

  // Assess
  expect(kinds.map(({ kind }) => kind)).toEqual(['deduction', 'assignment', 'announcement']);
});

test('those are told whom the province names, or else the units that own the sources, each once', () => {
  const sources = [{ ownerUnitId: 'so-tttt' }, { ownerUnitId: 'so-khdt' }, { ownerUnitId: 'so-tttt' }];

  expect(unitsToTell('*', sources)).toEqual(['so-khdt', 'so-tttt']);
  expect(unitsToTell('van-phong; so-noi-vu', sources)).toEqual(['so-noi-vu', 'van-phong']);
});
