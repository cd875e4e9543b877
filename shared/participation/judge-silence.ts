import type { Bounds } from '../finding/bounds.ts';
import { told, untold } from './answer.ts';
import type { ParticipationAnswer } from './participation.ts';
import type { UnitFigures } from './unit-figures.ts';

/** Of fewer peers no median says what is usual. */
const FEWEST_PEERS = 3;

/** Nothing received in a month in which comparable units received a good deal. */
export function judgeSilence(figures: UnitFigures, bounds: Bounds): ParticipationAnswer {
  const { received, possiblyReceived, receivedBefore, receivedByPeers, isThereThroughout } = figures;
  const reason = 'nothing-received';
  if (received === null) return untold(reason, 'governing-snapshot-missing');
  if (received > 0) return told(reason, false, { received });
  if (possiblyReceived > 0) return untold(reason, 'rows-unreadable', { received, possiblyReceived });
  if (!isThereThroughout) return untold(reason, 'unit-began-or-ends', { received });
  if (receivedBefore.length === 0) return untold(reason, 'no-history', { received });
  if (receivedByPeers.length < FEWEST_PEERS) {
    return untold(reason, 'too-few-peers', { received, peers: receivedByPeers.length });
  }
  const twice = twiceMedianOf(receivedByPeers);
  const holds = twice >= 2 * bounds['participation.peerReceived'];
  return told(reason, holds, { received, peers: receivedByPeers.length, peerMedian: Math.floor(twice / 2) });
}

/** Twice the median, a whole number: between two middle ones it is their sum. None: 0. */
export function twiceMedianOf(numbers: readonly number[]): number {
  const inOrder = numbers.toSorted((one, other) => one - other);
  const [low, high] = [Math.floor((inOrder.length - 1) / 2), Math.floor(inOrder.length / 2)];
  return (inOrder[low] ?? 0) + (inOrder[high] ?? 0);
}

/** Upper ends of the size classes by what is received in a month: 0-19, 20-99, 100-499, 500 and more. */
const classEnds = [20, 100, 500];

/** The size class, by twice the median of the months before. */
export function sizeClassOf(twiceMedian: number): number {
  return classEnds.filter((end) => twiceMedian >= 2 * end).length;
}
