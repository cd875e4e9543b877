import * as z from 'zod';
import { type Day, daySchema } from '../calendar/day.ts';
import { lastDayOf } from '../calendar/month.ts';
import { instantTextSchema, textSchema } from '../runtime/field-schemas.ts';
import { type Finding, findingKindSchema } from './finding.ts';
import { kindTraits } from './finding-kinds.ts';

/** That findings of some kinds are dismissed wherever they arise, for a time: a lawful practice, named by its document. */
export const dismissalRuleSchema = z.object({
  ruleId: textSchema,
  kinds: z.array(findingKindSchema).min(1),
  /** Null: of every unit. A rule names a unit, a procedure, or both. */
  unitId: textSchema.nullable(),
  /** Null: of every procedure. */
  procedureCode: textSchema.nullable(),
  reason: textSchema,
  reference: textSchema,
  actor: textSchema,
  validFrom: daySchema,
  /** The last day whose findings it dismisses. */
  until: daySchema,
  orderedAt: instantTextSchema,
});

/** That a rule holds no longer than to a day. */
export const dismissalEndSchema = z.object({
  ruleId: textSchema,
  /** The last day whose findings it dismisses: the day before `validFrom` takes it back whole. */
  endOn: daySchema,
  reason: textSchema,
  reference: textSchema.nullable(),
  actor: textSchema,
  endedAt: instantTextSchema,
});
export type DismissalEnd = z.infer<typeof dismissalEndSchema>;

/** A rule with its early end, null while there is none. */
export type DismissalRule = z.infer<typeof dismissalRuleSchema> & { readonly end: DismissalEnd | null };

/** The last day whose findings a rule dismisses, its end counted. */
export function lastDayOfRule({ until, end }: DismissalRule): Day {
  return end !== null && end.endOn < until ? end.endOn : until;
}

/** Whether a rule speaks of a finding, whatever state that is in. A kind that protects the system is never spoken of. */
export function isUnderRule(finding: Finding, rule: DismissalRule): boolean {
  const day = dayOfFinding(finding);
  return (
    kindTraits[finding.kind].isDismissible &&
    rule.kinds.includes(finding.kind) &&
    (rule.unitId === null || rule.unitId === finding.unitId) &&
    (rule.procedureCode === null || rule.procedureCode === finding.evidence.procedureCode) &&
    day !== null &&
    rule.validFrom <= day &&
    day <= lastDayOfRule(rule)
  );
}

/** The day that a finding is about; of one about a month, the month's last. */
function dayOfFinding({ day, month }: Finding): Day | null {
  return day ?? (month === null ? null : lastDayOf(month));
}
