import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environmentSchema as extendSchema } from '../../functions/extend-assignment/environment.ts';
import { environmentSchema as reportSchema } from '../../functions/record-report/environment.ts';
import { environmentSchema as reopenSchema } from '../../functions/reopen-assignment/environment.ts';
import type { EventKind } from '../../shared/assignment/assignment-event-store.ts';
import { DomainFunction } from './domain-function.ts';
import type { Foundation } from './foundation.ts';
import { together } from './handover.ts';

/** What admins enter of assignments: reports that came in, were handed back, or may come later. */
export class Assignments extends Construct {
  readonly recordReport: IFunction;
  readonly extendAssignment: IFunction;
  readonly reopenAssignment: IFunction;

  constructor(scope: Construct, id: string, foundation: Foundation) {
    super(scope, id);
    const sizes = { memoryMb: 256, timeoutMinutes: 1 };
    this.recordReport = new DomainFunction(this, foundation, {
      ...sizes,
      name: 'record-report',
      description:
        "For admins: records that a unit's report came in, which ends its reminders. Event: {assignmentId, unitId, receivedOn, actor, reason, reference?, file?}.",
      schema: reportSchema,
      environment: this.#environment(foundation, 'received-report'),
    }).lambda;
    this.extendAssignment = new DomainFunction(this, foundation, {
      ...sizes,
      name: 'extend-assignment',
      description:
        'For admins: puts off a due date, for one unit or all; the first one stays visible. Event: {assignmentId, dueOn, actor, reason, unitId?, reference?}.',
      schema: extendSchema,
      environment: this.#environment(foundation, 'assignment-extension'),
    }).lambda;
    this.reopenAssignment = new DomainFunction(this, foundation, {
      ...sizes,
      name: 'reopen-assignment',
      description:
        'For admins: hands back a report that is not sufficient; it is owed again. Event: {assignmentId, unitId, receivedOn, actor, reason, dueOn?, reference?}.',
      schema: reopenSchema,
      environment: this.#environment(foundation, 'reopened-report'),
    }).lambda;
  }

  /** The registry holds the assignments, and what became of them. Each action adds one kind of event. */
  #environment({ tables, settings }: Foundation, adds: EventKind) {
    return {
      REGISTRY_TABLE: together(
        tables.registry.allowing('Query', 'GetItem'),
        tables.registry.allowingWithin([adds], 'PutItem'),
      ),
      TIME_ZONE: settings.timeZone,
    };
  }
}
