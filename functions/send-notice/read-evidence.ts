import { type Evidence, evidenceFilename } from '../../shared/notice/evidence.ts';
import type { DigestOrder } from '../../shared/notice/notice.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';

/** All lists of one mail together; as base64 they grow by a third, and SES takes 10 MB. */
export const MOST_ATTACHED_BYTES = 5_000_000;
/** Lists of no more than that (some 15,000 dossiers) go as workbooks too, which are smaller than they are. */
export const MOST_BYTES_FOR_WORKBOOKS = 2_000_000;

/**
 * The lists of dossiers on which a digest's deductions rest, or by which its months are undecided, each once; without
 * content where they are too large together. Most digests have none, and need no bucket. A list that is missing stops the
 * digest: a deduction is not told without its evidence.
 *
 * @throws DomainError `OBJECT_MISSING`
 */
export async function readEvidence(openBucket: () => Promise<Bucket>, { topics }: DigestOrder): Promise<Evidence[]> {
  const filenames = new Map<string, string>();
  for (const topic of topics) {
    if ((topic.kind !== 'deduction' && topic.kind !== 'undecided') || topic.evidenceKey === null) continue;
    const { unitName, month, rule, evidenceKey } = topic;
    filenames.set(evidenceKey, unlike(evidenceFilename({ unitName, month, rule, evidenceKey }), filenames.values()));
  }
  if (filenames.size === 0) return [];
  const contents = await readAtMost(await openBucket(), [...filenames.keys()], MOST_ATTACHED_BYTES);
  const bytes = [...(contents?.values() ?? [])].reduce((sum, { length }) => sum + length, 0);
  const isWithWorkbooks = contents !== null && bytes <= MOST_BYTES_FOR_WORKBOOKS;
  return [...filenames].map(([key, filename]) => ({
    key,
    filename,
    content: contents?.get(key) ?? null,
    workbookFilename: isWithWorkbooks ? filename.replace(/(\.[^.]*)?$/, '.xlsx') : null,
  }));
}

/** Units whose names begin alike for long have lists of the same name: the second is told apart by a number. */
function unlike(filename: string, others: Iterable<string>): string {
  const taken = new Set(others);
  for (let number = 1; ; number++) {
    const numbered = number === 1 ? filename : filename.replace(/(\.[^.]*)$/, `-${number}$1`);
    if (!taken.has(numbered)) return numbered;
  }
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
