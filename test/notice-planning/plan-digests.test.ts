import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { composeDigest } from '../../shared/notice/compose-digest.ts';
import type { DueTopic } from '../../shared/notice/due-topic.ts';
import { MOST_MESSAGE_BYTES } from '../../shared/notice/fit-in-message.ts';
import { digestOrderSchema, type Topic } from '../../shared/notice/notice.ts';
import { planDigests } from '../../shared/notice/plan-digests.ts';
import type { Unit } from '../../shared/unit/unit.ts';
import { letterhead } from '../notice/sample-orders.ts';
import { assignmentTopic, deductionTopic, unit } from './facts.ts';

const day = '2020-07-03';

const nothingTold = new Map<string, string>();

function due(topics: readonly Topic[]): DueTopic[] {
  return topics.map((topic) => ({ topic, supersededBy: [] }));
}

function byId(...units: Unit[]): Map<string, Unit> {
  return new Map(units.map((row) => [row.unitId, row]));
}

test('a head of two units gets one digest, with the deputies and copies of both', () => {
  // Prepare: the same address, written differently in the two rows
  const units = byId(
    unit('so-tttt', {
      headEmail: 'Le.Van.A@an-giang.example',
      deputyEmails: ['b@an-giang.example'],
      ccEmails: ['vp@an-giang.example'],
    }),
    unit('ban-cntt', {
      headEmail: 'le.van.a@an-giang.example',
      deputyEmails: ['c@an-giang.example', 'B@an-giang.example', 'le.van.a@an-giang.example'],
      ccEmails: ['vp@an-giang.example'],
    }),
    unit('so-khdt'),
  );
  const topics = ['so-tttt', 'so-khdt', 'ban-cntt'].map((unitId) => assignmentTopic(unitId));

  // Act
  const { orders } = planDigests(day, due(topics), nothingTold, units);

  // Assess
  expect(orders).toHaveLength(2);
  expect(orders.find(({ unitIds }) => unitIds.includes('so-tttt'))).toMatchObject({
    noticeId: `digest_2020-07-03_${createHash('sha256').update('le.van.a@an-giang.example').digest('hex').slice(0, 16)}`,
    to: ['le.van.a@an-giang.example'],
    cc: ['vp@an-giang.example'],
    unitIds: ['ban-cntt', 'so-tttt'],
    replaces: null,
  });
  const deputies = orders.flatMap((order) => order.deputies).map((address) => address.toLowerCase());
  expect(deputies.sort()).toEqual(['b@an-giang.example', 'c@an-giang.example']);
});

test('deductions come first, then overdue reports, then the rest by due date', () => {
  // Prepare
  const topics: Topic[] = [
    assignmentTopic('so-khdt', { topicId: 'later', dueOn: '2020-07-14', milestone: 7 }),
    assignmentTopic('so-khdt', { topicId: 'sooner', dueOn: '2020-07-06', milestone: 1 }),
    assignmentTopic('so-khdt', { topicId: 'overdue', dueOn: '2020-07-01', milestone: -1 }),
    assignmentTopic('so-khdt', { topicId: 'longer overdue', dueOn: '2020-06-29', milestone: -3 }),
    deductionTopic('so-khdt', { topicId: 'deduction' }),
  ];

  // Act
  const { orders } = planDigests(day, due(topics), nothingTold, byId(unit('so-khdt')));

  // Assess
  expect(orders.map((order) => order.topics.map(({ topicId }) => topicId))).toEqual([
    ['deduction', 'longer overdue', 'overdue', 'sooner', 'later'],
  ]);
});

test('without a head’s address the deputies are told, without both the unit is unreachable, without a row nobody', () => {
  // Prepare
  const units = byId(
    unit('headless', { headName: null, headEmail: null, deputyEmails: ['b@x.example', 'c@x.example'] }),
    unit('mute', { headEmail: null }),
  );
  const topics = ['headless', 'mute', 'ended'].map((unitId) => assignmentTopic(unitId));

  // Act
  const plan = planDigests(day, due(topics), nothingTold, units);

  // Assess
  expect(plan.orders).toMatchObject([
    { to: ['b@x.example', 'c@x.example'], deputies: [], recipientName: 'Lãnh đạo Đơn vị headless' },
  ]);
  expect(plan.unreachable.map(({ unit: row, topics: untold }) => [row.unitId, untold.length])).toEqual([['mute', 1]]);
  expect(plan.unitIdsNotInForce).toEqual(['ended']);
});

test('planned again, a digest keeps what it told itself, and takes nothing that another digest told', () => {
  // Prepare: by now one topic was told by this morning's digest, one by yesterday's, one was overtaken
  const units = byId(unit('so-khdt'));
  const topics = ['own', 'yesterday', 'overtaken', 'untold'].map((topicId) => assignmentTopic('so-khdt', { topicId }));
  const dueTopics = due(topics).map((one) =>
    one.topic.topicId === 'overtaken' ? { ...one, supersededBy: ['later milestone'] } : one,
  );
  const noticeId = planDigests(day, dueTopics, nothingTold, units).orders[0]?.noticeId ?? '';
  const told = new Map([
    ['own', noticeId],
    ['yesterday', noticeId.replace(day, '2020-07-02')],
    ['later milestone', noticeId.replace(day, '2020-07-02')],
  ]);

  // Act
  const { orders } = planDigests(day, dueTopics, told, units);

  // Assess
  expect(orders.map((order) => order.topics.map(({ topicId }) => topicId))).toEqual([['own', 'untold']]);
});

test('a unit all of whose topics were told is neither mailed nor reported as unreachable or ended', () => {
  // Prepare
  const units = byId(unit('so-khdt'), unit('mute', { headEmail: null }));
  const topics = ['so-khdt', 'mute', 'ended'].map((unitId) => assignmentTopic(unitId));
  const told = new Map(topics.map(({ topicId }) => [topicId, 'digest_2020-07-02_x']));

  // Act
  const plan = planDigests(day, due(topics), told, units);

  // Assess
  expect(plan).toEqual({ orders: [], unreachable: [], unitIdsNotInForce: [] });
});

test('a digest too large for a message keeps the most urgent topics', () => {
  // Prepare: 300 topics of about 1.5 kB (Vietnamese letters take up to 3 bytes), the deduction last
  const topics: Topic[] = Array.from({ length: 300 }, (_, number) =>
    assignmentTopic('so-khdt', { topicId: `t${number}`, title: 'Ệ'.repeat(400) }),
  );
  topics.push(deductionTopic('so-khdt'));

  // Act
  const [order] = planDigests(day, due(topics), nothingTold, byId(unit('so-khdt'))).orders;

  // Assess
  const bytes = Buffer.byteLength(JSON.stringify(order));
  expect(bytes).toBeLessThanOrEqual(MOST_MESSAGE_BYTES);
  expect(bytes).toBeGreaterThan(MOST_MESSAGE_BYTES - 2_000);
  expect(order?.topics[0]?.kind).toBe('deduction');
  expect(order?.leftOut).toBe(301 - (order?.topics.length ?? 0));
});

test('the list of the day’s late reports goes out however many letters come before it, and what is left out is counted', () => {
  // Prepare: the unit that collects is the superior, too: 300 escalations of about 1.5 kB come before its list
  const { milestone: _milestone, workingDaysLeft: _left, ...report } = assignmentTopic('so-tttt');
  const late = { ...report, dueOn: '2020-07-02', workingDaysLate: 1 };
  const escalations: Topic[] = Array.from({ length: 300 }, (_, number) => ({
    ...late,
    kind: 'escalation' as const,
    topicId: `t${number}`,
    title: 'Ệ'.repeat(400),
    lateUnitId: 'xa-a',
    lateUnitName: 'Xã A',
    toldAs: 'superior' as const,
    step: 1,
  }));
  const list = {
    kind: 'late-reports' as const,
    unitId: 'so-tttt',
    unitName: 'Sở TTTT',
    day,
    reports: [late],
    total: 300,
  };

  // Act
  const topics = [...escalations, { ...list, topicId: 'list' }];
  const [order] = planDigests(day, due(topics), nothingTold, byId(unit('so-tttt'))).orders;

  // Assess
  if (order === undefined) throw new Error('No digest was ordered.');
  const told = order.topics.length;
  expect(order.topics.map(({ topicId }) => topicId)).toContain('list');
  expect(Buffer.byteLength(JSON.stringify(order))).toBeLessThanOrEqual(MOST_MESSAGE_BYTES);
  expect(digestOrderSchema.parse(order).leftOut).toBe(301 - told);
  const { subject, text } = composeDigest(order, [], letterhead);
  expect(subject).toMatch(
    new RegExp(`^\\[Đúng Hẹn\\] ${told - 1} báo cáo chậm cần đôn đốc; .* và ${301 - told} việc khác$`),
  );
  expect(text).toContain(`Ngoài ra còn ${301 - told} nội dung chưa nêu được trong thư này`);
});

test('deputies get a copy where the unit wants it, and are told again by the letter that replaces one that bounced', () => {
  // Prepare
  const deputyEmails = ['b@x.example', 'C@x.example'];
  const units = byId(
    unit('wants', { deputyEmails, ccEmails: ['c@x.example'], deputiesCopied: true }),
    unit('does-not', { deputyEmails, ccEmails: ['vp@x.example'] }),
  );

  // Act
  const { orders } = planDigests(day, due(['wants', 'does-not'].map((id) => assignmentTopic(id))), nothingTold, units);

  // Assess: each address once, whatever its letters' case
  expect(orders.map(({ unitIds, cc, deputies }) => [unitIds, cc, deputies])).toEqual([
    [['does-not'], ['vp@x.example'], deputyEmails],
    [['wants'], ['c@x.example', 'b@x.example'], deputyEmails],
  ]);
});

test('who heads one unit and stands in for another is told of both by one digest, to all who are to be told', () => {
  // Prepare: the second unit has no head; the third one’s is another person
  const units = byId(
    unit('so-a', { headName: 'Giám đốc Sở A', headEmail: 'A@x.example' }),
    unit('trung-tam', { headName: null, headEmail: null, deputyEmails: ['a@x.example', 'b@x.example'] }),
    unit('so-c', { headEmail: 'c@x.example', deputyEmails: ['a@x.example'] }),
  );
  const topicsOf = (...unitIds: string[]) => due(unitIds.map((unitId) => assignmentTopic(unitId)));

  // Act
  const both = planDigests(day, topicsOf('so-a', 'trung-tam', 'so-c'), nothingTold, units).orders;
  const one = planDigests(day, topicsOf('so-a'), nothingTold, units).orders;

  // Assess: a deputy of a unit that has a head is told nothing directly
  expect(both.map(({ unitIds, to, recipientName }) => [unitIds, to, recipientName])).toEqual([
    [['so-a', 'trung-tam'], ['A@x.example', 'b@x.example'], 'Giám đốc Sở A; Lãnh đạo Đơn vị trung-tam'],
    [['so-c'], ['c@x.example'], 'Thủ trưởng so-c'],
  ]);
  // With nothing to tell of the other unit the digest is the same one, and its deputies are left out.
  expect(one).toMatchObject([{ noticeId: both[0]?.noticeId, to: ['A@x.example'], recipientName: 'Giám đốc Sở A' }]);
});

test('a head of many units is addressed by three of them', () => {
  const unitIds = ['a', 'b', 'c', 'd', 'e'];
  const units = byId(...unitIds.map((id) => unit(id, { headName: null, headEmail: 'x@p.example' })));
  const { orders } = planDigests(day, due(unitIds.map((id) => assignmentTopic(id))), nothingTold, units);
  expect(orders[0]?.recipientName).toBe('Lãnh đạo Đơn vị a, Đơn vị b, Đơn vị c và 2 đơn vị khác');
});

const topicArbitrary = fc
  .tuple(fc.constantFrom('a', 'b', 'c', 'd', 'ended'), fc.integer({ min: 0, max: 99 }), fc.boolean())
  .map(([unitId, number, isDeduction]) =>
    isDeduction
      ? deductionTopic(unitId, { topicId: `d#${unitId}#${number}` })
      : assignmentTopic(unitId, { topicId: `a#${unitId}#${number}` }),
  );
const unitsArbitrary = fc
  .array(fc.constantFrom(null, 'x@p.example', 'X@p.example', 'y@p.example'), { minLength: 4, maxLength: 4 })
  .map((heads) =>
    byId(...['a', 'b', 'c', 'd'].map((unitId, i) => unit(unitId, { headEmail: heads[i] ?? null, deputyEmails: [] }))),
  );

const address = fc.constantFrom('v@p.example', 'V@p.example', 'x@p.example', 'y@p.example', 'z@p.example');
const staffedUnits = fc
  .array(fc.tuple(fc.option(address), fc.array(address, { maxLength: 2 })), { minLength: 4, maxLength: 4 })
  .map((staff) =>
    byId(
      ...['a', 'b', 'c', 'd'].map((unitId, position) => {
        const [headEmail, deputyEmails] = staff[position] ?? [null, []];
        return unit(unitId, { headEmail, deputyEmails });
      }),
    ),
  );

test('no topic is lost: each is in exactly one digest, or its unit is named as unreachable or not in force', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(topicArbitrary, { selector: ({ topicId }) => topicId, maxLength: 30 }),
      fc.oneof(unitsArbitrary, staffedUnits),
      (topics, units) => {
        const plan = planDigests(day, due(topics), nothingTold, units);
        const told = plan.orders.flatMap((order) => order.topics);
        const untold = plan.unreachable.flatMap((unreachable) => unreachable.topics);
        const notInForce = topics.filter(({ unitId }) => plan.unitIdsNotInForce.includes(unitId));
        expect([...told, ...untold, ...notInForce].map(({ topicId }) => topicId).sort()).toEqual(
          topics.map(({ topicId }) => topicId).sort(),
        );
        expect(new Set(plan.orders.map(({ noticeId }) => noticeId)).size).toBe(plan.orders.length);
        for (const order of plan.orders) expect(digestOrderSchema.parse(order)).toEqual(order);
      },
    ),
  );
});

test('nobody is addressed by two digests of a morning, also where it is planned again with other topics', () => {
  fc.assert(
    fc.property(
      fc.array(topicArbitrary, { maxLength: 12 }),
      fc.array(topicArbitrary, { maxLength: 12 }),
      staffedUnits,
      (topics, later, units) => {
        const digestsOf = new Map<string, Set<string>>();
        for (const found of [topics, later]) {
          for (const { to, noticeId } of planDigests(day, due(found), nothingTold, units).orders) {
            for (const one of to.map((written) => written.toLowerCase())) {
              digestsOf.set(one, (digestsOf.get(one) ?? new Set()).add(noticeId));
            }
          }
        }
        for (const digests of digestsOf.values()) expect(digests.size).toBe(1);
      },
    ),
  );
});

test('the plan does not depend on the order in which the topics were found', () => {
  fc.assert(
    fc.property(
      fc
        .uniqueArray(topicArbitrary, { selector: ({ topicId }) => topicId, maxLength: 20 })
        .chain((topics) => fc.tuple(fc.constant(topics), fc.shuffledSubarray(topics, { minLength: topics.length }))),
      unitsArbitrary,
      ([topics, shuffled], units) => {
        const ordersOf = (found: readonly Topic[]) =>
          planDigests(day, due(found), nothingTold, units).orders.toSorted((one, other) =>
            one.noticeId < other.noticeId ? -1 : 1,
          );
        expect(ordersOf(shuffled)).toEqual(ordersOf(topics));
      },
    ),
  );
});
