import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environmentSchema as ingestSchema } from '../../functions/ingest-snapshot/environment.ts';
import { environmentSchema as releaseSchema } from '../../functions/release-snapshot/environment.ts';
import { environmentSchema as watchSchema } from '../../functions/watch-snapshots/environment.ts';
import { DailySchedule } from './daily-schedule.ts';
import { DomainFunction } from './domain-function.ts';
import { ObjectRule } from './event-rules.ts';
import type { Foundation } from './foundation.ts';
import { WorkQueue } from './work-queue.ts';

/** The longest that a Lambda function may run. */
const TIMEOUT_MINUTES = 15;
/** After these a run hands on the writing of dossiers; the rest is for what must follow it: tallies, findings, receipt. */
const BUDGET_MINUTES = 12;

/** snapshots/ -> queue -> ingest-snapshot -> dossiers, tallies, findings, receipt. What does not come is watched for. */
export class SnapshotIntake extends Construct {
  readonly ingestQueue: WorkQueue;
  readonly releaseSnapshot: IFunction;

  constructor(scope: Construct, id: string, foundation: Foundation) {
    super(scope, id);
    this.ingestQueue = new WorkQueue(this, 'IngestQueue', foundation, { name: 'ingest', visibilityMinutes: 90 });
    new ObjectRule(this, 'SnapshotFiles', foundation.bucket, 'snapshots/', this.ingestQueue);
    this.#ingest(foundation);
    this.releaseSnapshot = this.#release(foundation).lambda;
    this.#watch(foundation);
  }

  #ingest(foundation: Foundation): void {
    const { tables, bucket, settings } = foundation;
    const ingestSnapshot = new DomainFunction(this, foundation, {
      name: 'ingest-snapshot',
      description: "Takes in a source's snapshot of a day: changed dossiers, tallies, findings and a receipt.",
      schema: ingestSchema,
      environment: {
        REGISTRY_TABLE: tables.registry.allowing('Query'),
        // a correction takes back what the file that it replaces told
        DOSSIERS_TABLE: tables.dossiers.allowing('PutItem', 'UpdateItem', 'DeleteItem'),
        SNAPSHOTS_TABLE: tables.snapshots.allowing('Query', 'GetItem', 'PutItem'),
        TALLIES_TABLE: tables.tallies.allowing('PutItem'),
        FINDINGS_TABLE: tables.findings.allowing('Query', 'GetItem', 'PutItem', 'UpdateItem'),
        BUCKET: bucket.allowing({
          reads: ['snapshots/', 'quarantine/', 'states/'],
          writes: ['states/', 'activity/', 'canonical/', 'rejected/', 'receipts/', 'quarantine/'],
          asksForMissing: true, // a raw file may have expired
        }),
        INGEST_QUEUE_URL: this.ingestQueue.sending(),
        TIME_ZONE: settings.timeZone,
        TIME_BUDGET_SECONDS: String(BUDGET_MINUTES * 60),
      },
      memoryMb: 1769, // one whole processor
      timeoutMinutes: TIMEOUT_MINUTES,
      temporaryStorageMb: 4096,
    });
    this.ingestQueue.feed(ingestSnapshot);
  }

  #release(foundation: Foundation) {
    return new DomainFunction(this, foundation, {
      name: 'release-snapshot',
      description:
        'For admins: lets a quarantined snapshot through. Event: {sourceId, day, fileNumber, actor, reason}.',
      schema: releaseSchema,
      environment: {
        SNAPSHOTS_TABLE: foundation.tables.snapshots.allowing('GetItem'),
        INGEST_QUEUE_URL: this.ingestQueue.sending(),
      },
      memoryMb: 256,
      timeoutMinutes: 1,
    });
  }

  #watch(foundation: Foundation): void {
    const { tables, settings } = foundation;
    const queue = new WorkQueue(this, 'WatchQueue', foundation, { name: 'watch', visibilityMinutes: 30 });
    new DailySchedule(this, 'Daily', foundation, {
      name: 'watch-snapshots',
      description: "Looks daily whether every source sent yesterday's snapshot",
      at: settings.watchAt,
      queue,
    });
    const watchSnapshots = new DomainFunction(this, foundation, {
      name: 'watch-snapshots',
      description: 'Notices daily which source did not send its snapshot, and what the calendar lacks, and alarms.',
      schema: watchSchema,
      environment: {
        REGISTRY_TABLE: tables.registry.allowing('Query'),
        SNAPSHOTS_TABLE: tables.snapshots.allowing('Query'),
        FINDINGS_TABLE: tables.findings.allowing('Query', 'GetItem', 'PutItem', 'UpdateItem'),
        TIME_ZONE: settings.timeZone,
      },
      memoryMb: 512,
      timeoutMinutes: 5,
    });
    queue.feed(watchSnapshots);
  }
}
