import { gunzipSync } from 'node:zlib';
import type { Bucket } from '../../shared/runtime/bucket.ts';

/** The lines of a gzipped NDJSON object, parsed as JSON. */
export async function readLines(bucket: Bucket, key: string): Promise<unknown[]> {
  const text = gunzipSync(await bucket.read(key)).toString('utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}
