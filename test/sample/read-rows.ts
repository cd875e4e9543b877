import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';

const rowsSchema = z.array(z.record(z.string(), z.string()));
export type Row = Readonly<Record<string, string>>;

/** The rows of a CSV file by heading, read strictly: every row must have as many cells as the header. */
export function readRows(bytes: Buffer | string, delimiter = ','): Row[] {
  return rowsSchema.parse(parse(bytes, { columns: true, bom: true, delimiter }));
}

export function readGzippedRows(bytes: Buffer): Row[] {
  return readRows(gunzipSync(bytes));
}
