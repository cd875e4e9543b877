import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environmentSchema as replaySchema } from '../../functions/replay-month/environment.ts';
import { DomainFunction } from './domain-function.ts';
import type { Foundation } from './foundation.ts';

/** What admins do about verdicts: prove them, correct them, sign them. */
export class VerdictActions extends Construct {
  readonly replayMonth: IFunction;

  constructor(scope: Construct, id: string, foundation: Foundation) {
    super(scope, id);
    this.replayMonth = this.#replay(foundation).lambda;
  }

  #replay(foundation: Foundation) {
    const { tables, bucket, settings } = foundation;
    return new DomainFunction(this, foundation, {
      name: 'replay-month',
      description:
        'For admins: evaluates a past month anew and compares every byte; changes nothing. Event: {month, unitIds?}.',
      schema: replaySchema,
      environment: {
        REGISTRY_TABLE: tables.registry.allowing('Query'),
        EVALUATIONS_TABLE: tables.evaluations.allowingIndexQueries(),
        BUCKET: bucket.allowing({ reads: ['canonical/', 'evidence/'], asksForMissing: true }),
        TIME_ZONE: settings.timeZone,
      },
      memoryMb: 1769, // one whole processor
      timeoutMinutes: 15,
    });
  }
}
