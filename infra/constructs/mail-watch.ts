import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environmentSchema as restoreSchema } from '../../functions/restore-address/environment.ts';
import { environmentSchema as watchSchema } from '../../functions/watch-mail/environment.ts';
import { RESTORED_KIND } from '../../shared/notice/address-aside-store.ts';
import { DailySchedule } from './daily-schedule.ts';
import { DomainFunction } from './domain-function.ts';
import type { Foundation } from './foundation.ts';
import { together } from './handover.ts';
import { WorkQueue } from './work-queue.ts';

/** Every morning -> watch-mail -> the admins: mails without an answer, digests that wait, units that cannot be reached. */
export class MailWatch extends Construct {
  readonly restoreAddress: IFunction;

  constructor(scope: Construct, id: string, foundation: Foundation) {
    super(scope, id);
    this.#watch(foundation);
    this.restoreAddress = this.#restore(foundation).lambda;
  }

  #watch(foundation: Foundation): void {
    const { tables, settings, alarms } = foundation;
    const queue = new WorkQueue(this, 'Queue', foundation, { name: 'watch-mail', visibilityMinutes: 30 });
    new DailySchedule(this, 'Daily', foundation, {
      name: 'watch-mail',
      description: 'Looks on working days which mails have no answer, which wait, and whom none reaches',
      at: settings.watchMailAt,
      queue,
    });
    const watchMail = new DomainFunction(this, foundation, {
      name: 'watch-mail',
      description: 'Tells the admins on working days which mails have no answer, which wait, and whom none reaches.',
      schema: watchSchema,
      environment: {
        REGISTRY_TABLE: tables.registry.allowing('Query'),
        FINDINGS_TABLE: tables.findings.allowing('Query'),
        NOTICES_TABLE: together(
          tables.notices.allowingIndexQueries('GetItem'),
          tables.notices.allowingWithin(['admins#*'], 'PutItem'),
        ),
        TIME_ZONE: settings.timeZone,
        ADMIN_TOPIC_ARN: alarms.writing(),
      },
      memoryMb: 512,
      timeoutMinutes: 5,
    });
    queue.feed(watchMail);
  }

  #restore(foundation: Foundation) {
    const { registry } = foundation.tables;
    return new DomainFunction(this, foundation, {
      name: 'restore-address',
      description:
        'For admins: lets an address be mailed again that bounced or complained. Event: {address, actor, reason}.',
      schema: restoreSchema,
      environment: {
        REGISTRY_TABLE: together(registry.allowing('Query'), registry.allowingWithin([RESTORED_KIND], 'PutItem')),
      },
      memoryMb: 256,
      timeoutMinutes: 1,
    });
  }
}
