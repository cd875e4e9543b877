import type { Day } from '../../shared/calendar/day.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { type DigestOrder, digestOrderSchema } from '../../shared/notice/notice.ts';
import { OVERDUE_SHARE_RULE } from '../../shared/policy/rule.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables, type Tables } from '../../shared/runtime/tables.ts';
import type { Unit } from '../../shared/unit/unit.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { FaultLine } from '../engines/fault-line.ts';
import { type MailEngine, startMailEngine } from '../engines/mail-engine.ts';
import { functionEnvironment } from '../infra/function-environment.ts';
import { enterDraft } from '../ledger/drafts.ts';
import { lambdaContext, sqsEvent } from '../notice/sqs-event.ts';
import { evaluation } from '../notice-planning/facts.ts';
import { registerUnits } from '../notice-planning/register-units.ts';
import { bounced, delivered, sent } from '../record-delivery/sample-events.ts';

/** Who got a mail at what time of a day (UTC). */
export interface Arrival {
  readonly at: string;
  readonly to: string;
  readonly noticeId: string;
}

type Handle = (event: ReturnType<typeof sqsEvent>, context: typeof lambdaContext) => Promise<unknown>;

/** Days on which digests are planned, sent and answered by SES, each at its time of day. */
export class MailDays {
  /** Addresses that do not exist. */
  readonly dead = new Set<string>();
  readonly engines: Engines;
  readonly line: FaultLine;
  readonly #mail: MailEngine;
  readonly #tables: Tables = connectTables();
  #waiting: unknown[] = [];
  #answered = 0;

  static async start(environment: Record<string, string> = {}): Promise<MailDays> {
    const engines = await startEngines();
    const mail = await startMailEngine();
    const line = new FaultLine();
    const tableVariables = Object.entries(engines.tableNames).map(([table, name]) => [
      `${table.toUpperCase()}_TABLE`,
      name,
    ]);
    Object.assign(process.env, functionEnvironment, Object.fromEntries(tableVariables), {
      AWS_ENDPOINT_URL_SES: await line.front(mail.url),
      BUCKET: engines.bucketName,
      NOTICE_QUEUE_URL: engines.createQueue('notices'),
      ADMIN_TOPIC_ARN: engines.createTopic('admins'),
      ...environment,
    });
    return new MailDays(engines, mail, line);
  }

  private constructor(engines: Engines, mail: MailEngine, line: FaultLine) {
    this.engines = engines;
    this.#mail = mail;
    this.line = line;
  }

  async close(): Promise<void> {
    this.line.close();
    await this.#mail.close();
    await this.engines.close();
  }

  /** Puts a unit into the registry, as an import at that instant does. */
  register(row: Unit, importedAt: string): Promise<void> {
    return registerUnits(this.#tables, this.engines.tableNames.Registry, [row], importedAt);
  }

  /** 12 of 430 dossiers of a unit overdue in a month of 2020, and the half point taken for it. */
  async deduct(unitId: string, month: string): Promise<void> {
    const { Evaluations, Ledger } = this.engines.tableNames;
    const key = `evidence/${month}/${unitId}/e.csv`;
    await new Bucket(this.engines.bucketName).write(key, 'Mã hồ sơ\r\n', 'text/csv');
    const evidence = { key, digest: 'e', overdueRows: 12, unknownRows: 1 };
    await new EvaluationStore(this.#tables, Evaluations).put(evaluation({ unitId, month, evidence }));
    await enterDraft(new LedgerStore(this.#tables, Ledger), {
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
      recordedAt: `${month}-28T23:00:00Z`,
    });
  }

  /** Plans a day's digests at 07:30 and sends them. Returns who got what. */
  async pass(day: Day): Promise<Arrival[]> {
    await this.#handle('plan-notices', { scheduledAt: `${day}T07:30:00+07:00` }, `${day}T00:30:00.000Z`);
    return this.continueAt(day, '07:30');
  }

  /** Works off what waits at a time of day (HH:mm), while SES answers its first mails with these refusals. */
  async continueAt(day: Day, time: string, ...refusals: readonly string[]): Promise<Arrival[]> {
    if (refusals.length > 0) this.line.refuse(...refusals);
    return this.#work(new Date(`${day}T${time}:00+07:00`).toISOString());
  }

  /** The admins' mails of a morning. */
  async watch(day: Day): Promise<string[]> {
    await this.#handle('watch-mail', { scheduledAt: `${day}T08:30:00+07:00` }, `${day}T01:30:00.000Z`);
    const mails = this.engines.waiting('admins').map(String);
    this.engines.purge('admins');
    return mails;
  }

  /** Works off what the queue hands on by now; what comes back delayed waits for the next time. */
  async #work(now: string): Promise<Arrival[]> {
    const arrivals: Arrival[] = [];
    this.#take();
    for (let order = this.#waiting.shift(); order !== undefined; order = this.#waiting.shift()) {
      await this.#handle('send-notice', order, now);
      arrivals.push(...(await this.#tellFates(digestOrderSchema.parse(order), now)));
      this.#waiting.push(...this.engines.waiting('notices'));
      this.#keepDelayed();
    }
    return arrivals;
  }

  readonly #delayed: unknown[] = [];

  #take(): void {
    this.#waiting = [...this.#delayed.splice(0), ...this.engines.waiting('notices')];
    this.#keepDelayed();
  }

  #keepDelayed(): void {
    this.#delayed.push(...this.engines.delayed('notices').map(({ message }) => message));
    this.engines.purge('notices');
  }

  /** SES tells of each mail that it took, and of each of its recipients. */
  async #tellFates({ noticeId }: DigestOrder, now: string): Promise<Arrival[]> {
    const mails = (await this.#mail.mails()).slice(this.#answered);
    this.#answered += mails.length;
    const arrivals: Arrival[] = [];
    for (const { destination } of mails) {
      await this.#tell(sent(noticeId), now);
      for (const address of [...destination.to, ...destination.cc]) {
        if (!this.dead.has(address)) arrivals.push({ at: now, to: address, noticeId });
        await this.#tell(
          this.dead.has(address) ? bounced(noticeId, 'Permanent', 'General', address) : delivered(noticeId, address),
          now,
        );
      }
    }
    return arrivals;
  }

  async #tell(event: ReturnType<typeof sent>, now: string): Promise<void> {
    const mail = { ...event.detail.mail, timestamp: now };
    await this.#handle('record-delivery', { ...event, time: now, detail: { ...event.detail, mail } }, now);
  }

  async #handle(name: 'plan-notices' | 'send-notice' | 'record-delivery' | 'watch-mail', event: unknown, now: string) {
    process.env.SIMULATED_NOW = now;
    const handler: Handle = (await handlers[name]()).handler;
    await handler(sqsEvent(event), lambdaContext);
  }
}

/** Imported once the environment stands. */
const handlers = {
  'plan-notices': () => import('../../functions/plan-notices/handler.ts'),
  'send-notice': () => import('../../functions/send-notice/handler.ts'),
  'record-delivery': () => import('../../functions/record-delivery/handler.ts'),
  'watch-mail': () => import('../../functions/watch-mail/handler.ts'),
};
