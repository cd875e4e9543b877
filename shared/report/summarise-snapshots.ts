import { type Day, daysBetween } from '../calendar/day.ts';
import { lastDayOf, type Month, monthOf, monthsBetween } from '../calendar/month.ts';
import { WorkingCalendar } from '../calendar/working-days.ts';
import type { AcceptedReceipt, QuarantinedReceipt, Receipt } from '../snapshot/receipt.ts';
import type { Source } from '../source/source.ts';
import type { ProvinceRecords } from './province-records.ts';

/** How a source's day stands. All but the last four are taken in; `replaced`: by a correction of a file put aside. */
export type DayState =
  | 'clean'
  | 'with-rejects'
  | 'released'
  | 'replaced'
  | 'quarantined'
  | 'missing'
  | 'not-expected'
  | 'out-of-range';

export interface SnapshotDay {
  readonly day: Day;
  readonly state: DayState;
  readonly accepted: AcceptedReceipt | null;
  readonly quarantined: readonly QuarantinedReceipt[];
}

export interface SourceSummary {
  readonly source: Source;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly months: readonly { readonly month: Month; readonly days: readonly SnapshotDay[] }[];
  /** How many days stand in each state. */
  readonly daysIn: Readonly<Record<DayState, number>>;
  readonly latest: AcceptedReceipt | null;
  readonly rejectedDays: readonly AcceptedReceipt[];
  readonly quarantines: readonly QuarantinedReceipt[];
}

/** What came of each source, day by day, from its first receipt to the last day that any source reached, or on which one was found missing. */
export function summariseSnapshots(records: ProvinceRecords): SourceSummary[] {
  const calendar = new WorkingCalendar(records.calendar);
  const missing = records.findings.flatMap(({ kind, day }) =>
    kind === 'snapshot-missing' && day !== null ? [day] : [],
  );
  const lastDay = [...records.receipts.map(({ day }) => day), ...missing].toSorted().at(-1);
  if (lastDay === undefined) return [];
  return records.sources.flatMap((source) => {
    const receipts = records.receipts.filter(({ sourceId }) => sourceId === source.sourceId);
    return receipts.length === 0 ? [] : summariseSource(source, receipts, lastDay, calendar);
  });
}

function summariseSource(
  source: Source,
  receipts: readonly Receipt[],
  lastDay: Day,
  calendar: WorkingCalendar,
): SourceSummary {
  const accepted = receipts.filter((receipt) => receipt.outcome === 'accepted').toSorted(byDay);
  const quarantines = receipts.filter((receipt) => receipt.outcome === 'quarantined').toSorted(byDay);
  const firstDay = receipts.map(({ day }) => day).toSorted()[0] ?? lastDay;
  const dayOf = (day: Day): SnapshotDay => {
    const acceptedReceipt = accepted.find((receipt) => receipt.day === day) ?? null;
    const asideReceipts = quarantines.filter((receipt) => receipt.day === day);
    const isInRange = firstDay <= day && day <= lastDay;
    const isExpected = isInRange && (source.rhythm === 'daily' || calendar.isWorkingDay(day));
    const state = isInRange ? stateOf(acceptedReceipt, asideReceipts.length > 0, isExpected) : 'out-of-range';
    return { day, state, accepted: acceptedReceipt, quarantined: asideReceipts };
  };
  const months = [...monthsBetween(monthOf(firstDay), monthOf(lastDay))].map((month) => ({
    month,
    days: [...daysBetween(`${month}-01`, lastDayOf(month))].map(dayOf),
  }));
  return {
    source,
    firstDay,
    lastDay,
    months,
    daysIn: countStates(months.flatMap(({ days }) => days)),
    latest: accepted.at(-1) ?? null,
    rejectedDays: accepted.filter(({ rejected }) => rejected > 0),
    quarantines,
  };
}

function stateOf(accepted: AcceptedReceipt | null, isQuarantined: boolean, isExpected: boolean): DayState {
  if (accepted !== null) {
    if (accepted.release !== null) return 'released';
    if (isQuarantined) return 'replaced';
    return accepted.rejected > 0 ? 'with-rejects' : 'clean';
  }
  if (isQuarantined) return 'quarantined';
  return isExpected ? 'missing' : 'not-expected';
}

function countStates(days: readonly SnapshotDay[]): Record<DayState, number> {
  const counts: Record<DayState, number> = {
    clean: 0,
    'with-rejects': 0,
    released: 0,
    replaced: 0,
    quarantined: 0,
    missing: 0,
    'not-expected': 0,
    'out-of-range': 0,
  };
  for (const { state } of days) counts[state]++;
  return counts;
}

function byDay(first: Receipt, second: Receipt): number {
  return first.day.localeCompare(second.day);
}
