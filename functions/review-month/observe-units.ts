import type { Day } from '../../shared/calendar/day.ts';
import { isInForce } from '../../shared/calendar/validity.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import type { MonthPlan } from '../../shared/evaluation/plan-month.ts';
import { type DayActivity, dayActivitySchema } from '../../shared/participation/activity.ts';
import { type Observation, observationsOf } from '../../shared/participation/observation.ts';
import type { ObservedMonth } from '../../shared/participation/observe-unit.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import type { AcceptedReceipt } from '../../shared/snapshot/receipt.ts';
import type { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import type { JudgedWhole, ReviewStores } from './reviewer.ts';

const READS_AT_ONCE = 32;

type Period = ObservedMonth['period'];

/** Reads what the snapshots of a month tell of what units did; gives it by unit. */
export async function observeUnits(
  { plans, registry, calendar }: JudgedWhole,
  stores: Pick<ReviewStores, 'receipts' | 'bucket'>,
): Promise<(unitId: string, period: Period) => ObservedMonth> {
  const rows = registry.unitSources;
  const sourceIds = [...new Set(rows.map(({ sourceId }) => sourceId))];
  const span = spanOf(plans);
  const found = await Promise.all(
    sourceIds.map(async (sourceId) => [sourceId, await observe(sourceId, span, stores)] as const),
  );
  const bySource = new Map<string, readonly Observation[]>(found);
  const working = new WorkingCalendar(calendar);
  const rowsOf = Map.groupBy(rows, ({ unitId }) => unitId);
  return (unitId, period) => ({
    period,
    isWorkingDay: (day) => working.isWorkingDay(day),
    observedOn: (day) => {
      const counting = rowsOf.get(unitId)?.find((row) => isInForce(row, day));
      return counting === undefined ? null : (bySource.get(counting.sourceId) ?? null);
    },
  });
}

async function observe(
  sourceId: string,
  span: Period,
  { receipts, bucket }: Pick<ReviewStores, 'receipts' | 'bucket'>,
): Promise<Observation[]> {
  const ofSource = await receiptsOf(sourceId, span, receipts);
  const keys = [...new Set(ofSource.flatMap(({ activityKey }) => (activityKey === null ? [] : [activityKey])))];
  const read = await inParallel(keys, READS_AT_ONCE, async (key) => [key, await readActivity(key, bucket)] as const);
  const kept = read.flatMap(([key, activity]) => (activity === null ? [] : [[key, activity] as const]));
  return observationsOf(ofSource, new Map(kept));
}

/** Those of the days, the one before them, and the one after where they end without: it tells of their end. */
async function receiptsOf(
  sourceId: string,
  { firstDay, lastDay }: Period,
  receipts: ReceiptStore,
): Promise<AcceptedReceipt[]> {
  const [before, within] = await Promise.all([
    receipts.latestBefore(sourceId, firstDay),
    receipts.acceptedBetween(sourceId, firstDay, lastDay),
  ]);
  const isShownToItsEnd = within.at(-1)?.day === lastDay;
  const after = isShownToItsEnd ? null : await receipts.firstAfter(sourceId, lastDay);
  return [before, ...within, after].filter((receipt) => receipt !== null);
}

/** Null where somebody deleted it: of these days nobody can say then. */
async function readActivity(key: string, bucket: Bucket): Promise<DayActivity | null> {
  try {
    return dayActivitySchema.parse(JSON.parse((await bucket.read(key)).toString()));
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'OBJECT_MISSING') throw error;
    logger.warn('What units did on a day is no longer kept', error);
    return null;
  }
}

/** From the first day of any of the month's periods to the last. */
function spanOf(plans: readonly MonthPlan[]): Period {
  const days = (of: (period: Period) => Day) => plans.map(({ period }) => of(period)).toSorted();
  const firstDay = days((period) => period.firstDay).at(0) ?? '';
  const lastDay = days((period) => period.lastDay).at(-1) ?? '';
  return { firstDay, lastDay };
}
