import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';
import { monthSchema } from '../calendar/month.ts';
import { anyTextSchema, instantTextSchema, nullableTextSchema, textSchema } from '../runtime/field-schemas.ts';

export const findingKindSchema = z.enum([
  'snapshot-quarantined',
  'snapshot-missing',
  'snapshot-unchanged',
  'vanished-while-open',
  'vanished-after-end',
  'no-longer-counted',
  'due-date-moved-after-it-passed',
  'completed-before-seen-open',
  'due-date-removed',
  'late-made-timely',
  'ended-without-date',
  'moved-while-overdue',
  'status-went-back',
  'supplement-near-due-date',
  'supplement-lifted-after-due-date',
  'due-before-received',
  'completed-before-received',
  'governing-file-changed',
  'past-changed',
  'past-not-compared',
  'draft-not-approved',
  'recount-differs',
  'unit-ended',
  'before-unit-began',
  'unit-unreachable',
  'ledger-fault',
  'deduction-not-notified',
  'explanation-undecided',
  'calendar-missing',
  'escalation-unaddressed',
  'participation-silent',
  'participation-perfunctory',
  'overdue-rose',
  'differs-between-sources',
]);
export type FindingKind = z.infer<typeof findingKindSchema>;

export const findingStateSchema = z.enum(['open', 'explained', 'dismissed', 'resolved']);
export type FindingState = z.infer<typeof findingStateSchema>;

/** What somebody made of a finding: the state that they gave it, why, by which document (null: none), and when. */
export const findingMoveSchema = z.object({
  state: findingStateSchema,
  actor: textSchema,
  reason: textSchema,
  reference: textSchema.nullable(),
  at: instantTextSchema,
});
export type FindingMove = z.infer<typeof findingMoveSchema>;

/** Something noticed, for people to look at. By itself it never deducts. Its id is a function of what was noticed. */
export const findingSchema = z.object({
  unitId: textSchema,
  findingId: textSchema,
  kind: findingKindSchema,
  severity: z.enum(['info', 'warning', 'alarm']),
  /** As its last move left it; `open` before any. What a standing rule makes of it is derived when it is read. */
  state: findingStateSchema,
  sourceId: nullableTextSchema,
  /** The day on which, or the month for which, it was noticed. */
  day: daySchema.nullable(),
  month: monthSchema.nullable(),
  /** One Vietnamese sentence that a unit head understands. */
  sentence: textSchema,
  /** Dossier codes, days, values before and after. */
  evidence: z.record(anyTextSchema, z.union([anyTextSchema, z.number(), z.null(), z.array(anyTextSchema)])),
  noticedAt: instantTextSchema,
  /** What was made of it, the earliest first; absent: nothing yet. It only ever grows. */
  history: z.array(findingMoveSchema).optional(),
});
export type Finding = z.infer<typeof findingSchema>;
