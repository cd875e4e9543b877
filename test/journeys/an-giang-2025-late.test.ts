import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { type Evaluation, evaluationSchema } from '../../shared/evaluation/evaluation.ts';
import { sixOClock } from '../evaluate-month/hand-made-province.ts';
import { messageOf, objectCreated } from '../import-registry/registry-drops.ts';
import { type IngestHarness, startIngest } from '../ingest-snapshot/ingest-harness.ts';
import { file, nextMorning } from '../ingest-snapshot/portal.ts';

/**
 * The files of 30/06 and 01/07/2025 do not come: June is judged from that of 02/07, which speaks of the new units only.
 * Of An Giang's communes: An Phú (30337) and Vĩnh Hội Đông (30370) went whole into An Phú, Phú Hội (30355) in part, the
 * rest of it into Nhơn Hội (30346, as was that of the same name before).
 */
const olds = ['30337', '30370', '30355', '30346'];
const news = ['30337', '30346'];
const lineage = [
  '30337,30337,full',
  '30370,30337,full',
  '30355,30337,partial',
  '30355,30346,partial',
  '30346,30346,full',
];

let harness: IngestHarness;
let evaluations: readonly Evaluation[];

beforeAll(async () => {
  harness = await startIngest('Asia/Ho_Chi_Minh');
  for (const [name, lines] of Object.entries(registry())) await harness.register(name, [...lines, ''].join('\n'));
  await send('2025-06-29', [
    'A1,30337,10/06/2025 08:00,20/06/2025 17:00,,open',
    'A2,30337,10/06/2025 08:00,30/07/2025 17:00,,open',
    'B1,30370,10/06/2025 08:00,30/07/2025 17:00,,open',
    'B2,30370,10/06/2025 08:00,30/07/2025 17:00,,open',
    'P1,30355,10/06/2025 08:00,20/06/2025 17:00,,open',
    'P2,30355,10/06/2025 08:00,30/07/2025 17:00,,open',
    'N1,30346,10/06/2025 08:00,30/07/2025 17:00,,open',
  ]);
  // B2 and P2 are gone; a new row that names the new An Phú cannot be read, and may have been received in June.
  await send('2025-07-02', [
    'A1,30337,10/06/2025 08:00,20/06/2025 17:00,,open',
    'A2,30337,10/06/2025 08:00,30/07/2025 17:00,,open',
    'B1,30337,10/06/2025 08:00,30/07/2025 17:00,,open',
    'P1,30346,10/06/2025 08:00,20/06/2025 17:00,,open',
    'N1,30346,10/06/2025 08:00,30/07/2025 17:00,,open',
    'X1,30337,hom qua,30/07/2025 17:00,,open',
  ]);
  await judge('2025-07-04');
  // The month goes by without further changes; B2 and P2 stay away.
  await send('2025-07-31', [
    'A1,30337,10/06/2025 08:00,20/06/2025 17:00,,open',
    'A2,30337,10/06/2025 08:00,30/07/2025 17:00,25/07/2025 08:00,done',
    'B1,30370,10/06/2025 08:00,30/07/2025 17:00,25/07/2025 08:00,done',
    'P1,30346,10/06/2025 08:00,20/06/2025 17:00,,open',
    'N1,30346,10/06/2025 08:00,30/07/2025 17:00,25/07/2025 08:00,done',
  ]);
  await judge('2025-08-01');
  evaluations = (await harness.scan('Evaluations')).map((item) => evaluationSchema.parse(item));
}, 300_000);
afterAll(() => harness.engines.close());

function registry(): Record<string, string[]> {
  const units = [
    ...olds.map((code) => ({ code, unitId: `cu-${code}`, period: '2020-01-01,2025-06-30' })),
    ...news.map((code) => ({ code, unitId: `moi-${code}`, period: '2025-07-01,' })),
  ];
  const portal = {
    sourceId: 'portal',
    name: 'Cổng dịch vụ công',
    ownerUnitId: 'van-phong',
    timeZone: 'Asia/Ho_Chi_Minh',
    rhythm: 'daily',
    columns: {
      dossierCode: 'code',
      unitCode: 'unit',
      receivedAt: 'received',
      dueAt: 'due',
      completedAt: 'completed',
      status: 'status',
    },
    dateFormats: ['dd/MM/yyyy HH:mm'],
    statuses: { open: 'open', done: 'completed' },
  };
  const rowsOf = (heading: string, row: (unit: (typeof units)[number]) => string) => [heading, ...units.map(row)];
  return {
    'sources.json': [JSON.stringify([portal])],
    'units.csv': rowsOf(
      'unitId,name,tier,kind,parentUnitId,headName,headEmail,deputyEmails,ccEmails,validFrom,validTo',
      ({ unitId, period }) => `${unitId},${unitId},commune,locality,,,,,,${period}`,
    ),
    'unit-codes.csv': rowsOf(
      'sourceId,code,unitId,validFrom,validTo',
      ({ code, unitId, period }) => `portal,${code},${unitId},${period}`,
    ),
    'unit-sources.csv': rowsOf(
      'unitId,sourceId,validFrom,validTo',
      ({ unitId, period }) => `${unitId},portal,${period}`,
    ),
    'unit-lineage.csv': [
      'oldUnitId,newUnitId,share,on',
      ...lineage.map((line) => {
        const [oldCode, newCode, share] = line.split(',');
        return `cu-${oldCode},moi-${newCode},${share},2025-07-01`;
      }),
    ],
  };
}

async function send(day: string, rows: readonly string[]): Promise<void> {
  await harness.drop(`snapshots/portal/${day}.csv`, file(...rows), nextMorning(day));
}

async function judge(day: string): Promise<void> {
  const { handler } = await import('../../functions/evaluate-month/handler.ts');
  const [record] = messageOf(objectCreated('x', '')).Records;
  const event = { Records: [{ ...record, body: JSON.stringify(sixOClock(day)) }] };
  await (handler as (event: unknown, context: unknown) => Promise<void>)(event, {} as Context);
}

function figures(month: string): Record<string, string> {
  const ofMonth = evaluations.filter((evaluation) => evaluation.month === month);
  return Object.fromEntries(
    ofMonth.map(({ unitId, overdue, unknown, denominator }) => [unitId, `${overdue} ${unknown} ${denominator}`]),
  );
}

test('June, judged from a file that came after the merger, stays with the old communes', () => {
  // Assess: overdue, unknown, denominator. The unreadable row may be of any commune that An Phú was made of.
  expect(figures('2025-06')).toEqual({
    // A1 overdue; X1 unknown; A1, A2, X1
    'cu-30337': '1 1 3',
    // B2 and X1 unknown; B1, B2, X1
    'cu-30370': '0 2 3',
    // P1 overdue; P2 and X1 unknown; P1, P2, X1
    'cu-30355': '1 2 3',
    'cu-30346': '0 0 1',
  });
});

test('July has what they brought, and may have what is missing; a code that is no longer in force is its successor’s', () => {
  // Assess
  expect(figures('2025-07')).toEqual({
    // A1 overdue; B2, P2 unknown; A1, A2, B1, B2, P2. X1 was gone without ever having been read.
    'moi-30337': '1 2 5',
    // P1 overdue; P2 unknown; P1, N1, P2
    'moi-30346': '1 1 3',
  });
});

test('what is gone was found once, under the commune that was last seen to have it', async () => {
  // Act
  const findings = await harness.scan('Findings');
  // Assess
  const found = findings.map(({ unitId, kind, evidence }) => `${unitId} ${kind} ${JSON.stringify(evidence)}`);
  expect(found.toSorted()).toEqual([
    'cu-30355 vanished-while-open {"dossierCode":"P2","lastSeenOn":"2025-06-29"}',
    'cu-30370 vanished-while-open {"dossierCode":"B2","lastSeenOn":"2025-06-29"}',
  ]);
});

test('a dossier that stays under the code of a commune that was split is told of: nobody knows who has it', async () => {
  // Prepare: in August Phú Hội is still named beside an open dossier, day after day
  const rows = ['S1,30355,01/08/2025 08:00,20/08/2025 17:00,,open', 'A1,30337,10/06/2025 08:00,20/06/2025 17:00,,open'];
  // Act
  await send('2025-08-01', rows);
  await send('2025-08-02', rows);
  // Assess
  const found = (await harness.scan('Findings')).filter(({ kind }) => kind === 'unit-ended');
  expect(found).toMatchObject([
    {
      unitId: 'van-phong',
      day: '2025-08-01',
      evidence: { unitId: 'cu-30355', openDossiers: 1, successorCodes: ['30337', '30346'] },
      severity: 'warning',
    },
  ]);
});
