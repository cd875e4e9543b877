import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import type { Evaluation } from '../../../shared/evaluation/evaluation.ts';
import type { Bucket } from '../../../shared/runtime/bucket.ts';
import { sha256 } from '../../../shared/runtime/digest.ts';
import type { EvidenceRows } from './views/evidence-table.tsx';

const rowsSchema = z.array(z.array(z.string()));

/** The list of dossiers on which a verdict rests, as it is kept; null where there is none. */
export async function readEvidence(
  bucket: Pick<Bucket, 'read'>,
  { evidence }: Pick<Evaluation, 'evidence'>,
): Promise<EvidenceRows | null> {
  if (evidence === null) return null;
  const file = await bucket.read(evidence.key);
  const [headings = [], ...rows] = rowsSchema.parse(parse(file, { bom: true, relax_column_count: true }));
  const { overdueRows, unknownRows, digest } = evidence;
  return { headings, rows, overdueRows, unknownRows, isAsJudged: sha256(file) === digest };
}
