import { addDays, type Day } from '../calendar/day.ts';
import { governingDays } from '../snapshot/governing-days.ts';
import type { AcceptedReceipt } from '../snapshot/receipt.ts';
import type { ReceiptStore } from '../snapshot/receipt-store.ts';
import type { GoverningReceipt } from './build-evaluation.ts';
import type { MonthPlan } from './plan-month.ts';

/** The first of the days that may govern a plan's month whose snapshot was accepted with a canonical copy, or null. */
export async function findGoverning(
  plan: MonthPlan,
  receipts: Pick<ReceiptStore, 'acceptedBetween'>,
): Promise<GoverningReceipt | null> {
  const days = daysThatMayGovern(plan);
  const [first, last] = [days[0], days.at(-1)];
  if (plan.source === null || first === undefined || last === undefined) return null;
  const accepted = await receipts.acceptedBetween(plan.source.sourceId, first, last);
  return accepted.find(hasCanonicalCopy) ?? null;
}

export function hasCanonicalCopy(receipt: AcceptedReceipt): receipt is GoverningReceipt {
  return receipt.canonicalKey !== null && receipt.canonicalDigest !== null;
}

/** A day's snapshot comes the morning after: the wait is over when the last one that may govern has had its morning. */
export function isWaitOver(plan: MonthPlan, today: Day): boolean {
  const last = daysThatMayGovern(plan).at(-1);
  return last === undefined || today > addDays(last, 1);
}

function daysThatMayGovern({ period, waitDays, source }: MonthPlan): Day[] {
  return governingDays(period, waitDays, source?.cutOff !== undefined);
}
