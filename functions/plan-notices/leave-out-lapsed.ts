import { isLapsed, unansweredFindingOf } from '../../shared/assignment/lapsed-request.ts';
import type { Due } from '../../shared/assignment/list-dues.ts';
import type { FindingStore } from '../../shared/finding/finding-store.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';

const READS_AT_ONCE = 32;

/** What is owed, without explanations of findings that are closed: few are asked for, and those are looked up. */
export async function leaveOutLapsed(dues: readonly Due[], findings: Pick<FindingStore, 'find'>): Promise<Due[]> {
  const kept = await inParallel(dues, READS_AT_ONCE, async (due) => {
    const findingId = unansweredFindingOf(due);
    const isOwed = findingId === null || !isLapsed(await findings.find(due.unitId, findingId));
    return isOwed ? [due] : [];
  });
  return kept.flat();
}
