import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';

const count = z.int().nonnegative();

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
  sourceId: z.string().min(1),
  day: daySchema,
  /** 1 for `<day>.csv`, n for the correction `<day>.<n>.csv`. */
  fileNumber: z.int().positive(),
  objectKey: z.string().min(1),
  /** Where it was read from: the same key, or its copy under `quarantine/` once an admin had released it. */
  readKey: z.string().min(1),
  /** SHA-256 of the file as it came. */
  objectDigest: z.string(),
  /** When the file came, by its event. */
  receivedAt: z.iso.datetime(),
  ...rowCountsSchema.shape,
  rejectedKey: z.string().nullable(),
};

/** Why a file was put aside whole, in a code and in words. */
export const quarantineReasonSchema = z.object({
  code: z.string(),
  message: z.string(),
});
export type QuarantineReason = z.infer<typeof quarantineReasonSchema>;

/** An admin's word that lets a quarantined file through. */
export const releaseSchema = z.object({
  actor: z.string().min(1),
  reason: z.string().min(1),
});
export type Release = z.infer<typeof releaseSchema>;

/** The receipt of an accepted file: one a source and day, and the pointer to that day's state. */
export const acceptedReceiptSchema = z.object({
  ...receiptShape,
  outcome: z.literal('accepted'),
  /** Raised by one with each rewriting; the condition of the write. */
  revision: z.int().positive(),
  stateKey: z.string(),
  stateDigest: z.string(),
  /** The state that this one was derived from: that of the nearest earlier day. */
  priorDay: daySchema.nullable(),
  priorStateDigest: z.string().nullable(),
  /** Digest of all but the file that the outcome depends on: source, unit codes, code version. */
  inputsDigest: z.string(),
  /** Digest of what the tallies depend on besides the state: which months, by which rules, for which units. */
  rulesDigest: z.string(),
  /** The canonical copy, on days that can govern a month. */
  canonicalKey: z.string().nullable(),
  canonicalDigest: z.string().nullable(),
  release: releaseSchema.nullable(),
});
export type AcceptedReceipt = z.infer<typeof acceptedReceiptSchema>;

/** The receipt of a file that was put aside. It has no state and changes no count. */
export const quarantinedReceiptSchema = z.object({
  ...receiptShape,
  outcome: z.literal('quarantined'),
  quarantineKey: z.string(),
  reasons: z.array(quarantineReasonSchema).min(1),
});
export type QuarantinedReceipt = z.infer<typeof quarantinedReceiptSchema>;

export const receiptSchema = z.discriminatedUnion('outcome', [acceptedReceiptSchema, quarantinedReceiptSchema]);
export type Receipt = z.infer<typeof receiptSchema>;
