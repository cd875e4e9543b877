import type { Bucket } from '../runtime/bucket.ts';
import type { EvaluatedUnit } from './evaluate-units.ts';

/** Writes what an evaluation names, before the evaluation is kept: an evaluation never points at what is not there. */
export async function keepGrounds(
  { evidence, manifest }: Pick<EvaluatedUnit, 'evidence' | 'manifest'>,
  bucket: Pick<Bucket, 'write'>,
): Promise<void> {
  if (evidence !== null) await bucket.write(evidence.key, evidence.content, 'text/csv; charset=utf-8');
  if (manifest !== null) await bucket.write(manifest.key, manifest.content, 'application/json');
}
