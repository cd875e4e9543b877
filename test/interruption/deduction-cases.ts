import { ExplanationRequestStore } from '../../shared/assignment/explanation-request-store.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import type { LedgerDraft } from '../../shared/ledger/append-entry.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { deductionTopicId } from '../../shared/notice/deduction-topic-id.ts';
import { NoticeStore } from '../../shared/notice/notice-store.ts';
import { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { draftFor, enterDraft } from '../ledger/drafts.ts';
import { order } from '../notice/sample-orders.ts';
import { sqsEvent } from '../notice/sqs-event.ts';
import { evaluation } from '../notice-planning/facts.ts';
import { requestOf, riseOf } from '../record-explanation/risen.ts';
import type { InterruptedCase } from './interrupted-case.ts';
import type { System } from './system.ts';

const admin = { actor: 'chanh-van-phong', reason: 'Đã xem xét giải trình', reference: '15/VP' };

/** A proposal of 01/07/2020 with five working days for explaining it, and what followed. No entry has its copy yet. */
async function proposed({ engines }: System, unitId: string, ...followed: Partial<LedgerDraft>[]): Promise<void> {
  const { Evaluations, Ledger } = engines.tableNames;
  const { consequence, ...rest } = evaluation({ unitId });
  const judged = { ...rest, consequence: consequence && { ...consequence, explanationWorkingDays: 5 } };
  await new EvaluationStore(connectTables(), Evaluations).put(judged);
  const ledger = new LedgerStore(connectTables(), Ledger);
  const proposal = draftFor('2020-06', { unitId, event: 'proposed', explanationWorkingDays: 5, askedHundredths: 50 });
  for (const changes of [{}, ...followed]) await enterDraft(ledger, { ...proposal, ...changes });
}

/** The morning's mail told the proposal, and the mail system took it at once. */
async function told({ engines }: System, unitId: string): Promise<void> {
  const notices = new NoticeStore(connectTables(), engines.tableNames.Notices);
  const noticeId = `digest_${unitId}`;
  const acceptedAt = '2020-07-01T00:30:00.000Z';
  await notices.claim({ ...order({ noticeId, day: '2020-07-01' }), subject: 'x', claimedAt: acceptedAt });
  await notices.moveForward(noticeId, { status: 'accepted', messageId: 'm', reason: null });
  await notices.note(noticeId, { line: 'Send', fates: [], acceptedAt });
  const toldTopics = new ToldTopicStore(connectTables(), engines.tableNames.Notices);
  const topicId = deductionTopicId({ account: `${unitId}#2020`, sequence: 1 });
  await toldTopics.markTold(topicId, noticeId, '2020-07-01');
}

const notified = {
  event: 'notified',
  pointsHundredths: 0,
  askedHundredths: null,
  reference: 'digest_so-khdt',
  happenedOn: '2020-07-01',
  explainBy: '2020-07-08',
} as const;
const explained = { event: 'explained', pointsHundredths: 0, askedHundredths: null, happenedOn: '2020-07-07' } as const;

export const explanationCases: readonly InterruptedCase[] = [
  {
    title: 'an explanation comes in',
    prepare: (system) => proposed(system, 'so-khdt'),
    event: { unitId: 'so-khdt', month: '2020-06', receivedOn: '2020-07-08', text: 'Hệ thống lỗi hai ngày', ...admin },
    writesTo: ['Ledger', 'ledger/'],
  },
  {
    title: 'an explanation of a rise comes in',
    prepare: async ({ engines }) => {
      const { Findings, Registry } = engines.tableNames;
      await new FindingStore(connectTables(), Findings).notice(riseOf('so-khdt'));
      await new ExplanationRequestStore(connectTables(), Registry).ask(requestOf('so-khdt'));
    },
    event: {
      about: 'rise',
      unitId: 'so-khdt',
      month: '2020-06',
      receivedOn: '2020-07-08',
      text: 'Thiếu người',
      ...admin,
    },
    writesTo: ['Findings', 'Registry'],
  },
];

export const decisionCases: readonly InterruptedCase[] = [
  {
    title: 'an explained deduction is confirmed',
    prepare: (system) => proposed(system, 'so-khdt', notified, explained),
    event: { unitId: 'so-khdt', month: '2020-06', decision: 'confirm', ...admin },
    writesTo: ['Ledger', 'ledger/'],
  },
  {
    title: 'a withdrawal is taken back',
    prepare: (system) =>
      proposed(system, 'so-khdt', notified, explained, {
        event: 'withdrawn',
        pointsHundredths: 0,
        askedHundredths: null,
        happenedOn: '2020-07-08',
      }),
    event: { unitId: 'so-khdt', month: '2020-06', decision: 'reinstate', ...admin },
    writesTo: ['Ledger', 'ledger/'],
  },
];

export const settleCases: readonly InterruptedCase[] = [
  {
    title: 'a first run after days of outage: one unit told and confirmed, one explained, one never told',
    prepare: async (system) => {
      await proposed(system, 'so-xay-dung');
      await told(system, 'so-xay-dung');
      await proposed(system, 'so-y-te', explained);
      await told(system, 'so-y-te');
      await proposed(system, 'so-noi-vu');
    },
    event: sqsEvent({ scheduledAt: '2020-07-09T17:00:00+07:00' }),
    writesTo: ['Findings', 'Ledger', 'ledger/'],
    raises: ['DeductionNotNotified', 'ExplanationUndecided'],
  },
];
