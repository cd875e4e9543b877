import * as z from 'zod';
import { monthSchema } from '../calendar/month.ts';
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

/**
 * One entry of a unit's account of a year. Append-only; a deduction's state and the year's balance are derived from
 * the entries. `hash` is the digest of all other fields; `previousHash` is the hash of the entry before (null for the first).
 */
export const ledgerEntrySchema = z.object({
  /** `<unitId>#<year>` */
  account: textSchema,
  /** 1, 2, 3 ... without gaps */
  sequence: positiveIntegerSchema,
  unitId: textSchema,
  /** The judged month's year. */
  year: z.string().regex(/^\d{4}$/),
  month: monthSchema,
  rule: textSchema,
  revision: positiveIntegerSchema,
  event: ledgerEventSchema,
  /** Hundredths of a point taken off; negative gives back. */
  pointsHundredths: z.int(),
  evaluationDigest: anyTextSchema,
  actor: textSchema,
  reason: anyTextSchema,
  recordedAt: instantTextSchema,
  previousHash: nullableTextSchema,
  hash: anyTextSchema,
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;
