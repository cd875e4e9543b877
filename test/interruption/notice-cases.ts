import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Assignment } from '../../shared/assignment/assignment.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { AddressAsideStore } from '../../shared/notice/address-aside-store.ts';
import type { DigestOrder } from '../../shared/notice/notice.ts';
import { NoticeStore } from '../../shared/notice/notice-store.ts';
import { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
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
const keepEvidence = async (system: System) => {
  await register(system, [unit('so-xay-dung', { headEmail: digest.to[0] ?? null })], []);
  await system.bucket.write(evidenceKey, 'Mã hồ sơ\r\n', 'text/csv');
};

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
  ofAttempts: ['claimedAt', 'mayBeSent'],
};

const QUOTA = 'Throttling: Daily message quota exceeded.';
const UNVERIFIED = 'MessageRejected: Email address is not verified.';

/** Its morning had no quota. */
async function putOff({ engines }: System): Promise<void> {
  const notices = new NoticeStore(connectTables(), engines.tableNames.Notices);
  const claim = { ...digest, subject: 'x', claimedAt: MORNING };
  await notices.claim(claim);
  const toldTopics = new ToldTopicStore(connectTables(), engines.tableNames.Notices);
  for (const { topicId } of digest.topics) await toldTopics.markTold(topicId, noticeId, digest.day);
  await notices.postpone(claim, { at: MORNING, cause: 'quota', reason: 'x' });
}

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
    ofAttempts: [...sending.ofAttempts, 'noticedAt'],
    writesTo: ['Findings', 'Notices', 'mail', 'notices'],
    raises: ['UnitUnreachable'],
  },
  {
    ...sending,
    title: 'a digest whose recipients this stage may not mail goes to its sink',
    environment: { MAIL_ALLOW_LIST: 'nobody@an-giang.example' },
    meanwhile: tellSent,
    writesTo: ['Notices', 'mail'],
  },
  {
    ...sending,
    title: 'a digest for which there is no quota',
    sesRefusals: [QUOTA, QUOTA],
    ofAttempts: [...sending.ofAttempts, 'waitsSince', 'postponed'],
    writesTo: ['Notices', 'mail', 'notices'],
    raises: ['MailWaiting'],
  },
  {
    ...sending,
    title: 'a digest whose sender SES refuses',
    sesRefusals: [UNVERIFIED, UNVERIFIED],
    ofAttempts: [...sending.ofAttempts, 'waitsSince', 'postponed'],
    writesTo: ['Notices', 'mail', 'notices'],
    raises: ['MailSenderRefused'],
  },
  {
    ...sending,
    title: 'a digest whose addressee the registry does not name any more',
    prepare: (system) => register(system, [unit('so-xay-dung')], []),
    writesTo: ['Notices'],
    raises: ['DigestGivenUp'],
  },
  {
    ...sending,
    title: 'a digest whose day is over',
    prepare: putOff,
    clock: ['2020-07-09T11:00:00.000Z', '2020-07-09T11:15:00.000Z'], // 18:00
    ofAttempts: [...sending.ofAttempts, 'waitsSince'],
    writesTo: ['Notices'],
    raises: ['DigestGivenUp'],
  },
  {
    ...sending,
    title: 'a digest whose time has not come',
    clock: ['2020-07-08T23:00:00.000Z', '2020-07-08T23:16:00.000Z'], // 06:00
    writesTo: ['notices'],
  },
];

async function claimed({ engines }: System, changes: Partial<DigestOrder> = {}): Promise<void> {
  const notices = new NoticeStore(connectTables(), engines.tableNames.Notices);
  await notices.claim({ ...digest, ...changes, subject: 'x', claimedAt: MORNING });
  const toldTopics = new ToldTopicStore(connectTables(), engines.tableNames.Notices);
  for (const { topicId } of digest.topics) await toldTopics.markTold(topicId, noticeId, digest.day);
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
    writesTo: ['Findings', 'Notices', 'Registry', 'notices'],
    raises: ['UnitUnreachable'],
  },
  {
    title: 'a digest bounces, and there are no deputies',
    prepare: (system) => claimed(system, { deputies: [] }),
    event: sqsEvent(bounced(noticeId)),
    writesTo: ['Findings', 'Notices', 'Registry'],
    raises: ['UnitUnreachable'],
  },
  {
    title: 'SES gives up a digest, and there are no deputies',
    prepare: (system) => claimed(system, { deputies: [] }),
    event: sqsEvent(bounced(noticeId, 'Transient')),
    writesTo: ['Notices', 'notices'],
  },
  {
    title: 'SES gives up a digest',
    prepare: claimed,
    event: sqsEvent(bounced(noticeId, 'Transient')),
    writesTo: ['Notices', 'notices'],
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

const aside = {
  address: 'giam-doc@so-xay-dung.example',
  unitId: 'so-xay-dung',
  since: '2020-07-08T00:31:00.000Z',
  reason: 'user unknown',
  noticeId: 'digest_1',
};

/** An address put aside, a mail without an answer, and a digest that waits. */
async function troubles(system: System): Promise<void> {
  const { Registry } = system.engines.tableNames;
  await register(system, [unit('so-xay-dung', { headEmail: aside.address })], []);
  await new AddressAsideStore(connectTables(), Registry).putAside(aside);
  await putOff(system);
  const notices = new NoticeStore(connectTables(), system.engines.tableNames.Notices);
  await notices.claim({ ...digest, noticeId: 'digest_silent', subject: 'x', claimedAt: '2020-07-08T00:30:00.000Z' });
}

export const watchMailCases: readonly InterruptedCase[] = [
  {
    title: 'a morning on which the admins are needed',
    prepare: troubles,
    event: sqsEvent({ scheduledAt: '2020-07-09T08:30:00+07:00' }),
    writesTo: ['Notices', 'admins'],
  },
];

export const restoreCases: readonly InterruptedCase[] = [
  {
    title: 'an address is restored',
    prepare: troubles,
    event: { address: aside.address, actor: 'quan-tri', reason: 'Đã mở lại hộp thư' },
    writesTo: ['Registry'],
  },
];
