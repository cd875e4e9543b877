import type { CopyLine } from '../snapshot/canonical-line.ts';
import type { UnitMonth } from './unit-month.ts';

/** What a later snapshot says otherwise of a month that was judged. Dossier codes, in order. */
export interface ChangedPast {
  /** Counted as overdue then; by what is stated now they were not. */
  readonly noLongerOverdue: readonly string[];
  /** Not counted as overdue then; by what is stated now they were. */
  readonly newlyOverdue: readonly string[];
}

/**
 * Compares a unit's judged month with the same month counted from a later snapshot, as that one states it. A dossier that
 * the later snapshot does not show says nothing: exports drop what ended long ago, and what vanishes is noticed by itself.
 *
 * @param shownLater the codes that the later snapshot shows, of those that were counted as overdue
 * @param overdueThen the codes that were counted as overdue, of whichever unit: what has changed hands since is no news
 * @returns null where nothing changed
 */
export function comparePast(
  judged: Pick<UnitMonth, 'overdue'>,
  later: Pick<UnitMonth, 'overdue'>,
  shownLater: ReadonlySet<string>,
  overdueThen: ReadonlySet<string>,
): ChangedPast | null {
  const then = codesOf(judged);
  const now = codesOf(later);
  const noLongerOverdue = [...then].filter((code) => !now.has(code) && shownLater.has(code));
  const newlyOverdue = [...now].filter((code) => !overdueThen.has(code));
  if (noLongerOverdue.length + newlyOverdue.length === 0) return null;
  return { noLongerOverdue: noLongerOverdue.toSorted(), newlyOverdue: newlyOverdue.toSorted() };
}

function codesOf({ overdue }: Pick<UnitMonth, 'overdue'>): Set<string> {
  return new Set(overdue.map(({ dossierCode }) => dossierCode));
}

/**
 * Lines as they pass by, noting which of some dossiers they show under the unit that had them. What has changed hands
 * since is counted elsewhere now, and is another matter.
 *
 * @param unitOf dossier code -> the unit that had it
 * @param shown to which the codes are added
 */
export async function* noteShown(
  lines: AsyncIterable<CopyLine>,
  unitOf: ReadonlyMap<string, string>,
  shown: Set<string>,
): AsyncGenerator<CopyLine> {
  for await (const line of lines) {
    if (line.kind === 'dossier' && unitOf.get(line.dossier.dossierCode) === line.dossier.unitId) {
      shown.add(line.dossier.dossierCode);
    }
    yield line;
  }
}
