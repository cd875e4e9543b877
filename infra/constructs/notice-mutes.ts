import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environmentSchema } from '../../functions/mute-notices/environment.ts';
import { MUTE_KIND } from '../../shared/notice/mute-store.ts';
import { DomainFunction } from './domain-function.ts';
import type { Foundation } from './foundation.ts';
import { together } from './handover.ts';

/** What units are not told for a time, by order of an admin: kept in the registry, read by plan-notices. */
export class NoticeMutes extends Construct {
  readonly muteNotices: IFunction;

  constructor(scope: Construct, id: string, foundation: Foundation) {
    super(scope, id);
    const { tables, settings } = foundation;
    this.muteNotices = new DomainFunction(this, foundation, {
      name: 'mute-notices',
      description:
        'For admins: tells a unit nothing of some kinds up to a day, or (until: null) again; never of deductions. Event: {unitId, kinds, until, actor, reason}.',
      schema: environmentSchema,
      environment: {
        REGISTRY_TABLE: together(
          tables.registry.allowingWithin(['unit', MUTE_KIND], 'Query'),
          tables.registry.allowingWithin([MUTE_KIND], 'PutItem'),
        ),
        TIME_ZONE: settings.timeZone,
      },
      memoryMb: 256,
      timeoutMinutes: 1,
    }).lambda;
  }
}
