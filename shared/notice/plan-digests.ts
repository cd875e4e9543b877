import type { Day } from '../calendar/day.ts';
import { sha256 } from '../runtime/digest.ts';
import type { Unit } from '../unit/unit.ts';
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
  /** Units of topics that have no row in force on the day: nobody is mailed. */
  readonly unitIdsNotInForce: readonly string[];
}

/** A reachable unit, whom its mail goes to, and what it is told. */
interface Addressed {
  readonly unit: Unit;
  readonly to: readonly string[];
  readonly topics: readonly Topic[];
}

/**
 * One digest per head and day: a head of two units gets one, and its units' deputies and copies are joined. A unit
 * without a head's address is told by its deputies' addresses.
 *
 * @param topics what is due and was not told yet
 * @param units the units in force on the day, by id
 */
export function planDigests(day: Day, topics: readonly Topic[], units: ReadonlyMap<string, Unit>): DigestPlan {
  const orders = new Map<string, Addressed[]>();
  const unreachable: UnreachableUnit[] = [];
  const unitIdsNotInForce: string[] = [];
  for (const [unitId, ofUnit] of topicsByUnit(topics)) {
    const unit = units.get(unitId);
    const to = unit === undefined ? [] : addressesOf(unit);
    if (unit === undefined) unitIdsNotInForce.push(unitId);
    else if (to.length === 0) unreachable.push({ unit, topics: ofUnit });
    else addTo(orders, addressKey(to), { unit, to, topics: ofUnit });
  }
  return {
    orders: [...orders].map(([key, addressed]) => fitInMessage(digestOrder(day, key, addressed))),
    unreachable,
    unitIdsNotInForce,
  };
}

/** In the order of the units' ids: a run that is repeated orders the very same digests. */
function topicsByUnit(topics: readonly Topic[]): [string, Topic[]][] {
  const byUnit = Map.groupBy(topics, ({ unitId }) => unitId);
  return [...byUnit].sort(([one], [other]) => (one < other ? -1 : 1));
}

function addressesOf({ headEmail, deputyEmails }: Unit): readonly string[] {
  return headEmail === null ? distinct(deputyEmails) : [headEmail];
}

function addressKey(addresses: readonly string[]): string {
  return addresses
    .map((address) => address.toLowerCase())
    .sort()
    .join(';');
}

function addTo(orders: Map<string, Addressed[]>, key: string, addressed: Addressed): void {
  const others = orders.get(key);
  if (others === undefined) orders.set(key, [addressed]);
  else others.push(addressed);
}

function digestOrder(day: Day, key: string, addressed: readonly Addressed[]): DigestOrder {
  const units = addressed.map(({ unit }) => unit);
  const to = distinct(addressed.flatMap((one) => one.to));
  const deputies = distinct(
    units.flatMap((unit) => unit.deputyEmails),
    to,
  );
  return {
    noticeId: `digest_${day}_${sha256(key).slice(0, 16)}`,
    kind: 'digest',
    day,
    to,
    cc: distinct(
      units.flatMap((unit) => unit.ccEmails),
      to,
    ),
    deputies,
    recipientName: recipientName(units),
    unitIds: units.map(({ unitId }) => unitId),
    replaces: null,
    topics: addressed.flatMap(({ topics }) => topics).sort(compareUrgency),
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
