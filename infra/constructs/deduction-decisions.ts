import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environmentSchema as decideSchema } from '../../functions/decide-deduction/environment.ts';
import { environmentSchema as explainSchema } from '../../functions/record-explanation/environment.ts';
import { environmentSchema as settleSchema } from '../../functions/settle-deductions/environment.ts';
import type { EventKind } from '../../shared/assignment/assignment-event-store.ts';
import { DailySchedule } from './daily-schedule.ts';
import { DomainFunction } from './domain-function.ts';
import type { Foundation } from './foundation.ts';
import { together } from './handover.ts';
import { WorkQueue } from './work-queue.ts';

/** What becomes of a deduction: told, explained, decided by people, or confirmed at the end of its window. */
export class DeductionDecisions extends Construct {
  readonly recordExplanation: IFunction;
  readonly decideDeduction: IFunction;

  constructor(scope: Construct, id: string, foundation: Foundation) {
    super(scope, id);
    this.recordExplanation = this.#recordExplanation(foundation).lambda;
    this.decideDeduction = this.#decideDeduction(foundation).lambda;
    this.#settle(foundation);
  }

  #recordExplanation(foundation: Foundation) {
    const { tables, bucket, settings } = foundation;
    const recordExplanation = new DomainFunction(this, foundation, {
      name: 'record-explanation',
      description:
        "For admins: puts a unit's explanation of a deduction, or of a rise (about: rise), on record. Event: {unitId, month, receivedOn, text, actor, reason, reference?, rule?, about?: rise}.",
      schema: explainSchema,
      environment: {
        REGISTRY_TABLE: together(
          tables.registry.allowing('Query', 'GetItem'),
          tables.registry.allowingWithin(['received-report' satisfies EventKind], 'PutItem'),
        ),
        FINDINGS_TABLE: tables.findings.allowing('GetItem', 'UpdateItem'),
        LEDGER_TABLE: tables.ledger.allowing('Query', 'PutItem'),
        BUCKET: bucket.allowing({ reads: ['ledger/'], writes: ['ledger/'] }),
        TIME_ZONE: settings.timeZone,
      },
      memoryMb: 256,
      timeoutMinutes: 1,
    });
    tables.letAppendToLedger(recordExplanation.role);
    return recordExplanation;
  }

  #decideDeduction(foundation: Foundation) {
    const { tables, bucket, settings } = foundation;
    const decideDeduction = new DomainFunction(this, foundation, {
      name: 'decide-deduction',
      description:
        'For admins: decides on a deduction. Event: {unitId, month, decision: confirm | withdraw | reverse | reinstate, actor, reason, reference?, rule?}.',
      schema: decideSchema,
      environment: {
        REGISTRY_TABLE: tables.registry.allowing('Query'),
        EVALUATIONS_TABLE: tables.evaluations.allowing('Query'),
        FINDINGS_TABLE: tables.findings.allowing('GetItem', 'UpdateItem'),
        LEDGER_TABLE: tables.ledger.allowing('Query', 'PutItem'),
        BUCKET: bucket.allowing({ reads: ['ledger/'], writes: ['ledger/'] }),
        TIME_ZONE: settings.timeZone,
      },
      memoryMb: 256,
      timeoutMinutes: 1,
    });
    tables.letAppendToLedger(decideDeduction.role);
    return decideDeduction;
  }

  #settle(foundation: Foundation): void {
    const { tables, bucket, settings } = foundation;
    const queue = new WorkQueue(this, 'SettleQueue', foundation, { name: 'settle', visibilityMinutes: 30 });
    new DailySchedule(this, 'Daily', foundation, {
      name: 'settle-deductions',
      description: 'Looks on working days at open deductions: who was told, whose time for explaining is over',
      at: settings.settleAt,
      queue,
    });
    const settleDeductions = new DomainFunction(this, foundation, {
      name: 'settle-deductions',
      description:
        'Enters that units were told of proposed deductions, and confirms those whose window is over without an explanation.',
      schema: settleSchema,
      environment: {
        REGISTRY_TABLE: tables.registry.allowing('Query'),
        LEDGER_TABLE: tables.ledger.allowing('Query', 'Scan', 'PutItem'), // what is open, of whatever year
        FINDINGS_TABLE: tables.findings.allowing('GetItem', 'PutItem', 'UpdateItem'),
        NOTICES_TABLE: tables.notices.allowing('GetItem', 'BatchGetItem'),
        BUCKET: bucket.allowing({ reads: ['ledger/'], writes: ['ledger/'] }),
        TIME_ZONE: settings.timeZone,
      },
      memoryMb: 1024,
      timeoutMinutes: 5,
    });
    tables.letAppendToLedger(settleDeductions.role);
    queue.feed(settleDeductions);
  }
}
