import type { ReceivedReport } from '../assignment/assignment.ts';
import type { Finding, FindingState } from '../finding/finding.ts';
import type { FindingStore } from '../finding/finding-store.ts';
import { type MoveOrder, moveFinding } from '../finding/move-finding.ts';
import { cutAt } from '../notice/cut-at.ts';
import { formatDay } from '../report/format-vietnamese.ts';

/** A finding's history is read in tables and letters; the whole text stands with the report. */
const LONGEST_IN_HISTORY = 2000;

/**
 * Says of a finding that the unit has explained it, once for each explanation. What people closed stays as they left it.
 * Returns how it stands then; null where there is none.
 */
export async function explainFinding(
  { unitId, findingId }: Pick<Finding, 'unitId' | 'findingId'>,
  explanation: Pick<ReceivedReport, 'receivedOn' | 'text' | 'reason' | 'actor' | 'reference'>,
  at: string,
  findings: Pick<FindingStore, 'find' | 'move'>,
): Promise<FindingState | null> {
  const order = orderOf(explanation);
  for (;;) {
    const finding = await findings.find(unitId, findingId);
    if (finding === null) return null;
    const isClosed = finding.state === 'dismissed' || finding.state === 'resolved';
    if (isClosed || isSaidAlready(finding, order)) return finding.state;
    const move = moveFinding(finding, order, at);
    // A lost race means reading again: somebody may have closed it.
    if (move === null || (await findings.move(finding, move))) return order.state;
  }
}

function orderOf({ receivedOn, text, reason, actor, reference }: Parameters<typeof explainFinding>[1]): MoveOrder {
  const said = `Đơn vị giải trình, nhận ngày ${formatDay(receivedOn)}: ${text ?? reason}`;
  return { state: 'explained', actor, reason: cutAt(said, LONGEST_IN_HISTORY), reference };
}

function isSaidAlready({ history = [] }: Finding, order: MoveOrder): boolean {
  return history.some(
    (move) =>
      move.state === order.state &&
      move.actor === order.actor &&
      move.reason === order.reason &&
      move.reference === order.reference,
  );
}
