import { Construct } from 'constructs';
import { environmentSchema } from '../../functions/evaluate-month/environment.ts';
import { DailySchedule } from './daily-schedule.ts';
import { DomainFunction } from './domain-function.ts';
import type { Foundation } from './foundation.ts';
import { WorkQueue } from './work-queue.ts';

/** Every morning -> queue -> evaluate-month -> evaluations, evidence, ledger. */
export class MonthlyEvaluation extends Construct {
  constructor(scope: Construct, id: string, foundation: Foundation) {
    super(scope, id);
    const { tables, settings } = foundation;
    const queue = new WorkQueue(this, 'Queue', foundation, { name: 'evaluate', visibilityMinutes: 90 });
    new DailySchedule(this, 'Daily', foundation, {
      name: 'evaluate-month',
      description: 'Judges daily the months whose governing snapshot is in, or whose wait is over',
      at: settings.evaluateAt,
      queue,
    });
    const evaluateMonth = this.#evaluateMonth(foundation);
    tables.letAppendToLedger(evaluateMonth.role);
    queue.feed(evaluateMonth);
  }

  #evaluateMonth(foundation: Foundation) {
    const { tables, bucket, settings } = foundation;
    return new DomainFunction(this, foundation, {
      name: 'evaluate-month',
      description:
        "Judges each unit's month by the policy in force, keeps the evidence and appends deductions to the ledger.",
      schema: environmentSchema,
      environment: {
        REGISTRY_TABLE: tables.registry.allowing('Query'),
        SNAPSHOTS_TABLE: tables.snapshots.allowing('Query'),
        TALLIES_TABLE: tables.tallies.allowing('BatchGetItem'),
        EVALUATIONS_TABLE: tables.evaluations.allowingIndexQueries('GetItem', 'PutItem'),
        LEDGER_TABLE: tables.ledger.allowing('Query', 'PutItem'),
        FINDINGS_TABLE: tables.findings.allowing('Query', 'GetItem', 'PutItem', 'UpdateItem'),
        BUCKET: bucket.allowing({
          reads: ['canonical/', 'evidence/', 'ledger/'],
          writes: ['evidence/', 'ledger/'],
        }),
        TIME_ZONE: settings.timeZone,
      },
      memoryMb: 1769, // one whole processor
      timeoutMinutes: 15,
    });
  }
}
