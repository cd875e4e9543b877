import type { Unit } from '../unit/unit.ts';
import { sizeClassOf, twiceMedianOf } from './judge-silence.ts';

type Peer = Pick<Unit, 'unitId' | 'tier' | 'kind'>;

/**
 * unitId -> the units that it is compared with: of its tier and kind, and of its size class where the months before say
 * that it has one; itself left out.
 *
 * @param receivedBefore unitId -> what it received in each of the months before that were judged
 */
export function findPeers(
  units: readonly Peer[],
  receivedBefore: ReadonlyMap<string, readonly number[]>,
): (unit: Peer) => string[] {
  const sized = units.map((unit) => ({ unit, twice: twiceMedianOf(receivedBefore.get(unit.unitId) ?? []) }));
  const twiceOf = new Map(sized.map(({ unit, twice }) => [unit.unitId, twice]));
  const alike = Map.groupBy(sized, ({ unit }) => likenessOf(unit));
  const ofSize = Map.groupBy(sized, ({ unit, twice }) => `${likenessOf(unit)}#${sizeClassOf(twice)}`);
  return (unit) => {
    const twice = twiceOf.get(unit.unitId) ?? 0;
    const peers = twice === 0 ? alike.get(likenessOf(unit)) : ofSize.get(`${likenessOf(unit)}#${sizeClassOf(twice)}`);
    return (peers ?? []).map(({ unit: { unitId } }) => unitId).filter((unitId) => unitId !== unit.unitId);
  };
}

function likenessOf({ tier, kind }: Peer): string {
  return `${tier}#${kind}`;
}
