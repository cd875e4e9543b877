import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environmentSchema as dismissSchema } from '../../functions/dismiss-findings/environment.ts';
import { environmentSchema as reviewSchema } from '../../functions/review-finding/environment.ts';
import { DISMISSAL_KINDS } from '../../shared/finding/dismissal-rule-store.ts';
import { DomainFunction } from './domain-function.ts';
import type { Foundation } from './foundation.ts';
import { together } from './handover.ts';

/** What people make of findings: one by one, or by a rule that stands for a time. */
export class FindingReview extends Construct {
  readonly reviewFinding: IFunction;
  readonly dismissFindings: IFunction;

  constructor(scope: Construct, id: string, foundation: Foundation) {
    super(scope, id);
    const { tables } = foundation;
    const sizes = { memoryMb: 256, timeoutMinutes: 1 };
    this.reviewFinding = new DomainFunction(this, foundation, {
      ...sizes,
      name: 'review-finding',
      description:
        'For admins: says what becomes of a finding (open, explained, dismissed, resolved). Event: {unitId, findingId, state, actor, reason, reference?}.',
      schema: reviewSchema,
      environment: {
        REGISTRY_TABLE: tables.registry.allowingWithin(DISMISSAL_KINDS, 'Query'),
        FINDINGS_TABLE: tables.findings.allowing('GetItem', 'UpdateItem'),
      },
    }).lambda;
    this.dismissFindings = new DomainFunction(this, foundation, {
      ...sizes,
      name: 'dismiss-findings',
      description:
        'For admins: a standing rule that dismisses findings, or its end ({ruleId, endOn, actor, reason}). Event: {ruleId, kinds, unitId?, procedureCode?, validFrom, until, reason, reference, actor}.',
      schema: dismissSchema,
      environment: {
        REGISTRY_TABLE: together(
          tables.registry.allowing('Query'),
          tables.registry.allowingWithin(DISMISSAL_KINDS, 'PutItem'),
        ),
      },
    }).lambda;
  }
}
