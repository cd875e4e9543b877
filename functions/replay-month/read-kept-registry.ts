import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { type RegistryOfMonth, registryOfMonthSchema } from '../../shared/evaluation/judging-registry.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { sha256 } from '../../shared/runtime/digest.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { type Difference, differenceOf } from './compare-evaluation.ts';

export type KeptRegistry =
  | { readonly rows: RegistryOfMonth }
  | { readonly difference: (evaluation: Evaluation) => Difference };

/**
 * The registry by which evaluations were made: the object that they name, proven by its digest. Version 1 of the evaluator
 * kept none; its months are replayed by today's rows.
 */
export async function readKeptRegistry(
  [first]: readonly Evaluation[],
  today: RegistryOfMonth,
  bucket: Bucket,
): Promise<KeptRegistry> {
  const ground = first?.registry ?? null;
  if (ground === null) return { rows: today };
  const failed = (message: string) => ({
    difference: (evaluation: Evaluation) => differenceOf(evaluation, 'registry', ground.digest, message),
  });
  try {
    const bytes = await bucket.read(ground.key);
    if (sha256(bytes) !== ground.digest) return failed(`${ground.key} holds other bytes: ${sha256(bytes)}`);
    return { rows: registryOfMonthSchema.parse(JSON.parse(bytes.toString('utf8'))) };
  } catch (error) {
    if (error instanceof DomainError) return failed(error.message);
    throw error;
  }
}
