import * as z from 'zod';
import { monthSchema } from '../calendar/month.ts';
import { anyTextSchema, countSchema, instantTextSchema, textSchema } from '../runtime/field-schemas.ts';

/** What is asked of a unit's month, each by itself. */
export const participationReasonSchema = z.enum([
  'nothing-received',
  'idle-while-open',
  'without-due-date-or-procedure',
  'completions-at-month-end',
  'incomplete-data',
]);
export type ParticipationReason = z.infer<typeof participationReasonSchema>;

/** Why an answer cannot be given. */
export const untoldBecauseSchema = z.enum([
  'governing-snapshot-missing',
  'activity-missing',
  'unit-began-or-ends',
  'rows-unreadable',
  'no-history',
  'too-few-peers',
  'too-few-dossiers',
]);
export type UntoldBecause = z.infer<typeof untoldBecauseSchema>;

/** `holds`: the reason speaks against the unit. `untold`: nobody can say. */
export const participationAnswerSchema = z.object({
  reason: participationReasonSchema,
  answer: z.enum(['holds', 'does-not-hold', 'untold']),
  because: untoldBecauseSchema.nullable(),
  /** What was compared, whole numbers by name. */
  figures: z.record(anyTextSchema, countSchema),
});
export type ParticipationAnswer = z.infer<typeof participationAnswerSchema>;

export const participationVerdictSchema = z.enum(['active', 'perfunctory', 'silent', 'cannot-be-told']);
export type ParticipationVerdict = z.infer<typeof participationVerdictSchema>;

/** How one unit took part in a month. */
export const participationSchema = z.object({
  unitId: textSchema,
  month: monthSchema,
  verdict: participationVerdictSchema,
  answers: z.array(participationAnswerSchema),
});
export type Participation = z.infer<typeof participationSchema>;

/** How every unit took part in a month: one object, written once for each state of the month's evaluations. */
export const monthParticipationSchema = z.object({
  month: monthSchema,
  /** The highest revision among the evaluations that it rests on. */
  revision: countSchema,
  evaluationsDigest: textSchema,
  recordedAt: instantTextSchema,
  units: z.array(participationSchema),
});
export type MonthParticipation = z.infer<typeof monthParticipationSchema>;
