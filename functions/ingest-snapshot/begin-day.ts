import type { Day } from '../../shared/calendar/day.ts';
import type { Period } from '../../shared/calendar/period.ts';
import { monthRulesOf } from '../../shared/policy/month-rules.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { OVERDUE_SHARE_RULE, ruleSchema } from '../../shared/policy/rule.ts';
import type { IngestOrder } from '../../shared/snapshot/ingest-order.ts';
import type { AcceptedReceipt } from '../../shared/snapshot/receipt.ts';
import { parseSnapshotName, type SnapshotName } from '../../shared/snapshot/snapshot-name.ts';
import {
  type MonthToTally,
  monthsByUnit,
  monthsToTally,
  type SnapshotDay,
} from '../../shared/tally/months-to-tally.ts';
import type { Tier } from '../../shared/unit/unit.ts';
import type { IngestServices } from './ingest-services.ts';
import { asOfInstant, evaluateFromOf, type RegistryOfDay, readRegistry, registryAsOf } from './registry-of-day.ts';

/** A day on its way in: what was asked, and what stood when it began. */
export interface DayAtWork {
  readonly order: IngestOrder;
  readonly name: SnapshotName;
  readonly registry: RegistryOfDay;
  readonly standing: AcceptedReceipt | null;
  readonly priorReceipt: AcceptedReceipt | null;
  readonly months: ReadonlyMap<string, readonly MonthToTally[]>;
  /** Whether the day can govern a month ... */
  readonly mayGovern: boolean;
  /** ... and the period of such a month that was over before it; null where there is none. */
  readonly endedPeriod: Period | null;
}

const tiers: readonly Tier[] = ['province', 'district', 'commune'];

/** @throws DomainError `UNRECOGNISED_SNAPSHOT_NAME`, `UNKNOWN_SOURCE` */
export async function beginDay(
  order: IngestOrder,
  { receipts, registry, timeZone }: IngestServices,
): Promise<DayAtWork> {
  const name = parseSnapshotName(order.objectKey);
  const { sourceId, day } = name;
  const [rows, standing, priorReceipt, firstReceipt] = await Promise.all([
    readRegistry(registry, sourceId),
    receipts.accepted(sourceId, day),
    receipts.latestBefore(sourceId, day),
    receipts.firstAccepted(sourceId),
  ]);
  const snapshotDay = {
    day,
    priorDay: priorReceipt?.day ?? null,
    hasCutOff: rows.source.cutOff !== undefined,
    asOfMs: asOfInstant(rows.source, day),
    evaluateFrom: evaluateFromOf(rows.source, earlier(firstReceipt?.day ?? day, day)),
    timeZone,
  };
  const monthsOfTiers = tiers.map((tier) => [tier, monthsToTally(rows.policies, tier, snapshotDay)] as const);
  const months = [...monthsOfTiers.flatMap(([, ofTier]) => ofTier), ...monthsOfOtherRules(rows.policies, snapshotDay)];
  const governed = months.filter(({ mayGovern }) => mayGovern);
  const ended = governed.find(({ isAfterEnd }) => isAfterEnd);
  return {
    order,
    name,
    registry: registryAsOf(rows, ended?.period.lastDay ?? day),
    standing,
    priorReceipt,
    months: monthsByUnit(
      rows.units,
      monthsOfTiers,
      (tier, month) => monthRulesOf(rows.policies, tier, month, timeZone).period,
    ),
    mayGovern: governed.length > 0,
    endedPeriod: ended?.period ?? null,
  };
}

/** Months of rules that ingest does not tally for: it must know on which days they need a canonical copy. */
function monthsOfOtherRules(policies: readonly Policy[], snapshotDay: SnapshotDay): MonthToTally[] {
  const others = ruleSchema.options.filter((rule) => rule !== OVERDUE_SHARE_RULE);
  return others
    .flatMap((rule) => tiers.flatMap((tier) => monthsToTally(policies, tier, snapshotDay, rule)))
    .filter(({ policy }) => policy !== null);
}

function earlier(one: Day, other: Day): Day {
  return one < other ? one : other;
}
