import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import { connectTables, type Tables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';

let engines: Engines;
let tables: Tables;
let store: ToldTopicStore;
beforeAll(async () => {
  engines = await startEngines();
  tables = connectTables();
  store = new ToldTopicStore(tables, engines.tableNames.Notices);
});
afterAll(() => engines.close());

test('a topic is told by the first digest that marks it, and can be read in the console', async () => {
  // Act
  const marks = [
    await store.markTold('deduction#so-khdt#2020#1', 'digest_2020-07-02_a', '2020-07-02'),
    await store.markTold('deduction#so-khdt#2020#1', 'digest_2020-07-03_a', '2020-07-03'),
  ];

  // Assess
  const { Item } = await tables.send(
    new GetCommand({ TableName: engines.tableNames.Notices, Key: { noticeId: 'told#deduction#so-khdt#2020#1' } }),
  );
  expect(marks).toEqual(['digest_2020-07-02_a', 'digest_2020-07-02_a']);
  expect(Item).toEqual({
    noticeId: 'told#deduction#so-khdt#2020#1',
    kind: 'told-topic',
    topicId: 'deduction#so-khdt#2020#1',
    toldBy: 'digest_2020-07-02_a',
    day: '2020-07-02',
  });
});

test('more topics than one read takes are looked up, named twice or not', async () => {
  // Prepare
  const topicIds = Array.from({ length: 250 }, (_, number) => `topic-${number}`);
  const even = topicIds.filter((_, number) => number % 2 === 0);
  await Promise.all(even.map((topicId) => store.markTold(topicId, 'digest_2020-07-02_b', '2020-07-02')));

  // Act
  const told = await store.toldAmong([...topicIds, ...topicIds]);
  const none = await store.toldAmong([]);

  // Assess
  expect(told).toEqual(new Map(even.map((topicId) => [topicId, 'digest_2020-07-02_b'])));
  expect(none).toEqual(new Map());
});

test('what a throttled table leaves unread is asked for again', async () => {
  // Prepare: a table that reads one item at a time, and hands back the other keys
  await Promise.all(['x', 'y', 'z'].map((topicId) => store.markTold(topicId, 'digest_2020-07-02_c', '2020-07-02')));
  const throttled = connectTables();
  throttled.middlewareStack.add(
    (next) => async (step) => {
      const input = step.input as { RequestItems?: Record<string, { Keys: Record<string, unknown>[] }> };
      const [entry] = Object.entries(input.RequestItems ?? {});
      if (entry === undefined) return next(step);
      const [tableName, { Keys }] = entry;
      const request = { RequestItems: { [tableName]: { Keys: Keys.slice(0, 1) } } };
      const answer = await next({ ...step, input: request });
      const left = Keys.slice(1);
      if (left.length > 0) Object.assign(answer.output, { UnprocessedKeys: { [tableName]: { Keys: left } } });
      return answer;
    },
    { step: 'initialize', priority: 'low' },
  );

  // Act
  const told = await new ToldTopicStore(throttled, engines.tableNames.Notices).toldAmong(['x', 'untold', 'y', 'z']);

  // Assess
  expect([...told.keys()].sort()).toEqual(['x', 'y', 'z']);
});
