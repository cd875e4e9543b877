import { Construct } from 'constructs';
import { environmentSchema as planSchema } from '../../functions/plan-notices/environment.ts';
import { environmentSchema as deliverySchema } from '../../functions/record-delivery/environment.ts';
import { environmentSchema as sendSchema } from '../../functions/send-notice/environment.ts';
import { ASIDE_KIND } from '../../shared/notice/address-aside-store.ts';
import { DailySchedule } from './daily-schedule.ts';
import { DomainFunction } from './domain-function.ts';
import { MailEventRule } from './event-rules.ts';
import type { Foundation } from './foundation.ts';
import { type Handover, together } from './handover.ts';
import { MailSender } from './mail-sender.ts';
import { WorkQueue } from './work-queue.ts';

/** Every morning -> plan-notices -> queue -> send-notice -> SES -> record-delivery. */
export class Reminders extends Construct {
  readonly noticeQueue: WorkQueue;

  constructor(scope: Construct, id: string, foundation: Foundation) {
    super(scope, id);
    const mail = new MailSender(this, 'Mail', foundation.settings);
    // A claim without a MessageId counts as abandoned after 15 minutes: a message comes back when that is over.
    this.noticeQueue = new WorkQueue(this, 'NoticeQueue', foundation, { name: 'notices', visibilityMinutes: 16 });
    this.#plan(foundation);
    this.#send(foundation, mail);
    this.#recordDelivery(foundation, mail);
  }

  #plan(foundation: Foundation): void {
    const { tables, settings } = foundation;
    const queue = new WorkQueue(this, 'PlanQueue', foundation, { name: 'plan', visibilityMinutes: 30 });
    new DailySchedule(this, 'Daily', foundation, {
      name: 'plan-notices',
      description: 'Plans on working days what unit heads are told',
      at: settings.planNoticesAt,
      queue,
    });
    const planNotices = new DomainFunction(this, foundation, {
      name: 'plan-notices',
      description:
        'Decides on working days what each unit head is told: reports due, new deductions. One digest a morning.',
      schema: planSchema,
      environment: {
        REGISTRY_TABLE: tables.registry.allowing('Query'),
        EVALUATIONS_TABLE: tables.evaluations.allowingIndexQueries('GetItem'),
        LEDGER_TABLE: tables.ledger.allowing('Query', 'Scan'), // what is open, of whatever year
        FINDINGS_TABLE: tables.findings.allowing('Query', 'GetItem', 'PutItem', 'UpdateItem'),
        NOTICES_TABLE: tables.notices.allowing('BatchGetItem'),
        NOTICE_QUEUE_URL: this.noticeQueue.sending(),
        ANNOUNCE_TO_UNIT_IDS: settings.announceToUnitIds?.join(';') ?? '*',
        TIME_ZONE: settings.timeZone,
      },
      memoryMb: 1024,
      timeoutMinutes: 5,
    });
    queue.feed(planNotices);
  }

  #send(foundation: Foundation, mail: MailSender): void {
    const { tables, bucket, settings } = foundation;
    const sendNotice = new DomainFunction(this, foundation, {
      name: 'send-notice',
      description: 'Claims a notice, composes the mail and hands it to SES, once.',
      schema: sendSchema,
      environment: {
        // It mails nobody whom the registry does not name, whatever an order says.
        REGISTRY_TABLE: tables.registry.allowingWithin(['unit'], 'Query'),
        NOTICES_TABLE: together(tables.notices.allowing('GetItem', 'PutItem', 'UpdateItem'), releasing(foundation)),
        FINDINGS_TABLE: tables.findings.allowing('GetItem', 'PutItem', 'UpdateItem'),
        NOTICE_QUEUE_URL: this.noticeQueue.sending(),
        BUCKET: bucket.allowing({ reads: ['evidence/'] }),
        PROVINCE_NAME: settings.provinceName,
        SENDER_ADDRESS: settings.senderAddress,
        CONTACT: settings.contact,
        CONFIGURATION_SET: mail.sending(),
        MAIL_ALLOW_LIST: settings.mailAllowList?.join(';') ?? '*',
        MAIL_SINK_ADDRESS: settings.mailSinkAddress,
        TIME_ZONE: settings.timeZone,
        MAIL_FROM: settings.mailFrom,
        MAIL_UNTIL: settings.mailUntil,
        MAIL_INTERVAL_MS: String(Math.ceil((SENDERS_AT_ONCE * 1000) / settings.mailsPerSecond)),
      },
      memoryMb: 512,
      timeoutMinutes: 2,
    });
    this.noticeQueue.feed(sendNotice, { atMost: SENDERS_AT_ONCE });
  }

  #recordDelivery(foundation: Foundation, mail: MailSender): void {
    const { tables } = foundation;
    const queue = new WorkQueue(this, 'DeliveryQueue', foundation, { name: 'deliveries', visibilityMinutes: 6 });
    new MailEventRule(this, 'MailEvents', mail.configurationSetName, queue);
    const recordDelivery = new DomainFunction(this, foundation, {
      name: 'record-delivery',
      description:
        "Moves a notice forward on SES's word: delivered, bounced, complained. A bounce puts the address aside and goes to the deputies.",
      schema: deliverySchema,
      environment: {
        REGISTRY_TABLE: tables.registry.allowingWithin([ASIDE_KIND], 'PutItem'),
        NOTICES_TABLE: together(tables.notices.allowing('UpdateItem'), releasing(foundation)),
        FINDINGS_TABLE: tables.findings.allowing('GetItem', 'PutItem', 'UpdateItem'),
        NOTICE_QUEUE_URL: this.noticeQueue.sending(),
      },
      memoryMb: 256,
      timeoutMinutes: 1,
    });
    queue.feed(recordDelivery);
  }
}

/** Each sends at its share of the account's rate. */
const SENDERS_AT_ONCE = 4;

/** Takes back that a topic was told; no notice can be deleted so. */
function releasing({ tables }: Foundation): Handover {
  return tables.notices.allowingWithin(['told#*'], 'DeleteItem');
}
