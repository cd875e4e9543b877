import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Context, SQSEvent } from 'aws-lambda';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { acceptSnapshot, endState, juneOf, registerProvince, sixOClock, TIME_ZONE } from './hand-made-province.ts';

let engines: Engines;
let handler: (event: SQSEvent, context: Context) => Promise<unknown>;
beforeAll(async () => {
  engines = await startEngines();
  const { Registry, Snapshots, Tallies, Evaluations, Ledger, Findings } = engines.tableNames;
  Object.assign(process.env, {
    REGISTRY_TABLE: Registry,
    SNAPSHOTS_TABLE: Snapshots,
    TALLIES_TABLE: Tallies,
    EVALUATIONS_TABLE: Evaluations,
    LEDGER_TABLE: Ledger,
    FINDINGS_TABLE: Findings,
    BUCKET: engines.bucketName,
    TIME_ZONE,
  });
  ({ handler } = await import('../../functions/evaluate-month/handler.ts'));
});
afterAll(() => engines.close());

function message(body: string): SQSEvent {
  return {
    Records: [
      {
        messageId: 'm',
        receiptHandle: 'r',
        body,
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: '',
          SenderId: '',
          ApproximateFirstReceiveTimestamp: '',
        },
        messageAttributes: {},
        md5OfBody: '',
        eventSource: 'aws:sqs',
        eventSourceARN: '',
        awsRegion: '',
      },
    ],
  };
}

const context = { getRemainingTimeInMillis: () => 60_000 } as Context;

test('the schedule’s message, delivered twice, judges the month that has ended and takes the points once', async () => {
  // Prepare
  await registerProvince(engines, { 'so-xay-dung': 'province' });
  await acceptSnapshot(engines, '2020-06-30', juneOf('so-xay-dung', 48, 1));
  const event = message(JSON.stringify(sixOClock('2020-07-01')));

  // Act
  await handler(event, context);
  await handler(event, context);

  // Assess
  const evaluations = await new EvaluationStore(connectTables(), engines.tableNames.Evaluations).byMonth('2020-06');
  expect(evaluations).toEqual([
    expect.objectContaining({ unitId: 'so-xay-dung', verdict: 'exceeded', denominator: 49 }),
  ]);
  expect((await endState(engines)).ledger).toHaveLength(1);
});

test('a message that is none of the schedule’s goes back to the queue', async () => {
  await expect(handler(message('{}'), context)).rejects.toMatchObject({ code: 'UNREADABLE_MESSAGE' });
});
