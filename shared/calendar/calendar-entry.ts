import * as z from 'zod';
import { textSchema } from '../runtime/field-schemas.ts';
import { daySchema } from './day.ts';

/** One row of `calendar.csv`: a day off that falls on a weekday, or a weekend day that is worked in exchange. */
export const calendarEntrySchema = z.object({
  date: daySchema,
  kind: z.enum(['holiday', 'working']),
  name: textSchema,
});
export type CalendarEntry = z.infer<typeof calendarEntrySchema>;
