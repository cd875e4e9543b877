import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';
import { anyTextSchema, countSchema } from '../runtime/field-schemas.ts';
import { State } from './state.ts';
import { makeColumns, writeInstants } from './state-columns.ts';
import type { SectionReader } from './state-sections.ts';

const headSchema = z.object({
  sourceId: anyTextSchema,
  day: daySchema,
  size: countSchema,
  codesLength: countSchema,
  unitIds: z.array(anyTextSchema),
});

const LAST_INSTANT_MS = 0xffff_fffe * 1000;

/**
 * Reads a state of format 1, which kept instants as float64 milliseconds. Instants that format 2 cannot hold, years before 1970 and after 2105, are brought to its bounds.
 */
export async function readStateV1(reader: SectionReader, headText: unknown): Promise<State> {
  const { sourceId, day, size, codesLength, unitIds } = headSchema.parse(headText);
  const columns = makeColumns(size);
  const instants = {
    receivedAt: new Float64Array(size),
    dueAt: new Float64Array(size),
    completedAt: new Float64Array(size),
  };
  const { rowHash, codeHash, contentHash, codeStart, unit, lastSeenDay, kind } = columns;
  const { receivedAt, dueAt, completedAt } = instants;
  for (const column of [
    rowHash,
    codeHash,
    receivedAt,
    dueAt,
    completedAt,
    contentHash,
    codeStart,
    unit,
    lastSeenDay,
    kind,
  ]) {
    await reader.fill(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  for (let position = 0; position < size; position++) {
    writeInstants(columns, position, {
      receivedAtMs: bounded(receivedAt[position]),
      dueAtMs: bounded(dueAt[position]),
      completedAtMs: bounded(completedAt[position]),
    });
  }
  const codes = await reader.codes(codesLength);
  // It does not know all that a row is compared by: every row of the next file is read.
  const head = { sourceId, day, inputsDigest: '' };
  return new State({ head, size, columns, unitIds, codes });
}

function bounded(instantMs = Number.NaN): number {
  return Math.min(Math.max(instantMs, 0), LAST_INSTANT_MS);
}
