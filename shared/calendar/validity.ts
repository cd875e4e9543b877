import * as z from 'zod';
import { type Day, daySchema } from './day.ts';

/** `validTo` is inclusive; null is open-ended. */
export const validityShape = {
  validFrom: daySchema,
  validTo: daySchema.nullable(),
};

export interface Validity {
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

export const validitySchema = z.object(validityShape);

/** Whether a dated row is in force on a day. */
export function isInForce(row: Validity, day: Day): boolean {
  return row.validFrom <= day && (row.validTo === null || day <= row.validTo);
}

/** The dated rows that are in force on a day. */
export function inForce<Row extends Validity>(rows: readonly Row[], day: Day): Row[] {
  return rows.filter((row) => isInForce(row, day));
}
