import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';
import { monthSchema } from '../calendar/month.ts';
import { groundSchema } from '../evaluation/evaluation.ts';
import {
  anyTextSchema,
  instantTextSchema,
  nullableTextSchema,
  positiveIntegerSchema,
  textSchema,
} from '../runtime/field-schemas.ts';

export const ledgerEventSchema = z.enum([
  'proposed',
  'notified',
  'explained',
  'confirmed',
  'withdrawn',
  'adjusted',
  'reversed',
]);
export type LedgerEvent = z.infer<typeof ledgerEventSchema>;

const integer = z.int();

/**
 * One entry of a unit's account of a year. Append-only; a deduction's state and the year's balance are derived from
 * the entries. `hash` is the digest of all other fields that its version knows (`contentOfEntry`); `previousHash` is the
 * hash of the entry before (null for the first).
 */
export const ledgerEntrySchema = z.object({
  /** `<unitId>#<year>` */
  account: textSchema,
  /** 1, 2, 3 ... without gaps */
  sequence: positiveIntegerSchema,
  /** Entries of version 1 did not say it, and lack all fields from `reference` to `explanation`. */
  entryVersion: positiveIntegerSchema.default(1),
  unitId: textSchema,
  /** The judged month's year. */
  year: z.string().regex(/^\d{4}$/),
  month: monthSchema,
  rule: textSchema,
  revision: positiveIntegerSchema,
  event: ledgerEventSchema,
  /** Hundredths of a point taken off; negative gives back. What is proposed takes nothing off yet. */
  pointsHundredths: integer,
  evaluationDigest: anyTextSchema,
  actor: textSchema,
  reason: anyTextSchema,
  recordedAt: instantTextSchema,
  /** The number of a document, or the id of a notice. */
  reference: nullableTextSchema.default(null),
  /** All that the deduction rests on; null where its evaluation has none. */
  manifest: groundSchema.nullable().default(null),
  /** What the month takes in all by the evaluation's policy, before the yearly cap: of what sets a deduction's points. */
  askedHundredths: integer.nullable().default(null),
  /** No deduction takes the year's balance above it; null: no cap. */
  yearlyCapHundredths: integer.nullable().default(null),
  /** Of a proposal: how many working days the unit has to explain itself. */
  explanationWorkingDays: integer.nullable().default(null),
  /** When the mail system took the notice, the explanation came in, or somebody decided: a day of the province. */
  happenedOn: daySchema.nullable().default(null),
  /** Of `notified`: the last day for explaining. */
  explainBy: daySchema.nullable().default(null),
  /** Of `explained`: what the unit says. */
  explanation: nullableTextSchema.default(null),
  previousHash: nullableTextSchema,
  hash: anyTextSchema,
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

/** The version of new entries. */
export const ENTRY_VERSION = 2;

/** An entry as it was entered: what its version did not know is not in it. Its hash covers all of it but `hash`. */
export function contentOfEntry<Entry extends Omit<LedgerEntry, 'hash'>>(entry: Entry): object {
  if (entry.entryVersion > 1) return entry;
  const {
    entryVersion: _version,
    reference: _reference,
    manifest: _manifest,
    askedHundredths: _asked,
    yearlyCapHundredths: _cap,
    explanationWorkingDays: _window,
    happenedOn: _happenedOn,
    explainBy: _explainBy,
    explanation: _explanation,
    ...known
  } = entry;
  return known;
}
