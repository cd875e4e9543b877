import * as z from 'zod';
import { monthSchema } from '../calendar/month.ts';

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
  account: z.string().min(1),
  /** 1, 2, 3 ... without gaps */
  sequence: z.int().positive(),
  unitId: z.string().min(1),
  /** The judged month's year. */
  year: z.string().regex(/^\d{4}$/),
  month: monthSchema,
  rule: z.string().min(1),
  revision: z.int().positive(),
  event: ledgerEventSchema,
  /** Hundredths of a point taken off; negative gives back. */
  pointsHundredths: z.int(),
  evaluationDigest: z.string(),
  actor: z.string().min(1),
  reason: z.string(),
  recordedAt: z.iso.datetime(),
  previousHash: z.string().nullable(),
  hash: z.string(),
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;
