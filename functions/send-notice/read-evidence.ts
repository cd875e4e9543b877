import { type Evidence, evidenceFilename } from '../../shared/notice/evidence.ts';
import type { DigestOrder } from '../../shared/notice/notice.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';

/** All lists of one mail together; as base64 they grow by a third, and SES takes 10 MB. */
export const MOST_ATTACHED_BYTES = 5_000_000;

/**
 * The lists of dossiers on which a digest's deductions rest, each once; without content where they are too large
 * together. Most digests have none, and need no bucket. A list that is missing stops the digest: a deduction is not told without its evidence.
 *
 * @throws DomainError `OBJECT_MISSING`
 */
export async function readEvidence(openBucket: () => Promise<Bucket>, { topics }: DigestOrder): Promise<Evidence[]> {
  const filenames = new Map<string, string>();
  for (const topic of topics) {
    if (topic.kind !== 'deduction' || topic.evidenceKey === null) continue;
    filenames.set(topic.evidenceKey, evidenceFilename({ ...topic, evidenceKey: topic.evidenceKey }));
  }
  if (filenames.size === 0) return [];
  const contents = await readAtMost(await openBucket(), [...filenames.keys()], MOST_ATTACHED_BYTES);
  return [...filenames].map(([key, filename]) => ({ key, filename, content: contents?.get(key) ?? null }));
}

/** The objects' bytes, or null as soon as they turn out to be more than `mostBytes` together. */
async function readAtMost(
  bucket: Bucket,
  keys: readonly string[],
  mostBytes: number,
): Promise<Map<string, Buffer> | null> {
  const contents = new Map<string, Buffer>();
  let bytes = 0;
  for (const key of keys) {
    const chunks: Buffer[] = [];
    for await (const chunk of await bucket.stream(key)) {
      chunks.push(Buffer.from(chunk));
      bytes += chunk.length;
      if (bytes > mostBytes) return null;
    }
    contents.set(key, Buffer.concat(chunks));
  }
  return contents;
}
