import * as z from 'zod';
import type { Month } from '../../shared/calendar/month.ts';
import { evaluationSchema } from '../../shared/evaluation/evaluation.ts';
import { policySchema } from '../../shared/policy/policy.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';

/** A confirmed order with all that it makes: whoever carries it out, however often, writes the same. */
export const keptOrderSchema = z.object({
  previewDigest: z.string(),
  actor: z.string(),
  reason: z.string(),
  orderedAt: z.iso.datetime(),
  /** Rows of the registry that are to be stored, in this order. */
  policies: z.array(policySchema).default([]),
  evaluations: z.array(evaluationSchema),
});
export type KeptOrder = z.infer<typeof keptOrderSchema>;

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
