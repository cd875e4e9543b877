import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Assignment } from '../../shared/assignment/assignment.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { NoticeStore } from '../../shared/notice/notice-store.ts';
import { OVERDUE_SHARE_RULE } from '../../shared/policy/rule.ts';
import { registryKinds } from '../../shared/registry/registry-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import type { Unit } from '../../shared/unit/unit.ts';
import { enterDraft } from '../ledger/drafts.ts';
import { deduction, order, assignment as topicOfAssignment } from '../notice/sample-orders.ts';
import { sqsEvent } from '../notice/sqs-event.ts';
import { assignment, evaluation, unit } from '../notice-planning/facts.ts';
import { bounced, delivered, sent } from '../record-delivery/sample-events.ts';
import type { InterruptedCase } from './interrupted-case.ts';
import type { System } from './system.ts';

const MORNING = '2020-07-09T00:30:00.000Z';
/** When a claim has lapsed, and the queue hands its order on again. */
const QUARTER_LATER = '2020-07-09T00:45:00.000Z';

async function register({ engines }: System, units: readonly Unit[], assignments: readonly Assignment[]) {
  const tables = connectTables();
  const items = [
    ...units.map((row) => ({ kind: 'unit', id: registryKinds.unit.idOf(row), row })),
    ...assignments.map((row) => ({ kind: 'assignment', id: registryKinds.assignment.idOf(row), row })),
  ];
  for (const Item of items) await tables.send(new PutCommand({ TableName: engines.tableNames.Registry, Item }));
}

/** A deduction to tell, a report that is due, and two units without any address. */
async function morning(system: System): Promise<void> {
  const silent = ['so-y-te', 'so-noi-vu'];
  const units = [unit('so-tttt'), unit('so-khdt'), ...silent.map((unitId) => unit(unitId, { headEmail: null }))];
  await register(system, units, [assignment({ coordinatingUnitIds: ['so-khdt', ...silent] })]);
  const { Evaluations, Ledger } = system.engines.tableNames;
  await new EvaluationStore(connectTables(), Evaluations).put(evaluation());
  await enterDraft(new LedgerStore(connectTables(), Ledger), {
    unitId: 'so-khdt',
    month: '2020-06',
    rule: OVERDUE_SHARE_RULE,
    revision: 1,
    event: 'confirmed',
    pointsHundredths: 50,
    yearlyCapHundredths: null,
    evaluationDigest: 'digest-of-evaluation',
    actor: 'evaluate-month',
    reason: '12 trên 430 hồ sơ quá hạn',
    recordedAt: '2020-07-01T23:00:00Z',
  });
}

export const planCases: readonly InterruptedCase[] = [
  {
    title: 'a morning with two digests and two units that cannot be reached',
    prepare: morning,
    event: sqsEvent({ scheduledAt: '2020-07-03T07:30:00+07:00' }),
    writesTo: ['Findings', 'notices'],
    raises: ['UnitUnreachable'],
  },
  {
    title: 'a morning on which a superior is told of a late report, and of another nobody can be',
    prepare: (system) => register(system, [unit('so-tttt'), unit('so-khdt')], [assignment()]),
    event: sqsEvent({ scheduledAt: '2020-07-15T07:30:00+07:00' }),
    writesTo: ['Findings', 'notices'],
  },
];

const evidenceKey = 'evidence/2020-06/so-xay-dung/r1.csv';
const digest = order({ topics: [deduction({ evidenceKey }), topicOfAssignment()] });
const { noticeId } = digest;
const keepEvidence = ({ bucket }: System) => bucket.write(evidenceKey, 'Mã hồ sơ\r\n', 'text/csv');

/** SES tells within seconds of each mail that it took, also of one whose sender died before it heard so. */
async function tellSent(system: System): Promise<void> {
  for (const { messageId } of await system.mail.mails()) {
    const event = sent(noticeId);
    const mail = { ...event.detail.mail, messageId };
    await system.handle('record-delivery', sqsEvent({ ...event, detail: { ...event.detail, mail } }));
  }
}

const sending = {
  event: sqsEvent(digest),
  prepare: keepEvidence,
  clock: [MORNING, QUARTER_LATER],
  ofAttempts: ['claimedAt'],
};

export const sendCases: readonly InterruptedCase[] = [
  {
    ...sending,
    title: 'a digest of two topics with evidence, of which SES tells what it took',
    meanwhile: tellSent,
    writesTo: ['Notices', 'mail'],
  },
  {
    ...sending,
    title: 'a digest that SES refuses for good',
    sesRefusals: ['MessageRejected', 'MessageRejected'],
    // The finding says when it was refused, which is when the attempt was made.
    ofAttempts: ['claimedAt', 'noticedAt'],
    writesTo: ['Findings', 'Notices', 'mail', 'notices'],
    raises: ['UnitUnreachable'],
  },
  {
    ...sending,
    title: 'a digest whose recipients this stage may not mail',
    environment: { MAIL_ALLOW_LIST: 'nobody@an-giang.example' },
    writesTo: ['Notices'],
  },
];

async function claimed({ engines }: System): Promise<void> {
  const notices = new NoticeStore(connectTables(), engines.tableNames.Notices);
  await notices.claim({ ...digest, subject: 'x', claimedAt: MORNING });
}

export const deliveryCases: readonly InterruptedCase[] = [
  {
    title: 'a digest arrives',
    prepare: claimed,
    event: sqsEvent(delivered(noticeId)),
    writesTo: ['Notices'],
  },
  {
    title: 'a digest bounces',
    prepare: claimed,
    event: sqsEvent(bounced(noticeId)),
    writesTo: ['Findings', 'Notices', 'notices'],
    raises: ['UnitUnreachable'],
  },
];

const reported = {
  actor: 'van-thu',
  reason: 'Công văn đến số 812',
  assignmentId: '664-1a',
  unitId: 'so-khdt',
  receivedOn: '2020-07-08',
};
const ordered = (system: System) => register(system, [], [assignment()]);

export const reportCases: readonly InterruptedCase[] = [
  { title: 'a report comes in', prepare: ordered, event: reported, writesTo: ['Registry'] },
];

export const extensionCases: readonly InterruptedCase[] = [
  {
    title: 'all units get more time',
    prepare: ordered,
    event: { actor: 'chanh-van-phong', reason: 'Cổng bảo trì', assignmentId: '664-1a', dueOn: '2020-07-20' },
    writesTo: ['Registry'],
  },
];

export const reopeningCases: readonly InterruptedCase[] = [
  {
    title: 'a report is handed back',
    prepare: async (system) => {
      await ordered(system);
      await system.handle('record-report', reported);
    },
    event: { ...reported, reason: 'Thiếu số liệu', dueOn: '2020-07-17' },
    writesTo: ['Registry'],
  },
];
