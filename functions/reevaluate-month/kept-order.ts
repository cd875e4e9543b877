import * as z from 'zod';
import { type Month, monthSchema } from '../../shared/calendar/month.ts';
import { type Evaluation, evaluationSchema } from '../../shared/evaluation/evaluation.ts';
import { policySchema } from '../../shared/policy/policy.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';
import { sha256 } from '../../shared/runtime/digest.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';

/** One of the objects that hold an order's evaluations: a month's. */
const partSchema = z.object({ key: z.string(), evaluations: z.int() });
export type OrderPart = z.infer<typeof partSchema>;

const unitMonthSchema = z.object({ month: monthSchema, unitId: z.string() });

/** A confirmed order with all that it makes: whoever carries it out, however often, writes the same. */
export const keptOrderSchema = z.object({
  previewDigest: z.string(),
  actor: z.string(),
  reason: z.string(),
  orderedAt: z.iso.datetime(),
  /** Rows of the registry that are to be stored, in this order. */
  policies: z.array(policySchema).default([]),
  /** Of orders that were kept in one object. */
  evaluations: z.array(evaluationSchema).default([]),
  /** By month: tens of thousands of evaluations are too much for one object. */
  parts: z.array(partSchema).default([]),
  /** Whole, where the preview has the first ones. */
  noLongerJudged: z.array(unitMonthSchema).default([]),
});
export type KeptOrder = z.infer<typeof keptOrderSchema>;

/** An order's evaluations in the order in which they are entered, a month at a time. */
export async function* evaluationsOf(
  { evaluations, parts }: KeptOrder,
  bucket: Pick<Bucket, 'read'>,
): AsyncGenerator<readonly Evaluation[]> {
  if (evaluations.length > 0) yield evaluations;
  for (const { key } of parts) {
    yield z.array(evaluationSchema).parse(JSON.parse((await bucket.read(key)).toString('utf8')));
  }
}

/** Keeps a month's evaluations, named by what they say; nothing comes of them before an order names them. */
export async function keepPart(
  month: Month,
  evaluations: readonly Evaluation[],
  bucket: Pick<Bucket, 'write'>,
): Promise<OrderPart> {
  const content = canonicalJson(evaluations);
  const key = `evidence/${month}/reevaluation-part-${sha256(content).slice(0, 16)}.json`;
  await bucket.write(key, content, 'application/json');
  return { key, evaluations: evaluations.length };
}

/** @param month the first one of the order */
export function orderKey(month: Month, previewDigest: string): string {
  return `evidence/${month}/reevaluation-${previewDigest.slice(0, 16)}.json`;
}

/** The order that was confirmed for this preview before, or null. */
export async function findKeptOrder(month: Month, previewDigest: string, bucket: Bucket): Promise<KeptOrder | null> {
  try {
    return keptOrderSchema.parse(JSON.parse((await bucket.read(orderKey(month, previewDigest))).toString('utf8')));
  } catch (error) {
    if (error instanceof DomainError && error.code === 'OBJECT_MISSING') return null;
    throw error;
  }
}

/** Keeps an order, once. Of two confirmations at once the first stands, and both carry that one out. */
export async function keepOrder(month: Month, order: KeptOrder, bucket: Bucket): Promise<KeptOrder> {
  try {
    await bucket.write(orderKey(month, order.previewDigest), canonicalJson(order), 'application/json');
    return order;
  } catch (error) {
    const kept = await findKeptOrder(month, order.previewDigest, bucket);
    if (kept === null) throw error;
    return kept;
  }
}
