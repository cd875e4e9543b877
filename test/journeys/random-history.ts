import { announceMonths } from '../../functions/announce-month/announce-month.ts';
import { approveMonth } from '../../functions/approve-month/approve-month.ts';
import { decideDeduction, parseDecisionOrder } from '../../functions/decide-deduction/decide-deduction.ts';
import { evaluateMonths } from '../../functions/evaluate-month/evaluate-month.ts';
import { planNotices } from '../../functions/plan-notices/plan-notices.ts';
import { parseExplanationOrder, recordExplanation } from '../../functions/record-explanation/record-explanation.ts';
import { parseOrder } from '../../functions/reevaluate-month/order.ts';
import { reevaluateMonth } from '../../functions/reevaluate-month/reevaluate-month.ts';
import { replayMonth } from '../../functions/replay-month/replay-month.ts';
import { settleDeductions } from '../../functions/settle-deductions/settle-deductions.ts';
import { verifyLedger } from '../../functions/verify-ledger/verify-ledger.ts';
import { AssignmentEventStore } from '../../shared/assignment/assignment-event-store.ts';
import { addDays, type Day } from '../../shared/calendar/day.ts';
import { lastDayOf, type Month } from '../../shared/calendar/month.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { DismissalRuleStore } from '../../shared/finding/dismissal-rule-store.ts';
import { readStoredAccount, scanLedger } from '../../shared/ledger/ledger-scan.ts';
import { MonthHeadStore } from '../../shared/ledger/month-head-store.ts';
import { AddressAsideStore } from '../../shared/notice/address-aside-store.ts';
import { AnnouncementStore } from '../../shared/notice/announcement-store.ts';
import { MuteStore } from '../../shared/notice/mute-store.ts';
import { digestOrderSchema } from '../../shared/notice/notice.ts';
import { NoticeStore } from '../../shared/notice/notice-store.ts';
import { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { Queue } from '../../shared/runtime/queue.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import type { Engines } from '../engines/engines.ts';
import { acceptSnapshot, juneOf, newStores, sixOClock, TIME_ZONE } from '../evaluate-month/hand-made-province.ts';

/** One thing that happens in a province, in the order in which it does. */
export type Happening =
  | { readonly what: 'file'; readonly late: readonly number[] }
  | { readonly what: 'reevaluate'; readonly unitId: string | null }
  | { readonly what: 'approve' }
  | {
      readonly what: 'decide';
      readonly unitId: string;
      readonly decision: 'confirm' | 'withdraw' | 'reverse' | 'reinstate';
    }
  | { readonly what: 'explain'; readonly unitId: string }
  | { readonly what: 'days'; readonly days: number };

export const QUEUE = 'notices';
const MONTH: Month = '2020-06';
const LAST_DAY = lastDayOf(MONTH);

/** A province of which one month is judged, corrected, explained and decided, one happening a day. */
export class RandomHistory {
  readonly #engines: Engines;
  readonly #unitIds: readonly string[];
  readonly #stores;
  #day: Day = '2020-07-01';
  #files = 0;

  constructor(engines: Engines, unitIds: readonly string[]) {
    const tables = connectTables();
    const { Registry, Evaluations, Notices, Ledger } = engines.tableNames;
    const evaluations = new EvaluationStore(tables, Evaluations);
    const base = newStores(engines);
    this.#engines = engines;
    this.#unitIds = unitIds;
    this.#stores = {
      dismissalRules: new DismissalRuleStore(connectTables(), Registry),
      ...base,
      evaluations,
      assignmentEvents: new AssignmentEventStore(tables, Registry),
      heads: new MonthHeadStore(base.bucket),
      announcements: new AnnouncementStore(tables, Registry),
      announceToUnitIds: '*',
      asides: new AddressAsideStore(tables, Registry),
      mutes: new MuteStore(tables, Registry),
      toldTopics: new ToldTopicStore(tables, Notices),
      notices: new NoticeStore(tables, Notices),
      noticeQueue: new Queue(engines.createQueue(QUEUE)),
      scanLedger: () => scanLedger(tables, Ledger),
      readAccount: (account: string) => readStoredAccount(tables, Ledger, account),
      waitForWriters: async () => {},
    };
  }

  /** What an admin may not do is refused with a reason; anything else that fails is a fault of ours. */
  async live(happening: Happening): Promise<void> {
    try {
      await this.#take(happening);
    } catch (error) {
      if (!(error instanceof DomainError) || !refusals.has(error.code)) throw error;
    }
    await this.passDay();
  }

  /** A morning and an afternoon as they are scheduled, in a fresh process. */
  async passDay(): Promise<void> {
    const morning = sixOClock(this.#day);
    const fresh = { ...this.#stores, ...newStores(this.#engines) };
    await evaluateMonths(morning, TIME_ZONE, fresh);
    await announceMonths(morning, TIME_ZONE, fresh);
    await planNotices(morning, TIME_ZONE, fresh);
    await this.#deliver();
    await settleDeductions({ scheduledAt: `${this.#day}T17:00:00+07:00` }, TIME_ZONE, fresh);
    this.#day = addDays(this.#day, 1);
  }

  entries(unitId: string) {
    return this.#stores.ledger.entries(`${unitId}#2020`);
  }

  evaluations() {
    return this.#stores.evaluations.byMonth(MONTH);
  }

  replay() {
    return replayMonth({ month: MONTH }, TIME_ZONE, this.#stores);
  }

  verify() {
    return verifyLedger({ actor: 'thanh-tra', reason: 'Thanh tra' }, `${this.#day}T03:00:00.000Z`, this.#stores);
  }

  async #take(happening: Happening): Promise<void> {
    const at = `${this.#day}T02:00:00.000Z`;
    const order = { month: MONTH, actor: 'vp', reason: `Ngày ${this.#day}` };
    switch (happening.what) {
      case 'file':
        await this.#send(happening.late);
        return;
      case 'reevaluate':
        await this.#reevaluate(happening.unitId === null ? order : { ...order, unitIds: [happening.unitId] }, at);
        return;
      case 'approve':
        await approveMonth(order, at, this.#stores);
        return;
      case 'decide': {
        const { unitId, decision } = happening;
        await decideDeduction(parseDecisionOrder({ ...order, unitId, decision }), at, TIME_ZONE, this.#stores);
        return;
      }
      case 'explain': {
        const explanation = { ...order, unitId: happening.unitId, receivedOn: this.#day, text: 'Do mưa bão.' };
        await recordExplanation(parseExplanationOrder(explanation), at, TIME_ZONE, this.#stores);
        return;
      }
      case 'days':
        for (let left = happening.days; left > 0; left--) await this.passDay();
    }
  }

  /** The month's governing file, or a correction of it: so many of each unit's ten dossiers are late. */
  async #send(late: readonly number[]): Promise<void> {
    const lines = this.#unitIds.flatMap((unitId, position) =>
      juneOf(unitId, 10 - (late[position] ?? 0), late[position] ?? 0),
    );
    await acceptSnapshot(this.#engines, LAST_DAY, lines, { fileNumber: ++this.#files });
  }

  async #reevaluate(order: object, at: string): Promise<void> {
    const answer = await reevaluateMonth(parseOrder(order), at, TIME_ZONE, this.#stores);
    if (answer.outcome === 'done') throw new Error('done without being confirmed');
    const confirm = answer.preview.previewDigest;
    await reevaluateMonth(parseOrder({ ...order, confirm }), at, TIME_ZONE, this.#stores);
  }

  /** The mail system takes every digest that was ordered. */
  async #deliver(): Promise<void> {
    for (const message of this.#engines.waiting(QUEUE)) {
      const digest = digestOrderSchema.parse(message);
      const claimedAt = `${this.#day}T01:00:00.000Z`;
      if (!(await this.#stores.notices.claim({ ...digest, subject: 's', claimedAt }))) continue;
      for (const { topicId } of digest.topics)
        await this.#stores.toldTopics.markTold(topicId, digest.noticeId, digest.day);
      const accepted = { status: 'accepted', messageId: digest.noticeId, reason: null, acceptedAt: claimedAt } as const;
      await this.#stores.notices.moveForward(digest.noticeId, accepted);
    }
    this.#engines.purge(QUEUE);
  }
}

/** What an admin is told that cannot be done, in the state in which things are. */
const refusals = new Set([
  'NOTHING_TO_REEVALUATE',
  'NOTHING_TO_APPROVE',
  'DEDUCTION_UNKNOWN',
  'UNIT_NOT_NOTIFIED',
  'WINDOW_OPEN',
  'DECISION_NOT_POSSIBLE',
  'NOTHING_TO_REINSTATE',
  'DRAFT_NOT_APPROVED',
]);
