import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { planNotices } from '../../functions/plan-notices/plan-notices.ts';
import { mailEventSchema } from '../../functions/record-delivery/mail-event.ts';
import { recordDelivery } from '../../functions/record-delivery/record-delivery.ts';
import type { OutgoingMail } from '../../functions/send-notice/build-mime.ts';
import { MailRefused } from '../../functions/send-notice/mailer.ts';
import { registeredOn } from '../../functions/send-notice/registered-addresses.ts';
import { sendNotice } from '../../functions/send-notice/send-notice.ts';
import { AssignmentEventStore } from '../../shared/assignment/assignment-event-store.ts';
import type { Day } from '../../shared/calendar/day.ts';
import { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { DismissalRuleStore } from '../../shared/finding/dismissal-rule-store.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { AddressAsideStore } from '../../shared/notice/address-aside-store.ts';
import { AnnouncementStore } from '../../shared/notice/announcement-store.ts';
import { MuteStore } from '../../shared/notice/mute-store.ts';
import { digestOrderSchema } from '../../shared/notice/notice.ts';
import { NoticeStore } from '../../shared/notice/notice-store.ts';
import { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import { OVERDUE_SHARE_RULE } from '../../shared/policy/rule.ts';
import { type RegistryKind, RegistryStore } from '../../shared/registry/registry-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { Queue } from '../../shared/runtime/queue.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import type { Unit } from '../../shared/unit/unit.ts';
import type { Engines } from '../engines/engines.ts';
import { enterDraft } from '../ledger/drafts.ts';
import { evaluation } from '../notice-planning/facts.ts';
import { registerUnits } from '../notice-planning/register-units.ts';
import { bounced, delivered, sent } from '../record-delivery/sample-events.ts';

const TIME_ZONE = 'Asia/Ho_Chi_Minh';
const QUEUE = 'notices';
const hours = { timeZone: TIME_ZONE, from: '07:00', until: '18:00' };

/** What a mailbox does with a mail. */
export type Mailbox = 'alive' | 'dead' | 'full';

/** What becomes of SES's events: told at once, each twice, in the reverse order, or only after the next morning's planning. */
export type Events = 'prompt' | 'doubled' | 'reversed' | 'late';

/** A mail that SES took. */
export interface TakenMail {
  readonly at: string;
  readonly noticeId: string;
  readonly unitIds: readonly string[];
  readonly to: readonly string[];
  readonly topicIds: readonly string[];
  /** Those of `to` whose mailbox has it. */
  readonly arrived: readonly string[];
}

type MailEvent = ReturnType<typeof sent> | ReturnType<typeof bounced>;

/** A province whose digests are planned, sent and answered by SES on days of which each may go wrong in its own way. */
export class RandomMail {
  readonly taken: TakenMail[] = [];
  readonly mailboxes = new Map<string, Mailbox>();
  /** address -> when the last mail to it was sent of which SES has told that it bounced for good */
  readonly knownDead = new Map<string, string>();
  events: Events = 'prompt';
  isQuotaUsedUp = false;
  readonly #engines: Engines;
  readonly #tables = connectTables();
  readonly #stores;
  #delayed: unknown[] = [];
  #untold: { readonly event: MailEvent; readonly at: string }[] = [];

  constructor(engines: Engines) {
    const { Registry, Evaluations, Notices, Ledger, Findings } = engines.tableNames;
    const tables = this.#tables;
    const registry = new RegistryStore(tables, Registry);
    this.#engines = engines;
    this.#stores = {
      registry,
      assignmentEvents: new AssignmentEventStore(tables, Registry),
      evaluations: new EvaluationStore(tables, Evaluations),
      approvals: new ApprovalStore(tables, Registry),
      ledger: new LedgerStore(tables, Ledger),
      findings: new FindingStore(tables, Findings),
      dismissalRules: new DismissalRuleStore(tables, Registry),
      announcements: new AnnouncementStore(tables, Registry),
      announceToUnitIds: '*',
      asides: new AddressAsideStore(tables, Registry),
      mutes: new MuteStore(tables, Registry),
      toldTopics: new ToldTopicStore(tables, Notices),
      notices: new NoticeStore(tables, Notices),
      noticeQueue: new Queue(engines.createQueue(QUEUE)),
    };
  }

  get stores() {
    return this.#stores;
  }

  /** Puts a row into the registry, as an import does. */
  async put(kind: RegistryKind, id: string, row: object): Promise<void> {
    const Item = { kind, id, row };
    await this.#tables.send(new PutCommand({ TableName: this.#engines.tableNames.Registry, Item }));
  }

  register(row: Unit, importedAt: string): Promise<void> {
    return registerUnits(this.#tables, this.#engines.tableNames.Registry, [row], importedAt);
  }

  /** Takes half a point for a month of 2019 or 2020. */
  async deduct(unitId: string, month: string, recordedAt: string): Promise<void> {
    await this.#stores.evaluations.put(evaluation({ unitId, month, evidence: null }));
    await enterDraft(this.#stores.ledger, {
      unitId,
      month,
      rule: OVERDUE_SHARE_RULE,
      revision: 1,
      event: 'confirmed',
      pointsHundredths: 50,
      yearlyCapHundredths: null,
      evaluationDigest: 'digest-of-evaluation',
      actor: 'evaluate-month',
      reason: '12 trên 430 hồ sơ quá hạn',
      recordedAt,
    });
  }

  async plan(day: Day): Promise<void> {
    await planNotices({ scheduledAt: `${day}T07:30:00+07:00` }, TIME_ZONE, this.#stores);
  }

  /** Works off what the queue hands on by a time of day (HH:mm); each order twice where the queue doubles them. */
  async send(day: Day, time: string, isDoubled = false): Promise<void> {
    const now = new Date(`${day}T${time}:00+07:00`).toISOString();
    const waiting = this.#delayed.splice(0);
    for (;;) {
      waiting.push(...this.#engines.waiting(QUEUE));
      this.#delayed.push(...this.#engines.delayed(QUEUE).map(({ message }) => message));
      this.#engines.purge(QUEUE);
      const order = waiting.shift();
      if (order === undefined) return;
      await this.#handle(order, now);
      if (isDoubled) await this.#handle(order, now);
      if (this.events !== 'late') await this.tellEvents();
    }
  }

  async #handle(order: unknown, now: string): Promise<void> {
    const { registry } = this.#stores;
    try {
      await sendNotice(digestOrderSchema.parse(order), now, {
        ...this.#stores,
        openBucket: async () => new Bucket(this.#engines.bucketName),
        mailer: { send: (mail) => this.#take(mail, now) },
        letterhead: { provinceName: 'An Giang', contact: 'Văn phòng UBND tỉnh' },
        senderAddress: 'dung-hen@an-giang.example',
        scope: { allowList: '*', sinkAddress: 'sink@an-giang.example' },
        registeredOn: (day) => registeredOn(registry, day),
        hours,
      });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'NOTICE_IN_FLIGHT') throw error;
      this.#delayed.push(order); // the queue hands it on again
    }
  }

  async #take({ noticeId, recipients }: OutgoingMail, now: string): Promise<string> {
    if (this.isQuotaUsedUp) {
      throw new MailRefused(noticeId, 'quota', new Error('Throttling: Daily message quota exceeded.'));
    }
    const notice = await this.#stores.notices.get(noticeId);
    const arrived = recipients.to.filter((address) => this.#mailbox(address) === 'alive');
    const { unitIds = [], topics = [], replaces = null } = notice ?? {};
    // The claim keeps what was ordered; what another digest has told is left out of the mail.
    const toldBy = await this.#stores.toldTopics.toldAmong(topics.map(({ topicId }) => topicId));
    const topicIds = [...toldBy].filter(([, teller]) => teller === noticeId || teller === replaces).map(([id]) => id);
    this.taken.push({ at: now, noticeId, unitIds, to: recipients.to, topicIds, arrived });
    this.#untold.push({ event: sent(noticeId), at: now });
    for (const address of [...recipients.to, ...recipients.cc]) {
      this.#untold.push({ event: this.#answer(noticeId, address), at: now });
    }
    return `message-${this.taken.length}`;
  }

  #mailbox(address: string): Mailbox {
    return this.mailboxes.get(address) ?? 'alive';
  }

  #answer(noticeId: string, address: string): MailEvent {
    switch (this.#mailbox(address)) {
      case 'alive':
        return delivered(noticeId, address);
      case 'dead':
        return bounced(noticeId, 'Permanent', 'General', address);
      case 'full':
        return bounced(noticeId, 'Transient', 'MailboxFull', address);
    }
  }

  /** SES tells what it knows by now. */
  async tellEvents(): Promise<void> {
    const untold = this.#untold.splice(0);
    const inOrder = this.events === 'reversed' ? untold.reverse() : untold;
    for (const { event, at } of this.events === 'doubled' ? inOrder.flatMap((one) => [one, one]) : inOrder) {
      const mail = { ...event.detail.mail, timestamp: at };
      const mailEvent = mailEventSchema.parse({ ...event, time: at, detail: { ...event.detail, mail } });
      await recordDelivery(mailEvent, this.#stores);
      const { detail } = mailEvent;
      if (detail.eventType !== 'Bounce' || detail.bounce.bounceType !== 'Permanent') continue;
      for (const { emailAddress } of detail.bounce.bouncedRecipients) this.knownDead.set(emailAddress, at);
    }
  }
}
