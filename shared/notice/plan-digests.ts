import type { Day } from '../calendar/day.ts';
import type { Unit } from '../unit/unit.ts';
import { addresseesOf, digestGroups } from './digest-groups.ts';
import { digestIdOf } from './digest-id.ts';
import { type DueTopic, isToBeTold, type ToldTopics } from './due-topic.ts';
import { fitInMessage } from './fit-in-message.ts';
import type { DigestOrder, Topic } from './notice.ts';
import { compareUrgency } from './rank-topics.ts';
import { salutationOf } from './salutation.ts';

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
 * One digest per head and day: a head of two units gets one, and its units' copies are joined. A unit without a head's
 * address is told by its deputies' addresses; where one of them heads another unit, both are told by one digest, to all
 * of them. Copies are another thing: whoever gets copies of several units gets several.
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
  const groups = digestGroups(units.values());
  const unitsToTell = unitIds
    .flatMap((unitId) => units.get(unitId) ?? [])
    .map((unit) => unitToTell(unit, digestOf(day, groups.get(unit.unitId)), dueByUnit.get(unit.unitId) ?? [], told))
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

/** @param group the addressees of the unit's digest; undefined where it has none */
function digestOf(day: Day, group: readonly string[] | undefined): string | null {
  return group === undefined ? null : digestIdOf(day, group);
}

function unitToTell(unit: Unit, noticeId: string | null, dueTopics: readonly DueTopic[], told: ToldTopics): UnitToTell {
  const topics = dueTopics.filter((due) => isToBeTold(due, noticeId, told)).map(({ topic }) => topic);
  return { unit, to: addresseesOf(unit), noticeId, topics };
}

function digestOrder(day: Day, noticeId: string, unitsToTell: readonly UnitToTell[]): DigestOrder {
  const units = unitsToTell.map(({ unit }) => unit);
  const to = distinct(unitsToTell.flatMap((one) => one.to));
  const deputyEmails = units.flatMap((unit) => unit.deputyEmails);
  const copied = units.flatMap((unit) => [...unit.ccEmails, ...(unit.deputiesCopied ? unit.deputyEmails : [])]);
  return {
    noticeId,
    kind: 'digest',
    day,
    to,
    cc: distinct(copied, to),
    // Those who got a copy, too: what could not reach the head is addressed to them, and their time runs from that mail.
    deputies: distinct(deputyEmails, to),
    recipientName: salutationOf(units),
    unitIds: units.map(({ unitId }) => unitId),
    replaces: null,
    topics: unitsToTell.flatMap(({ topics }) => topics).sort(compareUrgency),
  };
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
