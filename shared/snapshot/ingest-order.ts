import * as z from 'zod';
import { type ObjectCreated, objectCreatedSchema } from '../runtime/event.ts';
import { instantTextSchema, positiveIntegerSchema, textSchema } from '../runtime/field-schemas.ts';
import { releaseSchema } from './receipt.ts';

/** Where a run whose time was up has got to. */
export const resumeSchema = z.object({
  /** SHA-256 of the dossiers that were to be written: deriving the day again gives them again, in the same order. */
  changedDigest: z.string().length(64),
  /** So many of them, from the first on, are surely written. */
  linesWritten: positiveIntegerSchema,
  /** 2 for the first continuation. */
  part: z.int().min(2),
});
export type Resume = z.infer<typeof resumeSchema>;

/** What ingest-snapshot is asked to take in. */
export const ingestOrderSchema = z.object({
  kind: z.literal('ingest'),
  /** The key under which the source put the file: it names source, day and number. */
  objectKey: textSchema,
  /** Where to read it: the same key, or its copy under `quarantine/`. */
  readKey: textSchema,
  /** When the file came, by its event. */
  receivedAt: instantTextSchema,
  /** When the file came by whose taking in this one is derived again; absent: it is its own cause. */
  causedAt: instantTextSchema.optional(),
  /** Why its guards are overruled; null where they are not. */
  release: releaseSchema.nullable(),
  /** A file that was accepted before, derived again because an earlier day has changed: its guards have been passed. */
  isDerivedAgain: z.boolean(),
  /** Write all of it once more, also if nothing has changed: two runs of the day have written across each other. */
  isRewritten: z.boolean(),
  /** Where an earlier part of the same work stopped; null at its beginning. */
  resume: resumeSchema.nullable().default(null),
});
export type IngestOrder = z.infer<typeof ingestOrderSchema>;

/** The messages of the ingest queue: a new object, or an order. */
export const ingestMessageSchema = z.union([objectCreatedSchema, ingestOrderSchema]);

/** Every message as an order. S3's events have their keys as they are; nothing is to be decoded. */
export function toIngestOrder(message: ObjectCreated | IngestOrder): IngestOrder {
  if ('kind' in message) return message;
  const { key } = message.detail.object;
  const receivedAt = new Date(message.time).toISOString();
  return {
    kind: 'ingest',
    objectKey: key,
    readKey: key,
    receivedAt,
    release: null,
    isDerivedAgain: false,
    isRewritten: false,
    resume: null,
  };
}
