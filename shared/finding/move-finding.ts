import { DomainError } from '../runtime/domain-error.ts';
import type { Finding, FindingMove, FindingState } from './finding.ts';

/** Under which name the system itself says that a finding is over, or back: no person may sign so. */
export const SYSTEM_ACTOR = 'Đúng Hẹn';

/** What somebody wants to make of a finding. */
export type MoveOrder = Omit<FindingMove, 'at'>;

/** What is closed stays as it was decided: whoever finds otherwise opens it first, and says why. */
const statesAfter: Readonly<Record<FindingState, readonly FindingState[]>> = {
  open: ['explained', 'dismissed', 'resolved'],
  explained: ['explained', 'dismissed', 'resolved', 'open'],
  dismissed: ['open'],
  resolved: ['open'],
};

/**
 * The move that an order makes of a finding, or null where it was the last one already: the same order twice is one.
 *
 * @param isDismissedByRule whether a standing rule dismisses it: then a person may still say that this one stays open
 * @throws DomainError `FINDING_CLOSED`, `FINDING_OPEN`
 */
export function moveFinding(
  finding: Finding,
  order: MoveOrder,
  at: string,
  isDismissedByRule = false,
): FindingMove | null {
  const last = lastMoveOf(finding);
  if (last !== null && isSameOrder(heardLast(finding) ?? last, order)) return null;
  const isTakenFromRule = isDismissedByRule && finding.state === 'open' && order.state === 'open';
  if (!isTakenFromRule && !statesAfter[finding.state].includes(order.state)) throw refused(finding, last);
  return { ...order, at };
}

/** The finding with one move more. */
export function withMove(finding: Finding, move: FindingMove): Finding {
  return { ...finding, state: move.state, history: [...(finding.history ?? []), move] };
}

/** The move by which the system says that a finding is over; null where somebody has closed it already. */
export function resolveBySystem({ state }: Finding, reason: string, at: string): FindingMove | null {
  return state === 'open' || state === 'explained' ? bySystem('resolved', reason, at) : null;
}

/**
 * The move by which a finding that is noticed again comes back, where it was the system that took it for over; null
 * where it still stands, or people have closed it.
 */
export function reopenBySystem(finding: Finding, at: string): FindingMove | null {
  const wasTakenForOver = finding.state === 'resolved' && lastMoveOf(finding)?.actor === SYSTEM_ACTOR;
  return wasTakenForOver ? bySystem('open', 'Lại phát hiện điều này sau khi đã ghi là không còn.', at) : null;
}

export function lastMoveOf({ history }: Finding): FindingMove | null {
  return history?.at(-1) ?? null;
}

/** What people said last, where only the system's word that it is over came after it: an order sent twice is still one. */
function heardLast({ state, history = [] }: Finding): FindingMove | null {
  const isOverBySystem = state === 'resolved' && history.at(-1)?.actor === SYSTEM_ACTOR;
  return isOverBySystem ? (history.findLast(({ actor }) => actor !== SYSTEM_ACTOR) ?? null) : null;
}

function bySystem(state: FindingState, reason: string, at: string): FindingMove {
  return { state, actor: SYSTEM_ACTOR, reason, reference: null, at };
}

function isSameOrder(move: FindingMove, order: MoveOrder): boolean {
  const { state, actor, reason, reference } = move;
  return state === order.state && actor === order.actor && reason === order.reason && reference === order.reference;
}

function refused({ unitId, findingId, state }: Finding, last: FindingMove | null): DomainError {
  const which = `Finding ${findingId} of ${unitId}`;
  if (state === 'open') {
    return new DomainError('FINDING_OPEN', `${which} is open: there is nothing to open again. Nothing was written.`);
  }
  const how = last === null ? '' : ` by ${last.actor} at ${last.at}: ${last.reason}`;
  return new DomainError(
    'FINDING_CLOSED',
    `${which} is ${state} already${how}. Where that is wrong, send state: open with the reason first, then this order. Nothing was written.`,
  );
}
