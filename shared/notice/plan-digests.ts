import type { Day } from '../calendar/day.ts';
import type { Unit } from '../unit/unit.ts';
import { digestIdOf } from './digest-id.ts';
import { type DueTopic, isToBeTold, type ToldTopics } from './due-topic.ts';
import { fitInMessage } from './fit-in-message.ts';
import type { DigestOrder, Topic } from './notice.ts';
import { compareUrgency } from './rank-topics.ts';

/** A unit with something to be told and nobody to tell it to. */
export interface UnreachableUnit {
  readonly unit: Unit;
  readonly topics: readonly Topic[];
}

export interface DigestPlan {
  readonly orders: readonly DigestOrder[];
  readonly unreachable: readonly UnreachableUnit[];
  /** Units with something to be told that have no row in force on the day: nobody is mailed. */
  readonly unitIdsNotInForce: readonly string[];
}

/** A unit in force, its digest (null: it has no address), and what it is told. */
interface UnitToTell {
  readonly unit: Unit;
  readonly to: readonly string[];
  readonly noticeId: string | null;
  readonly topics: readonly Topic[];
}

/**
 * One digest per head and day: a head of two units gets one, and its units' deputies and copies are joined. A unit
 * without a head's address is told by its deputies' addresses.
 *
 * @param told what was told, of all that `dueTopics` look up
 * @param units the units in force on the day, by id
 */
export function planDigests(
  day: Day,
  dueTopics: readonly DueTopic[],
  told: ToldTopics,
  units: ReadonlyMap<string, Unit>,
): DigestPlan {
  const dueByUnit = Map.groupBy(dueTopics, ({ topic }) => topic.unitId);
  // In the order of ids: a run that is repeated orders the very same digests.
  const unitIds = [...dueByUnit.keys()].sort();
  const unitsToTell = unitIds
    .flatMap((unitId) => units.get(unitId) ?? [])
    .map((unit) => unitToTell(day, unit, dueByUnit.get(unit.unitId) ?? [], told))
    .filter(({ topics }) => topics.length > 0);
  const byDigest = Map.groupBy(unitsToTell, ({ noticeId }) => noticeId);
  return {
    orders: [...byDigest].flatMap(([noticeId, ofDigest]) =>
      noticeId === null ? [] : [fitInMessage(digestOrder(day, noticeId, ofDigest))],
    ),
    unreachable: byDigest.get(null) ?? [],
    unitIdsNotInForce: unitIds.filter((unitId) => {
      const dueOfUnit = dueByUnit.get(unitId) ?? [];
      return !units.has(unitId) && dueOfUnit.some((due) => isToBeTold(due, null, told));
    }),
  };
}

function unitToTell(day: Day, unit: Unit, dueTopics: readonly DueTopic[], told: ToldTopics): UnitToTell {
  const to = addressesOf(unit);
  const noticeId = to.length === 0 ? null : digestIdOf(day, to);
  const topics = dueTopics.filter((due) => isToBeTold(due, noticeId, told)).map(({ topic }) => topic);
  return { unit, to, noticeId, topics };
}

function addressesOf({ headEmail, deputyEmails }: Unit): readonly string[] {
  return headEmail === null ? distinct(deputyEmails) : [headEmail];
}

function digestOrder(day: Day, noticeId: string, unitsToTell: readonly UnitToTell[]): DigestOrder {
  const units = unitsToTell.map(({ unit }) => unit);
  const to = distinct(unitsToTell.flatMap((one) => one.to));
  const deputyEmails = units.flatMap((unit) => unit.deputyEmails);
  const ccEmails = units.flatMap((unit) => unit.ccEmails);
  return {
    noticeId,
    kind: 'digest',
    day,
    to,
    cc: distinct(ccEmails, to),
    deputies: distinct(deputyEmails, to),
    recipientName: recipientName(units),
    unitIds: units.map(({ unitId }) => unitId),
    replaces: null,
    topics: unitsToTell.flatMap(({ topics }) => topics).sort(compareUrgency),
  };
}

/** The head's name, or, where the register has none, the unit's leadership. */
function recipientName(units: readonly Unit[]): string {
  const named = units.find(({ headName }) => headName !== null);
  return named?.headName ?? `Lãnh đạo ${units.map(({ name }) => name).join(', ')}`;
}

/** Addresses, each once whatever its letters' case, without those of `others`. */
function distinct(addresses: readonly string[], others: readonly string[] = []): string[] {
  const seen = new Set(others.map((address) => address.toLowerCase()));
  return addresses.filter((address) => {
    const isNew = !seen.has(address.toLowerCase());
    seen.add(address.toLowerCase());
    return isNew;
  });
}
