import { connectTables } from '../../shared/runtime/tables.ts';
import { noCounts } from '../../shared/tally/tally.ts';
import { TallyStore } from '../../shared/tally/tally-store.ts';
import {
  acceptSnapshot,
  juneOf,
  newStores,
  registerProvince,
  sixOClock,
  sourceRow,
} from '../evaluate-month/hand-made-province.ts';
import { instant, rejectedLine, type WrittenLine } from '../evaluation/canonical-lines.ts';
import { policyOf664 } from '../evaluation/policies.ts';
import { sqsEvent } from '../notice/sqs-event.ts';
import type { InterruptedCase } from './interrupted-case.ts';
import type { System } from './system.ts';

const june = [
  ...juneOf('so-xay-dung', 48, 1), // 1/49 = 2,04% > 2%
  ...juneOf('so-y-te', 49, 1), // 1/50 = 2%, not over it
  ...juneOf('cho-moi', 27, 1), // 1/28 = 3,57% > 3,5%
  ...juneOf('tinh-bien', 28, 1), // with the unreadable row at best 1/30 = 3,33%, at worst 2/30 = 6,67%
  rejectedLine('tinh-bien', 99),
];

async function arrived({ engines }: System): Promise<void> {
  await registerProvince(engines, {
    'so-xay-dung': 'province',
    'so-y-te': 'province',
    'cho-moi': 'district',
    'tinh-bien': 'district',
  });
  await acceptSnapshot(engines, '2020-06-30', june);
}

/** Two units that break the first rule; one breaks the second, too: it accepted on Monday 01/06 half an hour late. */
async function judgedByTwoRules({ engines }: System): Promise<void> {
  const units = { 'so-xay-dung': 'province', 'so-y-te': 'province' } as const;
  const second = policyOf664('province', { policyId: 'tiep-nhan', rule: 'late-acceptance', pointsHundredths: 25 });
  await registerProvince(engines, units, sourceRow('portal', { awaiting: ['1'] }), [policyOf664('province'), second]);
  const submitted = (time: string) => (line: WrittenLine) =>
    line.kind === 'dossier'
      ? { ...line, dossier: { ...line.dossier, submittedAt: instant(`2020-05-29 ${time}`) } }
      : line;
  await acceptSnapshot(engines, '2020-06-30', [
    ...juneOf('so-xay-dung', 3, 1).map(submitted('09:00')),
    ...juneOf('so-y-te', 3, 1).map(submitted('07:30')),
  ]);
}

/** One unit whose tally lacks an overdue dossier that the canonical copy shows. */
async function talliedWrongly({ engines }: System): Promise<void> {
  await registerProvince(engines, { 'so-xay-dung': 'province' });
  const { stateDigest, sourceId, day } = await acceptSnapshot(engines, '2020-06-30', juneOf('so-xay-dung', 48, 1));
  const lacking = { ...noCounts(), received: 49, handled: 49, resolvedEarly: 49, fellDue: 49 };
  const tallies = new TallyStore(connectTables(), engines.tableNames.Tallies);
  await tallies.put({ ...lacking, unitId: 'so-xay-dung', month: '2020-06', sourceId, day, stateDigest }, 1);
}

async function correctedAfterwards(system: System): Promise<void> {
  await arrived(system);
  await system.handle('evaluate-month', sqsEvent(sixOClock('2020-07-01')));
  await acceptSnapshot(system.engines, '2020-06-30', juneOf('so-xay-dung', 49, 0), { fileNumber: 2 });
}

/** July was judged while June's copy could not be read: that June is held against July's copy is still owed. */
async function lookBackOwed(system: System): Promise<void> {
  await registerProvince(system.engines, { 'so-xay-dung': 'province' });
  const then = await acceptSnapshot(system.engines, '2020-06-30', juneOf('so-xay-dung', 48, 1));
  await system.handle('evaluate-month', sqsEvent(sixOClock('2020-07-01')));
  const now = await acceptSnapshot(system.engines, '2020-07-31', juneOf('so-xay-dung', 40, 9));
  const { bucket } = newStores(system.engines);
  await bucket.copy(then.canonicalKey ?? '', 'canonical/portal/aside');
  await bucket.copy(now.canonicalKey ?? '', then.canonicalKey ?? '');
  await system.handle('evaluate-month', sqsEvent(sixOClock('2020-08-01'))).catch(() => {});
  await bucket.copy('canonical/portal/aside', then.canonicalKey ?? '');
}

export const evaluationCases: readonly InterruptedCase[] = [
  {
    title: 'a month of which two units exceed, one passes, and one is undecided',
    prepare: arrived,
    event: sqsEvent(sixOClock('2020-07-01')),
    writesTo: ['Evaluations', 'Ledger', 'evidence/', 'ledger/'],
  },
  {
    title: 'a month without a file, once the wait is over',
    prepare: ({ engines }) =>
      registerProvince(
        engines,
        { 'so-xay-dung': 'province', 'cho-moi': 'district' },
        sourceRow('portal', { evaluateFrom: '2020-06' }),
      ),
    event: sqsEvent(sixOClock('2020-07-05')),
    writesTo: ['Evaluations', 'evidence/'],
  },
  {
    title: 'a month judged by two rules',
    prepare: judgedByTwoRules,
    event: sqsEvent(sixOClock('2020-07-01')),
    writesTo: ['Evaluations', 'Ledger', 'evidence/', 'ledger/'],
  },
  {
    title: 'a recount that differs',
    prepare: talliedWrongly,
    event: sqsEvent(sixOClock('2020-07-01')),
    writesTo: ['Findings', 'evidence/'],
    raises: ['RecountDiffers'],
  },
  {
    title: 'a governing file that was corrected after its month was judged',
    prepare: correctedAfterwards,
    event: sqsEvent(sixOClock('2020-07-02')),
    // A process that has just begun makes sure that each deduction has its copy.
    writesTo: ['Findings', 'ledger/'],
    raises: ['GoverningFileChanged'],
  },
  {
    title: 'a look back at the month before that failed the day before',
    prepare: lookBackOwed,
    event: sqsEvent(sixOClock('2020-08-02')),
    writesTo: ['Findings', 'ledger/'],
  },
];
