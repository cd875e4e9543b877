import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import type { CalendarEntry } from '../../../../shared/calendar/calendar-entry.ts';
import { calendarEntrySchema } from '../../../../shared/calendar/calendar-entry.ts';

const dataFolder = join(import.meta.dirname, 'data');
const defaultsFolder = join(import.meta.dirname, '../../../../shared/registry/defaults');

/** The rows of a CSV file of the sample's `data` folder. */
export function readTable<Schema extends z.ZodType>(fileName: string, rowSchema: Schema): z.infer<Schema>[] {
  return z.array(rowSchema).parse(parse(readFileSync(join(dataFolder, fileName)), { columns: true, bom: true }));
}

/** A file of the sample's `data` folder, as it stands. */
export function readDataText(fileName: string): string {
  return readFileSync(join(dataFolder, fileName), 'utf8');
}

/** A JSON file of the sample's `data` folder. */
export function readData(fileName: string): unknown {
  return JSON.parse(readDataText(fileName));
}

/** A registry file that the product ships with, as it stands. */
export function readDefault(fileName: string): string {
  return readFileSync(join(defaultsFolder, fileName), 'utf8');
}

/** The shipped calendar: public holidays with the compensatory days. */
export function readDefaultCalendar(): CalendarEntry[] {
  const rows = parse(readDefault('calendar.csv'), { columns: true, bom: true });
  return z.array(calendarEntrySchema).parse(rows);
}

/** A cell's list, separated by semicolons. */
export const listCell = z.string().transform((cell) => (cell === '' ? [] : cell.split(';')));

/** A cell that may be blank. */
export const blankCell = z.string().transform((cell) => (cell === '' ? null : cell));
