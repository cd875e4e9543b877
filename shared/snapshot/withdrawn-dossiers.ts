import { hashKey } from './row-hash.ts';
import { isSameContent, NO_CODE, type State, type StateEntry } from './state.ts';
import { hashAt } from './state-columns.ts';

/** A dossier of which a file told what no file that stands tells. */
export interface WithdrawnDossier {
  readonly dossierCode: string;
  /** As it was last seen on an earlier day; null: no file that stands tells of it. */
  readonly lastSeen: StateEntry | null;
}

/**
 * What must be taken back where a day's file is replaced: dossiers that the replaced file told of, and that the new one
 * does not show as the replaced one did. Named are those whose codes a state keeps: open ones, and ended ones while a
 * month may change by them.
 *
 * @param told the state that the day was derived to from the replaced file
 * @param now the state that it is derived to from the file that stands
 */
export function withdrawnDossiers(told: State, now: State): WithdrawnDossier[] {
  const pending = namedPositions(told);
  const withdrawn: WithdrawnDossier[] = [];
  for (let position = 0; position < now.size && pending.size > 0; position++) {
    const codeHash = hashKey(hashAt(now.columns.codeHash, position));
    const toldPosition = pending.get(codeHash);
    const isCounted = now.kindAt(position) !== 'outside';
    if (toldPosition === undefined || !isCounted) continue;
    pending.delete(codeHash);
    if (!now.isMissingAt(position)) continue; // The file that stands tells of it itself.
    const lastSeen = now.at(position);
    if (!isSameContent(told.at(toldPosition), lastSeen)) withdrawn.push(withdrawnAt(told, toldPosition, lastSeen));
  }
  return [...withdrawn, ...[...pending.values()].map((position) => withdrawnAt(told, position, null))];
}

/** Hash of the code -> position of every counted dossier that the file shows and the state can name. */
function namedPositions(told: State): Map<string, number> {
  const positions = new Map<string, number>();
  for (let position = 0; position < told.size; position++) {
    const isShown = told.kindAt(position) !== 'outside' && !told.isMissingAt(position);
    const isNamed = (told.columns.codeStart[position] ?? NO_CODE) !== NO_CODE;
    if (isShown && isNamed) positions.set(hashKey(hashAt(told.columns.codeHash, position)), position);
  }
  return positions;
}

/** @throws DomainError `STATE_DAMAGED` */
function withdrawnAt(told: State, position: number, lastSeen: StateEntry | null): WithdrawnDossier {
  return { dossierCode: told.codeAt(position) ?? '', lastSeen };
}
