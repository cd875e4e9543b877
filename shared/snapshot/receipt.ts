import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';
import {
  anyTextSchema,
  countSchema,
  instantTextSchema,
  nullableTextSchema,
  positiveIntegerSchema,
  textSchema,
} from '../runtime/field-schemas.ts';

const count = countSchema;

/** Rows read = accepted + rejected + outside, always. */
export const rowCountsSchema = z.object({
  rowsRead: count,
  accepted: count,
  rejected: count,
  outside: count,
  /** Accepted dossiers that are new or whose stored fields differ from the day before. */
  changed: count,
  /** Dossiers that were open the day before and are no longer in the file. */
  vanished: count,
});
export type RowCounts = z.infer<typeof rowCountsSchema>;

const receiptShape = {
  sourceId: textSchema,
  day: daySchema,
  /** 1 for `<day>.csv`, n for the correction `<day>.<n>.csv`. */
  fileNumber: positiveIntegerSchema,
  objectKey: textSchema,
  /** Where it was read from: the same key, or its copy under `quarantine/` once an admin had released it. */
  readKey: textSchema,
  /** SHA-256 of the file as it came. */
  objectDigest: anyTextSchema,
  /** When the file came, by its event. */
  receivedAt: instantTextSchema,
  ...rowCountsSchema.shape,
  rejectedKey: nullableTextSchema,
};

/** Why a file was put aside whole, in a code and in words. */
export const quarantineReasonSchema = z.object({
  code: anyTextSchema,
  message: anyTextSchema,
});
export type QuarantineReason = z.infer<typeof quarantineReasonSchema>;

/** An admin's word that lets a quarantined file through. */
export const releaseSchema = z.object({
  actor: textSchema,
  reason: textSchema,
});
export type Release = z.infer<typeof releaseSchema>;

/** The receipt of an accepted file: one a source and day, and the pointer to that day's state. */
export const acceptedReceiptSchema = z.object({
  ...receiptShape,
  outcome: z.literal('accepted'),
  /** Raised by one with each rewriting; the condition of the write. */
  revision: positiveIntegerSchema,
  stateKey: anyTextSchema,
  stateDigest: anyTextSchema,
  /**
   * For how many units the source counts, of how many of them the file has any dossier, and how many it no longer shows
   * although they had open ones; null as for `activityKey`.
   */
  reporters: z.object({ expected: count, shown: count, droppedOut: count }).nullable().default(null),
  /** What units did since the day before; null in receipts from before it was kept. */
  activityKey: nullableTextSchema.default(null),
  /** The state that this one was derived from: that of the nearest earlier day. */
  priorDay: daySchema.nullable(),
  priorStateDigest: nullableTextSchema,
  /** Digest of all but the file that the outcome depends on: source, unit codes, code version. */
  inputsDigest: anyTextSchema,
  /** Digest of what the tallies depend on besides the state: which months, by which rules, for which units. */
  rulesDigest: anyTextSchema,
  /** The canonical copy, on days that can govern a month. */
  canonicalKey: nullableTextSchema,
  canonicalDigest: nullableTextSchema,
  release: releaseSchema.nullable(),
});
export type AcceptedReceipt = z.infer<typeof acceptedReceiptSchema>;

/** The receipt of a file that was put aside. It has no state and changes no count. */
export const quarantinedReceiptSchema = z.object({
  ...receiptShape,
  outcome: z.literal('quarantined'),
  quarantineKey: anyTextSchema,
  reasons: z.array(quarantineReasonSchema).min(1),
});
export type QuarantinedReceipt = z.infer<typeof quarantinedReceiptSchema>;

export const receiptSchema = z.discriminatedUnion('outcome', [acceptedReceiptSchema, quarantinedReceiptSchema]);
export type Receipt = z.infer<typeof receiptSchema>;
