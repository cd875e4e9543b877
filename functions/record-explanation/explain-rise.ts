import * as z from 'zod';
import type { ReceivedReport } from '../../shared/assignment/assignment.ts';
import type { AssignmentEventStore } from '../../shared/assignment/assignment-event-store.ts';
import { draftReport, isSameReport, recordedOtherwise } from '../../shared/assignment/draft-report.ts';
import { instancesOn } from '../../shared/assignment/instances-on.ts';
import { type StandingInShort, standingInShort } from '../../shared/assignment/standing-in-short.ts';
import type { AssignmentInstance } from '../../shared/assignment/unfold-assignment.ts';
import { type Day, daySchema } from '../../shared/calendar/day.ts';
import { monthSchema } from '../../shared/calendar/month.ts';
import { dayAt } from '../../shared/calendar/zone.ts';
import type { FindingState } from '../../shared/finding/finding.ts';
import type { FindingStore } from '../../shared/finding/finding-store.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import { riseRequestId } from '../../shared/rise/ask-for-explanation.ts';
import { explainFinding } from '../../shared/rise/explain-finding.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { enteredReferenceSchema, enteredShape } from '../../shared/runtime/field-schemas.ts';
import { LONGEST_TEXT } from './record-explanation.ts';

/** What an admin sends of a unit that explains why its overdue rose. */
const riseExplanationSchema = z.strictObject({
  ...enteredShape,
  about: z.literal('rise'),
  unitId: z.string().min(1),
  month: monthSchema,
  receivedOn: daySchema,
  text: z.string().min(1).max(LONGEST_TEXT),
  reference: enteredReferenceSchema,
});
export type RiseExplanation = z.infer<typeof riseExplanationSchema>;

/** Whether an order says what it is about: one that does not is about a deduction, as ever. */
export function saysWhatAbout(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'about' in event;
}

/** @throws DomainError `UNREADABLE_EVENT`, naming the fields that are missing or wrong. */
export function parseRiseExplanation(event: unknown): RiseExplanation {
  const parsed = riseExplanationSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    'UNREADABLE_EVENT',
    "record-explanation takes {about: 'rise', unitId, month: yyyy-mm, receivedOn: yyyy-mm-dd, text, actor, reason, reference?} " +
      `of a rise; of a deduction the same without about, and rule?. Nothing was entered.\n${z.prettifyError(parsed.error)}`,
    { cause: parsed.error },
  );
}

export interface RiseStores {
  readonly registry: Pick<RegistryStore, 'assignments'>;
  readonly events: Pick<AssignmentEventStore, 'of' | 'report'>;
  readonly findings: Pick<FindingStore, 'find' | 'move'>;
}

export interface RiseExplained {
  readonly isNew: boolean;
  readonly report: ReceivedReport;
  readonly standing: StandingInShort;
  /** Null: the finding is gone. What people closed meanwhile stays closed. */
  readonly findingState: FindingState | null;
}

/**
 * Puts on record why a unit's overdue rose: nobody is reminded of it any more, and the finding is explained. The same
 * order again changes nothing.
 *
 * @param at when the order came, ISO 8601 in UTC
 * @throws DomainError `EXPLANATION_NOT_ASKED`, `RECEIVED_ON_WRONG`, `REPORT_RECORDED_OTHERWISE`
 */
export async function explainRise(
  { about: _about, month, ...explanation }: RiseExplanation,
  at: string,
  timeZone: string,
  { registry, events, findings }: RiseStores,
): Promise<RiseExplained> {
  const on = dayAt(Date.parse(at), timeZone);
  const instance = findRequest(instancesOn(await registry.assignments(), on), explanation.unitId, month);
  refuseTooEarly(explanation.receivedOn, instance);
  const known = await events.of(instance);
  const order = { ...explanation, file: null };
  const { event, isRepetition } = draftReport(order, instance, known, { at, on });
  const { isNew, kept } = isRepetition ? { isNew: false, kept: event } : await events.report(event);
  if (!isSameReport(kept, order)) throw recordedOtherwise(kept);
  const findingId = instance.assignment.explains?.findingId ?? '';
  const findingState = await explainFinding({ unitId: explanation.unitId, findingId }, kept, at, findings);
  const reports = isRepetition ? known.reports : [...known.reports, kept];
  const standing = standingInShort(instance, explanation.unitId, on, { ...known, reports });
  return { isNew, report: kept, standing, findingState };
}

function findRequest(instances: readonly AssignmentInstance[], unitId: string, month: string): AssignmentInstance {
  const id = riseRequestId(unitId, month);
  const found = instances.find(({ instanceId }) => instanceId === id);
  if (found !== undefined) return found;
  throw new DomainError(
    'EXPLANATION_NOT_ASKED',
    `Nobody asked ${unitId} why its overdue dossiers rose in ${month}. Where there is a finding of it all the same, use ` +
      'review-finding. Nothing was entered.',
  );
}

/** A slip of the date must not let an answer come before there was anything to answer. */
function refuseTooEarly(receivedOn: Day, { instanceId, assignment: { validFrom } }: AssignmentInstance): void {
  if (receivedOn >= validFrom) return;
  throw new DomainError(
    'RECEIVED_ON_WRONG',
    `The explanation ${instanceId} was asked for on ${validFrom} and cannot have come on ${receivedOn}: look at the date. Nothing was entered.`,
  );
}
