import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { connectTables } from '../../shared/runtime/tables.ts';
import { sixOClock } from '../evaluate-month/hand-made-province.ts';
import { sqsEvent } from '../notice/sqs-event.ts';
import { quarterToSeven, registerJudgedProvince } from '../verify-ledger/judged-province.ts';
import type { InterruptedCase } from './interrupted-case.ts';
import type { System } from './system.ts';

async function judged(system: System): Promise<void> {
  await registerJudgedProvince(system.engines);
  await system.handle('evaluate-month', sqsEvent(sixOClock('2020-07-01')));
}

/** Three months, judged and announced. */
async function announced(system: System): Promise<void> {
  await registerJudgedProvince(system.engines);
  for (const day of ['2020-07-01', '2020-08-01', '2020-09-01']) {
    await system.handle('evaluate-month', sqsEvent(sixOClock(day)));
    await system.handle('announce-month', sqsEvent(quarterToSeven(day)));
  }
}

/** And an entry of a unit that never lost a point, put in by hand. */
async function tamperedWith(system: System): Promise<void> {
  await announced(system);
  const Item = { account: 'so-y-te#2020', sequence: 1, reason: 'x' };
  await connectTables().send(new PutCommand({ TableName: system.engines.tableNames.Ledger, Item }));
}

export const announceCases: readonly InterruptedCase[] = [
  {
    title: 'the head of a month that is judged whole',
    prepare: judged,
    event: sqsEvent(quarterToSeven('2020-07-01')),
    writesTo: ['Registry', 'ledger/'],
  },
];

export const verifyCases: readonly InterruptedCase[] = [
  {
    title: 'a ledger with an entry that nobody entered',
    prepare: tamperedWith,
    event: sqsEvent({ scheduledAt: '2020-09-06T05:00:00+07:00' }),
    writesTo: ['Findings', 'ledger-reports/'],
    raises: ['LedgerFaulty'],
  },
];

export const statementCases: readonly InterruptedCase[] = [
  {
    title: 'the statement of an account',
    prepare: announced,
    event: { unitId: 'so-xay-dung', year: '2020', actor: 'so-noi-vu', reason: 'Chấm điểm năm 2020' },
    writesTo: ['statements/'],
  },
];
