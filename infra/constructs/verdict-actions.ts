import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environmentSchema as approveSchema } from '../../functions/approve-month/environment.ts';
import { environmentSchema as reevaluateSchema } from '../../functions/reevaluate-month/environment.ts';
import { environmentSchema as replaySchema } from '../../functions/replay-month/environment.ts';
import { APPROVAL_KIND } from '../../shared/evaluation/approval-store.ts';
import type { RegistryKind } from '../../shared/registry/registry-store.ts';
import { DomainFunction } from './domain-function.ts';
import type { Foundation } from './foundation.ts';
import { together } from './handover.ts';

/** What an order of reevaluate-month may bring with it. */
const POLICY_KIND: RegistryKind = 'policy';

/** What admins do about verdicts: prove them, correct them, sign them. */
export class VerdictActions extends Construct {
  readonly approveMonth: IFunction;
  readonly reevaluateMonth: IFunction;
  readonly replayMonth: IFunction;

  constructor(scope: Construct, id: string, foundation: Foundation) {
    super(scope, id);
    this.approveMonth = this.#approve(foundation).lambda;
    this.reevaluateMonth = this.#reevaluate(foundation).lambda;
    this.replayMonth = this.#replay(foundation).lambda;
  }

  #approve(foundation: Foundation) {
    const { tables, bucket } = foundation;
    const approveMonth = new DomainFunction(this, foundation, {
      name: 'approve-month',
      description:
        "For admins: approves a month's drafts, where the policy asks for it, and enters what follows. Event: {month, actor, reason, unitIds?}.",
      schema: approveSchema,
      environment: {
        REGISTRY_TABLE: together(
          tables.registry.allowing('Query'),
          tables.registry.allowingWithin([APPROVAL_KIND], 'PutItem'),
        ),
        EVALUATIONS_TABLE: tables.evaluations.allowingIndexQueries('Query'),
        LEDGER_TABLE: tables.ledger.allowing('Query', 'PutItem'),
        BUCKET: bucket.allowing({ reads: ['ledger/'], writes: ['ledger/'] }),
      },
      memoryMb: 1024,
      timeoutMinutes: 15,
    });
    tables.letAppendToLedger(approveMonth.role);
    return approveMonth;
  }

  #reevaluate(foundation: Foundation) {
    const { tables, bucket, settings } = foundation;
    const reevaluateMonth = new DomainFunction(this, foundation, {
      name: 'reevaluate-month',
      description:
        'For admins: judges a past month anew; a preview first, then, with its digest as confirm, new revisions. Event: {month, actor, reason, untilMonth?, unitIds?, countFrom?, policies?, confirm?}.',
      schema: reevaluateSchema,
      environment: {
        REGISTRY_TABLE: together(
          tables.registry.allowing('Query'),
          tables.registry.allowingWithin([POLICY_KIND], 'PutItem'),
        ),
        SNAPSHOTS_TABLE: tables.snapshots.allowing('Query', 'GetItem'),
        EVALUATIONS_TABLE: tables.evaluations.allowingIndexQueries('GetItem', 'PutItem'),
        FINDINGS_TABLE: tables.findings.allowing('GetItem', 'UpdateItem'),
        LEDGER_TABLE: tables.ledger.allowing('Query', 'PutItem'),
        BUCKET: bucket.allowing({
          reads: ['canonical/', 'evidence/', 'ledger/'],
          writes: ['evidence/', 'ledger/'],
          asksForMissing: true, // an order may have been begun
        }),
        TIME_ZONE: settings.timeZone,
      },
      memoryMb: 1769, // one whole processor
      timeoutMinutes: 15,
    });
    tables.letAppendToLedger(reevaluateMonth.role);
    return reevaluateMonth;
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
        BUCKET: bucket.allowing({ reads: ['canonical/', 'evidence/', 'ledger/heads/'], asksForMissing: true }),
        TIME_ZONE: settings.timeZone,
      },
      memoryMb: 1769, // one whole processor
      timeoutMinutes: 15,
    });
  }
}
