import { dayNumber } from '../calendar/day.ts';
import { hashKey } from './row-hash.ts';
import { isSameContent, NO_CODE, type State, type StateEntry } from './state.ts';
import { hashAt } from './state-columns.ts';

/** A dossier that a day's file does not show, and of which the day has told, or known, something else before. */
export interface WithdrawnDossier {
  readonly dossierCode: string;
  /** The hash of its code. */
  readonly codeKey: string;
  /** As it was last seen on an earlier day; null: nothing is known of it. */
  readonly lastSeen: StateEntry | null;
}

/**
 * What may have to be taken back where a day is derived anew: dossiers that its file does not show, unless they were
 * known as missing before, in the same way. Named are those whose codes a state keeps: open ones, and ended ones while a
 * month may change by them.
 *
 * @param told the state that the day was derived to before, maybe from a file that was replaced
 * @param now the state that it is derived to from the file that stands
 */
export function withdrawnDossiers(told: State, now: State): WithdrawnDossier[] {
  const pending = namedPositions(told);
  const withdrawn: WithdrawnDossier[] = [];
  for (let position = 0; position < now.size; position++) {
    if (now.kindAt(position) === 'outside') continue;
    const codeKey = codeKeyAt(now, position);
    const toldPosition = pending.get(codeKey);
    pending.delete(codeKey);
    if (!now.isMissingAt(position)) continue; // What the file that stands shows, it tells itself.
    const lastSeen = now.at(position);
    const isKnownSo = toldPosition !== undefined && isSameAbsence(told.at(toldPosition), lastSeen);
    const dossierCode = isKnownSo ? null : now.codeAt(position);
    if (dossierCode !== null) withdrawn.push({ dossierCode, codeKey, lastSeen });
  }
  for (const [codeKey, position] of pending) {
    withdrawn.push({ dossierCode: told.codeAt(position) ?? '', codeKey, lastSeen: null });
  }
  return withdrawn;
}

/**
 * Looks in the state of the day before for dossiers of which the new state knows nothing: what has ended, or has moved to
 * another source, is not kept as missing.
 */
export function asKnownBefore(withdrawn: readonly WithdrawnDossier[], prior: State): WithdrawnDossier[] {
  const unknown = new Set(withdrawn.filter(({ lastSeen }) => lastSeen === null).map(({ codeKey }) => codeKey));
  const seen = new Map<string, StateEntry>();
  for (let position = 0; position < prior.size; position++) {
    const codeKey = codeKeyAt(prior, position);
    if (!unknown.has(codeKey) || prior.kindAt(position) === 'outside') continue;
    const entry = prior.at(position);
    seen.set(codeKey, { ...entry, lastSeenDayNumber: entry.lastSeenDayNumber ?? dayNumber(prior.head.day) });
  }
  return withdrawn.map((one) => ({ ...one, lastSeen: one.lastSeen ?? seen.get(one.codeKey) ?? null }));
}

function codeKeyAt({ columns }: State, position: number): string {
  return hashKey(hashAt(columns.codeHash, position));
}

function isSameAbsence(before: StateEntry, now: StateEntry): boolean {
  return before.lastSeenDayNumber === now.lastSeenDayNumber && isSameContent(before, now);
}

/** Hash of the code -> position of every dossier that counts, or was last seen so, and that the state can name. */
function namedPositions(told: State): Map<string, number> {
  const positions = new Map<string, number>();
  for (let position = 0; position < told.size; position++) {
    const isNamed = (told.columns.codeStart[position] ?? NO_CODE) !== NO_CODE;
    if (isNamed && told.kindAt(position) !== 'outside') positions.set(codeKeyAt(told, position), position);
  }
  return positions;
}
