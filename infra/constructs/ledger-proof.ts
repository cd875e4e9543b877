import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environmentSchema as announceSchema } from '../../functions/announce-month/environment.ts';
import { environmentSchema as verifySchema } from '../../functions/verify-ledger/environment.ts';
import { environmentSchema as statementSchema } from '../../functions/write-statement/environment.ts';
import { ANNOUNCEMENT_KIND } from '../../shared/notice/announcement-store.ts';
import { DailySchedule } from './daily-schedule.ts';
import { DomainFunction } from './domain-function.ts';
import type { Foundation } from './foundation.ts';
import { together } from './handover.ts';
import { WorkQueue } from './work-queue.ts';

/**
 * What lets the ledger be proven. Every morning -> announce-month -> heads of judged months, whose hashes go out by mail.
 * Every week, or when an admin asks -> verify-ledger -> report, findings, alarm. An admin -> write-statement -> XLSX.
 */
export class LedgerProof extends Construct {
  readonly verifyLedger: IFunction;
  readonly writeStatement: IFunction;

  constructor(scope: Construct, id: string, foundation: Foundation) {
    super(scope, id);
    this.#announce(foundation);
    this.verifyLedger = this.#verify(foundation).lambda;
    this.writeStatement = this.#writeStatement(foundation).lambda;
  }

  #announce(foundation: Foundation): void {
    const { tables, bucket, settings } = foundation;
    const queue = new WorkQueue(this, 'AnnounceQueue', foundation, { name: 'announce', visibilityMinutes: 30 });
    new DailySchedule(this, 'AnnounceDaily', foundation, {
      name: 'announce-month',
      description: 'Makes daily the heads of the months that are judged whole, for the digests of the morning',
      at: settings.announceAt,
      queue,
    });
    const announceMonth = new DomainFunction(this, foundation, {
      name: 'announce-month',
      description:
        'Makes the head of each month that is judged whole: what it came to, and how far every account had come.',
      schema: announceSchema,
      environment: {
        REGISTRY_TABLE: together(
          tables.registry.allowing('Query'),
          tables.registry.allowingWithin([ANNOUNCEMENT_KIND], 'PutItem'),
        ),
        SNAPSHOTS_TABLE: tables.snapshots.allowing('Query'),
        EVALUATIONS_TABLE: tables.evaluations.allowingIndexQueries(),
        LEDGER_TABLE: tables.ledger.allowing('Query'),
        BUCKET: bucket.allowing({ reads: ['ledger/heads/'], writes: ['ledger/heads/'], asksForMissing: true }),
        TIME_ZONE: settings.timeZone,
      },
      memoryMb: 1769, // one whole processor
      timeoutMinutes: 10,
    });
    bucket.letMakeHeads(announceMonth.role);
    queue.feed(announceMonth);
  }

  #verify(foundation: Foundation) {
    const { tables, bucket, settings } = foundation;
    const queue = new WorkQueue(this, 'VerifyQueue', foundation, { name: 'verify', visibilityMinutes: 90 });
    new DailySchedule(this, 'VerifyWeekly', foundation, {
      name: 'verify-ledger',
      description: 'Verifies weekly the whole ledger and all that it rests on',
      on: settings.verifyLedgerOn,
      at: settings.verifyLedgerAt,
      queue,
    });
    const verifyLedger = new DomainFunction(this, foundation, {
      name: 'verify-ledger',
      description:
        'Recomputes ledger, copies, manifests, evidence and heads of months; changes nothing. For admins: {actor, reason, month?, headHash?, objects?}, the hash as the announcement mail prints it.',
      schema: verifySchema,
      environment: {
        REGISTRY_TABLE: tables.registry.allowing('Query'), // approvals
        LEDGER_TABLE: tables.ledger.allowing('Query', 'Scan'),
        EVALUATIONS_TABLE: tables.evaluations.allowingIndexQueries(),
        FINDINGS_TABLE: tables.findings.allowing('GetItem', 'PutItem', 'UpdateItem'),
        BUCKET: bucket.allowing({
          reads: ['ledger/', 'evidence/', 'canonical/'],
          writes: ['ledger-reports/'],
          asksForMissing: true,
        }),
      },
      memoryMb: 1769, // one whole processor
      timeoutMinutes: 15,
    });
    queue.feed(verifyLedger);
    return verifyLedger;
  }

  #writeStatement(foundation: Foundation) {
    const { tables, bucket, settings } = foundation;
    return new DomainFunction(this, foundation, {
      name: 'write-statement',
      description:
        "For admins: writes a unit's account of a year as a workbook under statements/. Event: {unitId, year, actor, reason}.",
      schema: statementSchema,
      environment: {
        REGISTRY_TABLE: tables.registry.allowing('Query'),
        EVALUATIONS_TABLE: tables.evaluations.allowing('GetItem'),
        LEDGER_TABLE: tables.ledger.allowing('Query'),
        BUCKET: bucket.allowing({ writes: ['statements/'] }),
        TIME_ZONE: settings.timeZone,
      },
      memoryMb: 512,
      timeoutMinutes: 1,
    });
  }
}
