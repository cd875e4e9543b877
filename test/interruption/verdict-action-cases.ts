import * as z from 'zod';
import {
  acceptSnapshot,
  importPolicy,
  juneOf,
  registerProvince,
  sixOClock,
  sourceRow,
} from '../evaluate-month/hand-made-province.ts';
import { policyOf664 } from '../evaluation/policies.ts';
import { sqsEvent } from '../notice/sqs-event.ts';
import type { InterruptedCase } from './interrupted-case.ts';
import type { System } from './system.ts';

const units = { 'so-xay-dung': 'province', 'so-y-te': 'province' } as const;

async function judged(system: System, approval: 'automatic' | 'required'): Promise<void> {
  const { engines } = system;
  await registerProvince(engines, units, sourceRow('portal'), []);
  await importPolicy(engines, policyOf664('province', { approval }));
  await acceptSnapshot(engines, '2020-06-30', [
    ...juneOf('so-xay-dung', 48, 1), // 1/49 = 2,04% > 2%
    ...juneOf('so-y-te', 49, 1), // 1/50 = 2%, not over it
  ]);
  await system.handle('evaluate-month', sqsEvent(sixOClock('2020-07-01')));
}

export const approvalCases: readonly InterruptedCase[] = [
  {
    title: 'drafts of which one exceeds',
    prepare: (system) => judged(system, 'required'),
    event: { month: '2020-06', actor: 'chu-tich', reason: 'Tờ trình 12/TTr-VP' },
    writesTo: ['Ledger', 'Registry', 'ledger/'],
  },
];

const previewAnswer = z.object({ preview: z.object({ previewDigest: z.string() }) });
const order = { month: '2020-06', actor: 'chanh-van-phong', reason: 'Tệp chốt tháng gửi lại', confirm: '' };

/** The late dossier of one unit was in time after all, and another unit has one more: both verdicts change. */
async function corrected(system: System): Promise<void> {
  await judged(system, 'automatic');
  const lines = [...juneOf('so-xay-dung', 49, 0), ...juneOf('so-y-te', 48, 2)];
  await acceptSnapshot(system.engines, '2020-06-30', lines, { fileNumber: 2 });
  const { confirm: _confirm, ...wish } = order;
  order.confirm = previewAnswer.parse(await system.handle('reevaluate-month', wish)).preview.previewDigest;
}

const lowered = policyOf664('province', { policyId: '1%', thresholdNumerator: 10 });
const orderWithPolicies = { ...order, policies: [lowered], confirm: '' };

/** One of 49 and one of 50 are over 1%, the row that should have judged them. */
async function judgedByOtherRow(system: System): Promise<void> {
  await judged(system, 'automatic');
  const { confirm: _confirm, ...wish } = orderWithPolicies;
  const answer = await system.handle('reevaluate-month', wish);
  orderWithPolicies.confirm = previewAnswer.parse(answer).preview.previewDigest;
}

export const reevaluationCases: readonly InterruptedCase[] = [
  {
    title: 'a month by a policy that comes with the order',
    prepare: judgedByOtherRow,
    event: orderWithPolicies,
    writesTo: ['Evaluations', 'Ledger', 'Registry', 'evidence/', 'ledger/'],
  },
  {
    title: 'a corrected month that takes one deduction back and brings another',
    prepare: corrected,
    event: order,
    writesTo: ['Evaluations', 'Ledger', 'evidence/', 'ledger/'],
  },
];

export const replayCases: readonly InterruptedCase[] = [
  {
    title: 'a month, which writes nothing',
    prepare: (system) => judged(system, 'automatic'),
    event: { month: '2020-06' },
    writesTo: [],
  },
];
