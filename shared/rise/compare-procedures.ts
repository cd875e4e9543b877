import type { OverdueDossier } from '../evaluation/unit-month.ts';
import type { ProcedureRise } from './rise.ts';

/** So many are named. */
const MOST_PROCEDURES = 5;

type Overdue = Pick<OverdueDossier, 'procedure'>;

/** The procedures from which a rise comes most, and what all others add to it or take from it: together the whole rise. */
export function compareProcedures(
  before: readonly Overdue[],
  now: readonly Overdue[],
): { procedures: ProcedureRise[]; otherProcedures: number } {
  const [countsBefore, countsNow] = [countByProcedure(before), countByProcedure(now)];
  const names = [...new Set([...countsBefore.keys(), ...countsNow.keys()])];
  const all = names.map((procedure) => ({
    procedure,
    before: countsBefore.get(procedure) ?? 0,
    now: countsNow.get(procedure) ?? 0,
  }));
  const risen = all.filter((one) => moreOf(one) > 0).toSorted(byRise);
  const procedures = risen.slice(0, MOST_PROCEDURES);
  const named = procedures.reduce((sum, one) => sum + moreOf(one), 0);
  return { procedures, otherProcedures: now.length - before.length - named };
}

function countByProcedure(dossiers: readonly Overdue[]): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const { procedure } of dossiers) counts.set(procedure, (counts.get(procedure) ?? 0) + 1);
  return counts;
}

function moreOf({ before, now }: ProcedureRise): number {
  return now - before;
}

/** By code units, not by a locale: the same on every machine. */
function byRise(one: ProcedureRise, other: ProcedureRise): number {
  const difference = moreOf(other) - moreOf(one);
  if (difference !== 0) return difference;
  return (one.procedure ?? '') < (other.procedure ?? '') ? -1 : 1;
}
