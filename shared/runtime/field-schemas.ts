import * as z from 'zod';

/*
 * The fields of which most rows are made, each made once: zod takes 3 kB and 8 µs for every schema, each `min` and
 * `nonnegative` is two more, and a function makes hundreds before its first event.
 */

/** A text that says something. */
export const textSchema = z.string().min(1);

const MOST_OF_A_REASON = 4000;
const MOST_OF_A_REFERENCE = 1024;

/**
 * Who orders something, and why, as it comes with an event: reasons go into mails, and so into a queue's messages of
 * 256 KiB. Only where they come in: what is kept stays readable whatever its length.
 */
export const enteredShape = {
  actor: textSchema.max(200),
  reason: textSchema.max(MOST_OF_A_REASON),
};

/** The number of the document by which something is ordered, as it comes with an event. */
export const enteredReferenceSchema = textSchema.max(MOST_OF_A_REFERENCE).nullable().default(null);

/** A text that may be empty. */
export const anyTextSchema = z.string();
export const nullableTextSchema = anyTextSchema.nullable();

/** 0, 1, 2, … */
export const countSchema = z.int().nonnegative();

/** 1, 2, 3, … */
export const positiveIntegerSchema = z.int().positive();

/** ISO 8601 in UTC. */
export const instantTextSchema = z.iso.datetime();
