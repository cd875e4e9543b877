import { Construct } from 'constructs';
import { environmentSchema } from '../../functions/review-month/environment.ts';
import { EXPLANATION_REQUEST_KIND } from '../../shared/assignment/assignment.ts';
import { DailySchedule } from './daily-schedule.ts';
import { DomainFunction } from './domain-function.ts';
import type { Foundation } from './foundation.ts';
import { together } from './handover.ts';
import { WorkQueue } from './work-queue.ts';

/** Every morning, after the evaluation -> queue -> review-month -> findings, requests for explanations, and the month's review among the evidence. */
export class MonthlyReview extends Construct {
  constructor(scope: Construct, id: string, foundation: Foundation) {
    super(scope, id);
    const { settings } = foundation;
    const queue = new WorkQueue(this, 'Queue', foundation, { name: 'review', visibilityMinutes: 90 });
    new DailySchedule(this, 'Daily', foundation, {
      name: 'review-month',
      description: 'Reviews daily the months all of whose units are judged',
      at: settings.reviewAt,
      queue,
    });
    queue.feed(this.#reviewMonth(foundation));
  }

  #reviewMonth(foundation: Foundation) {
    const { tables, bucket, settings } = foundation;
    return new DomainFunction(this, foundation, {
      name: 'review-month',
      description:
        'Says of judged months how each unit took part and whose overdue rose, keeps findings and asks for explanations. It deducts nothing.',
      schema: environmentSchema,
      environment: {
        REGISTRY_TABLE: together(
          tables.registry.allowing('Query'),
          tables.registry.allowingWithin([EXPLANATION_REQUEST_KIND], 'PutItem'),
        ),
        SNAPSHOTS_TABLE: tables.snapshots.allowing('Query'),
        EVALUATIONS_TABLE: tables.evaluations.allowingIndexQueries(),
        FINDINGS_TABLE: tables.findings.allowing('GetItem', 'PutItem', 'UpdateItem'),
        BUCKET: bucket.allowing({
          reads: ['activity/', 'canonical/', 'evidence/'],
          writes: ['evidence/'],
          asksForMissing: true,
        }),
        TIME_ZONE: settings.timeZone,
      },
      memoryMb: 1769, // one whole processor
      timeoutMinutes: 15,
    });
  }
}
