import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';
import { monthSchema } from '../calendar/month.ts';
import { findingKindSchema } from '../finding/finding.ts';
import { countSchema, nullableTextSchema, positiveIntegerSchema, textSchema } from '../runtime/field-schemas.ts';

/** A finding as its unit is told of it. */
export const toldFindingSchema = z.object({
  findingId: textSchema,
  /** Null: it is not of one dossier. */
  dossierCode: nullableTextSchema,
  sentence: textSchema,
});
export type ToldFinding = z.infer<typeof toldFindingSchema>;

/** What was noticed of a unit: the findings of one kind and of one day, or of one month. */
export const findingsTopicSchema = z.object({
  kind: z.literal('findings'),
  /** Names how many were ever noticed: where more come to light of the same day, that is told again. */
  topicId: textSchema,
  unitId: textSchema,
  unitName: textSchema,
  findingKind: findingKindSchema,
  day: daySchema.nullable(),
  month: monthSchema.nullable(),
  /** Those that nobody has closed, by id, as many as a message has room for. */
  findings: z.array(toldFindingSchema).min(1),
  /** How many there are in all. */
  total: positiveIntegerSchema,
});

/** How many findings of a kind a unit has. */
export const findingsRowSchema = z.object({
  unitId: textSchema,
  unitName: textSchema,
  findingKind: findingKindSchema,
  /** Noticed in the week. */
  isNew: countSchema,
  /** Whenever they were noticed: nobody has looked at them ... */
  open: countSchema,
  /** ... or they are explained, and not closed. */
  explained: countSchema,
});
export type FindingsRow = z.infer<typeof findingsRowSchema>;

/** All that was noticed in a week, and all that is not closed, for the unit that watches over the province's. */
export const findingsWeekTopicSchema = z.object({
  kind: z.literal('findings-week'),
  topicId: textSchema,
  unitId: textSchema,
  unitName: textSchema,
  /** Monday and Sunday of the week. */
  firstDay: daySchema,
  lastDay: daySchema,
  /** Most new ones first, as many as a message has room for. */
  rows: z.array(findingsRowSchema).min(1),
  /** How many rows there are in all, and what they come to. */
  total: positiveIntegerSchema,
  newTotal: countSchema,
  openTotal: countSchema,
});
