import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { type CalendarEntry, calendarEntrySchema } from '../../shared/calendar/calendar-entry.ts';

const path = new URL('../../shared/registry/defaults/calendar.csv', import.meta.url);

/** The rows of the shipped `calendar.csv`. */
export const shippedCalendar: readonly CalendarEntry[] = z
  .array(calendarEntrySchema)
  .parse(parse(readFileSync(path), { columns: true }));
