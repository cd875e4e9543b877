import * as z from 'zod';
import { daySchema } from './day.ts';

/** One row of `calendar.csv`: a day off that falls on a weekday, or a weekend day that is worked in exchange. */
export const calendarEntrySchema = z.object({
  date: daySchema,
  kind: z.enum(['holiday', 'working']),
  name: z.string().min(1),
});
export type CalendarEntry = z.infer<typeof calendarEntrySchema>;
