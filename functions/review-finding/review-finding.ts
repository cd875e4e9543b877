import * as z from 'zod';
import type { DismissalRuleStore } from '../../shared/finding/dismissal-rule-store.ts';
import { type FindingMove, findingMoveSchema, findingStateSchema } from '../../shared/finding/finding.ts';
import type { FindingStore } from '../../shared/finding/finding-store.ts';
import { moveFinding, SYSTEM_ACTOR } from '../../shared/finding/move-finding.ts';
import { standingOfFinding } from '../../shared/finding/standing-of-finding.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { enteredReferenceSchema, enteredShape, textSchema } from '../../shared/runtime/field-schemas.ts';

const reviewOrderSchema = z.strictObject({
  ...findingMoveSchema.omit({ at: true }).shape,
  unitId: textSchema,
  findingId: textSchema,
  actor: textSchema.refine((actor) => actor !== SYSTEM_ACTOR, {
    error: `must name a person: ${SYSTEM_ACTOR} is the system`,
  }),
  reason: enteredShape.reason,
  reference: enteredReferenceSchema,
});
/** What a person makes of a finding. */
export type ReviewOrder = z.infer<typeof reviewOrderSchema>;

/** @throws DomainError `UNREADABLE_EVENT`, naming the fields that are missing or wrong. */
export function parseReviewOrder(event: unknown): ReviewOrder {
  const parsed = reviewOrderSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    'UNREADABLE_EVENT',
    `review-finding takes {unitId, findingId, state: ${findingStateSchema.options.join(' | ')}, actor, reason, reference?}. ` +
      `Nothing was written.\n${z.prettifyError(parsed.error)}`,
    { cause: parsed.error },
  );
}

export interface ReviewStores {
  readonly findings: Pick<FindingStore, 'find' | 'move'>;
  readonly rules: Pick<DismissalRuleStore, 'all'>;
}

/** `move` is null where the same order stood already. */
export interface ReviewOutcome {
  readonly unitId: string;
  readonly findingId: string;
  readonly isNew: boolean;
  readonly move: FindingMove | null;
}

/**
 * Adds to a finding what a person makes of it. The same order again changes nothing.
 *
 * @param at when the order came, ISO 8601 in UTC
 * @throws DomainError `FINDING_UNKNOWN`, `FINDING_CLOSED`, `FINDING_OPEN`
 */
export async function reviewFinding(
  { unitId, findingId, ...order }: ReviewOrder,
  at: string,
  { findings, rules }: ReviewStores,
): Promise<ReviewOutcome> {
  for (;;) {
    const finding = await findings.find(unitId, findingId);
    if (finding === null) throw unknown(unitId, findingId);
    const { rule } = standingOfFinding(finding, await rules.all());
    const move = moveFinding(finding, order, at, rule !== null);
    // A lost race means reading again: the other may have said the same, or closed it.
    if (move === null || (await findings.move(finding, move))) {
      return { unitId, findingId, isNew: move !== null, move };
    }
  }
}

function unknown(unitId: string, findingId: string): DomainError {
  return new DomainError(
    'FINDING_UNKNOWN',
    `There is no finding ${findingId} of ${unitId}: copy both ids from the page of findings, or from the Findings table. Nothing was written.`,
  );
}
