import * as z from 'zod';
import { type Day, daySchema } from '../calendar/day.ts';
import { DomainError } from '../runtime/domain-error.ts';
import { anyTextSchema } from '../runtime/field-schemas.ts';

/** How a file's rows are written. */
export const snapshotFormats = ['csv', 'ndjson', 'xlsx'] as const;
export type SnapshotFormat = (typeof snapshotFormats)[number];

/** What the key of a snapshot says. */
export interface SnapshotName {
  readonly sourceId: string;
  /** The last full day that the file holds, in the source's time zone. */
  readonly day: Day;
  /** 1 for the first file of the day, n for the correction `<day>.<n>.csv`. */
  readonly fileNumber: number;
  readonly format: SnapshotFormat;
  readonly isGzip: boolean;
}

/** `snapshots/<sourceId>/<yyyy-mm-dd>[.<n>].<csv|ndjson|xlsx>[.gz]` */
const keyPattern = /^snapshots\/([^/]+)\/(\d{4}-\d{2}-\d{2})(?:\.([1-9]\d{0,3}))?\.(csv|ndjson|xlsx)(\.gz)?$/;

const partsSchema = z.tuple([anyTextSchema, daySchema, z.coerce.number().int(), z.enum(snapshotFormats), z.boolean()]);

/** @throws DomainError `UNRECOGNISED_SNAPSHOT_NAME` */
export function parseSnapshotName(key: string): SnapshotName {
  const match = keyPattern.exec(key);
  const parts = partsSchema.safeParse([match?.[1], match?.[2], match?.[3] ?? 1, match?.[4], match?.[5] !== undefined]);
  if (!parts.success) {
    throw new DomainError(
      'UNRECOGNISED_SNAPSHOT_NAME',
      `${key} is not a snapshot's name. Name it snapshots/<sourceId>/<yyyy-mm-dd>.csv (or .ndjson or .xlsx, each also with .gz; a correction <yyyy-mm-dd>.2.csv) and upload it again.`,
    );
  }
  const [sourceId, day, fileNumber, format, isGzip] = parts.data;
  return { sourceId, day, fileNumber, format, isGzip };
}
