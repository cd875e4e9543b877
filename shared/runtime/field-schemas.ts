import * as z from 'zod';

/*
 * The fields of which most rows are made, each made once: zod takes 3 kB and 8 µs for every schema, each `min` and
 * `nonnegative` is two more, and a function makes hundreds before its first event.
 */

/** A text that says something. */
export const textSchema = z.string().min(1);

/** A text that may be empty. */
export const anyTextSchema = z.string();
export const nullableTextSchema = anyTextSchema.nullable();

/** 0, 1, 2, … */
export const countSchema = z.int().nonnegative();

/** 1, 2, 3, … */
export const positiveIntegerSchema = z.int().positive();

/** ISO 8601 in UTC. */
export const instantTextSchema = z.iso.datetime();
