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

/** At the end of a row's name: the day follows from law or custom, but no announcement of it was seen. */
const EXPECTED_MARK = '(dự kiến)';

/** Whether a row counts until it is announced otherwise: it is used as any other, and admins are asked to confirm it. */
export function isExpectedOnly({ name }: CalendarEntry): boolean {
  return name.endsWith(EXPECTED_MARK);
}
