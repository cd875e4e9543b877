import * as z from 'zod';
import { tierSchema } from '../../../../shared/unit/unit.ts';
import { readTable } from './read-table.ts';

const procedureSchema = z.object({
  code: z.string(),
  name: z.string(),
  fieldCode: z.string(),
  fieldName: z.string(),
  level: tierSchema,
  /** The statutory term in working days; 0: by the end of the same day. */
  workingDays: z.coerce.number().int().nonnegative(),
  weight: z.coerce.number().positive(),
});
export type Procedure = z.infer<typeof procedureSchema>;

/** The sample's catalogue of procedures. */
export function listProcedures(): Procedure[] {
  return readTable('procedures.csv', procedureSchema);
}
