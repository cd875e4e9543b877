import { DAY_MS, dayNumber } from '../calendar/day.ts';
import type { Dossier } from '../dossier/dossier.ts';
import { DomainError } from '../runtime/domain-error.ts';
import { sourceFields } from '../source/source.ts';
import { hasEnded } from '../tally/count-dossier.ts';
import type { ComparisonInputs, ComparisonListener, MissingCause } from './comparison.ts';
import { EvolvingState, NOWHERE } from './evolving-state.ts';
import { HashIndex } from './hash-index.ts';
import type { Header } from './read-header.ts';
import {
  isShifted,
  type Malformation,
  type Rejection,
  type RowPlace,
  type RowTexts,
  readRow,
  withCompletion,
} from './read-row.ts';
import type { RowCounts } from './receipt.ts';
import type { KnownDates, RowTaker } from './row-cutter.ts';
import { type Hash64, hashKey, isSameHash, NO_ROW, UNREADABLE_ROW } from './row-hash.ts';
import { type EntryKind, isOpenKind, isSameContent, type State, type StateEntry, statusClassOf } from './state.ts';
import { completedAtMsOf } from './state-columns.ts';
import { TextHasher } from './text-hasher.ts';

/** An ended dossier is known by its code as long as a month in which it ended may be judged: a month, the longest wait, and some days. */
const ENDED_CODE_DAYS = 62;

/**
 * Compares a day's file with the state of the day before, and makes the day's own state of it: state(day) = f(file, state
 * of the nearest earlier day). Rows that are byte for byte yesterday's are not read.
 */
export class SnapshotComparison implements RowTaker {
  readonly #inputs: ComparisonInputs;
  readonly #listener: ComparisonListener;
  readonly #priorDayNumber: number;
  readonly #state: EvolvingState;
  readonly #hasher = new TextHasher();
  readonly #counts = { rowsRead: 0, accepted: 0, rejected: 0, outside: 0, changed: 0, vanished: 0 };
  readonly #rejectedCodes = new Set<string>();
  #replacedIndex: HashIndex | null = null;
  #inputsDigest = '';
  #canSkipKnownRows = false;

  constructor(inputs: ComparisonInputs, listener: ComparisonListener) {
    this.#inputs = inputs;
    this.#listener = listener;
    this.#priorDayNumber = dayNumber(inputs.prior.head.day);
    this.#state = new EvolvingState(inputs.prior);
  }

  begin(header: Header): void {
    const { digestInputs, contextDigest, prior, replaced, readsEveryRow } = this.#inputs;
    this.#inputsDigest = digestInputs(header, contextDigest);
    this.#canSkipKnownRows = !readsEveryRow && replaced === null && prior.head.inputsDigest === this.#inputsDigest;
  }

  takeKnown(hashLow: number, hashHigh: number): boolean {
    if (!this.#canSkipKnownRows || !this.#state.meetRow(hashLow, hashHigh)) return false;
    this.#counts.rowsRead++;
    return true;
  }

  get knownDates(): KnownDates {
    return this.#state.metDates;
  }

  take(texts: RowTexts, line: number, rowHash: Hash64, malformed?: Malformation): void {
    this.#counts.rowsRead++;
    const hashes = { row: rowHash, texts: this.#hasher.takeText(joined(texts)).low };
    if (malformed === undefined && this.#takeSameTexts(texts, hashes)) return;
    const place = { line, rowNumber: this.#counts.rowsRead };
    const reading = readRow(texts, place, this.#inputs.context, malformed);
    if (reading.kind === 'rejected') this.#reject(reading.rejection);
    else if (reading.kind === 'outside') this.#takeOutside(reading.dossierCode, place, rowHash);
    else this.#takeDossier(reading.dossier, place, hashes);
  }

  /** Takes a row of which only columns that are not read have changed: nearly all changes are to stamps and fees. */
  #takeSameTexts({ dossierCode = '' }: RowTexts, { row, texts }: RowHashes): boolean {
    if (!this.#canSkipKnownRows) return false;
    const slot = this.#state.findCode(this.#hashOf(dossierCode));
    if (slot === NOWHERE || !this.#state.hasTexts(slot, texts)) return false;
    this.#state.meetAgain(slot, row);
    return true;
  }

  /** Looks for what is missing, and gives the day's state and counts. Call it once, after the last row. */
  finish(): { state: State; counts: RowCounts } {
    const rowsKept = this.#state.met;
    for (const slot of this.#state.unmet()) this.#missing(slot);
    const head = { ...this.#inputs.head, inputsDigest: this.#inputsDigest };
    const state = this.#state.finish(head, (day, position) =>
      this.#isCodeNeeded(day.kindAt(position), completedAtMsOf(day.columns, position)),
    );
    this.#countKept(state, rowsKept);
    return { state, counts: { ...this.#counts } };
  }

  /** The rows that have an entry; of the others, the rejected and repeated ones, each was counted by itself. */
  #countKept(state: State, rowsKept: number): void {
    let outside = 0;
    for (let position = 0; position < rowsKept; position++) if (!state.isCountedAt(position)) outside++;
    this.#counts.outside += outside;
    this.#counts.accepted += rowsKept - outside;
  }

  #reject(rejection: Rejection): void {
    this.#counts.rejected++;
    const { dossierCode } = rejection;
    const codeHash = dossierCode === null ? null : this.#hashOf(dossierCode);
    if (codeHash !== null) this.#rejectedCodes.add(hashKey(codeHash));
    // In a row whose columns may have shifted, what stands where the code should be may be anything, an applicant's name.
    const isTrusted = codeHash !== null && (!isShifted(rejection) || this.#state.isFromBefore(codeHash));
    this.#listener.rejected(isTrusted ? rejection : { ...rejection, dossierCode: null });
  }

  /**
   * A row that is not counted. If the dossier was counted before, what was known of it is kept as missing: a status that
   * takes an accepted dossier out of the count must not hide it.
   */
  #takeOutside(dossierCode: string, place: RowPlace, rowHash: Hash64): void {
    const codeHash = this.#hashOf(dossierCode);
    const slot = this.#state.findCode(codeHash);
    const before = slot === NOWHERE ? null : this.#state.at(slot);
    if (before !== null && this.#state.isMet(slot)) {
      this.#takeOutsideAgain(dossierCode, before, place);
      return;
    }
    const wasCounted = before !== null && before.kind !== 'outside' && !this.#inputs.hasMoved(before.unitId ?? '');
    if (!wasCounted) {
      this.#state.put(slot, { ...outsideEntry, rowHash, codeHash }, null);
      return;
    }
    this.#tellMissing(before, slot, 'outside');
    this.#state.put(slot, { ...this.#asMissing(before), rowHash }, null);
  }

  #takeOutsideAgain(dossierCode: string, earlier: StateEntry, place: RowPlace): void {
    if (isCounted(earlier)) this.#rejectDuplicate({ dossierCode, unitId: earlier.unitId }, place, false);
    else this.#counts.outside++;
  }

  #takeDossier(stated: Dossier, place: RowPlace, hashes: RowHashes): void {
    const codeHash = this.#hashOf(stated.dossierCode);
    const slot = this.#state.findCode(codeHash);
    const known = slot === NOWHERE ? null : this.#state.at(slot);
    const dossier = withCompletion(stated, seenEndedAt(known), this.#inputs.snapshotDayMs);
    const entry = this.#entryOf(dossier, codeHash, hashes);
    if (known !== null && this.#state.isMet(slot)) {
      this.#rejectDuplicate(dossier, place, isCounted(known) && isSameContent(known, entry));
      return;
    }
    const isNeeded = this.#isCodeNeeded(entry.kind, entry.completedAtMs);
    const position = this.#state.put(slot, entry, isNeeded ? dossier.dossierCode : null);
    const isChanged = known === null || !isSameContent(known, entry);
    if (isChanged) this.#counts.changed++;
    // What was missing may have been taken back: its row is written whole when it comes again.
    const cameBack = known !== null && known.lastSeenDayNumber !== null;
    this.#listener.dossier(dossier, known, isChanged || cameBack || this.#differsFromReplaced(entry), position);
  }

  #hashOf(text: string): Hash64 {
    const { low, high } = this.#hasher.takeText(text);
    return { low, high };
  }

  #differsFromReplaced(entry: StateEntry): boolean {
    const { replaced } = this.#inputs;
    if (replaced === null) return false;
    this.#replacedIndex ??= indexCodes(replaced);
    const position = this.#replacedIndex.find(entry.codeHash);
    return position === NOWHERE || !isSameContent(replaced.at(position), entry);
  }

  #rejectDuplicate({ dossierCode, unitId, ...dossier }: Contradicting, place: RowPlace, isEqual: boolean): void {
    this.#counts.rejected++;
    this.#listener.rejected({
      ...place,
      reason: isEqual ? 'duplicate' : 'conflicting-duplicate',
      column: this.#inputs.context.source.columns.dossierCode ?? 'dossierCode',
      value: dossierCode,
      unitId,
      dossierCode,
      receivedAtMs: dossier.receivedAtMs ?? null,
      completedAtMs: dossier.completedAtMs ?? null,
      statusClass: dossier.statusClass ?? null,
    });
  }

  #entryOf(dossier: Dossier, codeHash: Hash64, { row, texts }: RowHashes): StateEntry {
    return {
      kind: kindOf(dossier),
      lastSeenDayNumber: null,
      rowHash: row,
      codeHash,
      contentHash: this.#contentHashOf(dossier),
      textsHash: texts,
      unitId: dossier.unitId,
      receivedAtMs: dossier.receivedAtMs,
      dueAtMs: dossier.dueAtMs ?? Number.NaN,
      completedAtMs: dossier.completedAtMs ?? Number.NaN,
    };
  }

  #contentHashOf(dossier: Dossier): number {
    const { volatileFields } = this.#inputs;
    const fields = contentFields.map((field) => (volatileFields.has(field) ? '' : contentOf(dossier, field)));
    this.#hasher.takeText([...fields, ...dossier.flags].join('\0'));
    return this.#hasher.low;
  }

  /** A prior entry whose row did not come again, or not readably. */
  #missing(slot: number): void {
    const entry = this.#state.at(slot);
    if (entry.kind === 'outside' || entry.unitId === null || this.#inputs.hasMoved(entry.unitId)) return;
    const why = this.#rejectedCodes.has(hashKey(entry.codeHash)) ? 'unreadable' : 'gone';
    const isOld = !this.#isCodeNeeded(entry.kind, entry.completedAtMs);
    const isLawfullyGone = !isOpenKind(entry.kind) && why === 'gone' && (this.#inputs.dropsEnded || isOld);
    if (isLawfullyGone) return;
    this.#tellMissing(entry, slot, why);
    const rowHash = why === 'unreadable' ? UNREADABLE_ROW : NO_ROW;
    this.#state.put(slot, { ...this.#asMissing(entry), rowHash }, null);
  }

  #asMissing(entry: StateEntry): StateEntry {
    return { ...entry, rowHash: NO_ROW, lastSeenDayNumber: entry.lastSeenDayNumber ?? this.#priorDayNumber };
  }

  #tellMissing(entry: StateEntry, slot: number, why: MissingCause): void {
    const wasUnreadable = isSameHash(entry.rowHash, UNREADABLE_ROW) && why !== 'unreadable';
    const isNew = entry.lastSeenDayNumber === null || wasUnreadable;
    if (isNew && isOpenKind(entry.kind) && why !== 'unreadable') this.#counts.vanished++;
    const isNamed = this.#isCodeNeeded(entry.kind, entry.completedAtMs);
    const dossierCode = isNamed ? this.#codeOf(entry, slot) : null;
    this.#listener.missing({ ...this.#asMissing(entry), dossierCode }, why, isNew);
  }

  /** @throws DomainError `STATE_DAMAGED` where the code that is kept is another one */
  #codeOf({ codeHash }: StateEntry, slot: number): string | null {
    const code = this.#state.codeAt(slot);
    if (code === null) return null;
    if (isSameHash(this.#hashOf(code), codeHash)) return code;
    throw new DomainError('STATE_DAMAGED', `The state keeps the code ${code} for another dossier.`);
  }

  #isCodeNeeded(kind: EntryKind, completedAtMs: number): boolean {
    if (kind === 'outside') return false;
    return isOpenKind(kind) || completedAtMs >= this.#inputs.snapshotDayMs - ENDED_CODE_DAYS * DAY_MS;
  }
}

interface RowHashes {
  readonly row: Hash64;
  /** The low half of the hash of the row's texts. */
  readonly texts: number;
}

/** The texts of a row as one, by which tomorrow's are compared. */
function joined(texts: RowTexts): string {
  let all = '';
  for (const field of sourceFields) all += `${texts[field] ?? ''}\0`;
  return all;
}

/** A row about a dossier that an earlier row of the file tells of. */
type Contradicting = Pick<Dossier, 'dossierCode'> &
  Pick<StateEntry, 'unitId'> &
  Partial<Pick<Dossier, 'receivedAtMs' | 'completedAtMs' | 'statusClass'>>;

const outsideEntry: Omit<StateEntry, 'rowHash' | 'codeHash'> = {
  kind: 'outside',
  lastSeenDayNumber: null,
  contentHash: 0,
  textsHash: 0,
  unitId: null,
  receivedAtMs: Number.NaN,
  dueAtMs: Number.NaN,
  completedAtMs: Number.NaN,
};

function isCounted({ kind, lastSeenDayNumber }: StateEntry): boolean {
  return kind !== 'outside' && lastSeenDayNumber === null;
}

/** The stored fields that have no column of their own in a state. */
const contentFields = ['procedureCode', 'procedureName', 'channel', 'returnedAt', 'status'] as const;

function contentOf(dossier: Dossier, field: (typeof contentFields)[number]): string | number {
  return (field === 'returnedAt' ? dossier.returnedAtMs : dossier[field]) ?? '';
}

function indexCodes({ columns, size }: State): HashIndex {
  const index = new HashIndex(columns.codeHash, size);
  for (let position = 0; position < size; position++) index.add(position);
  return index;
}

function kindOf(dossier: Dossier): EntryKind {
  return dossier.statusClass === 'not-counted' ? 'outside' : dossier.statusClass;
}

/** The end by which the day before knows a dossier, null where it did not know it as ended. */
function seenEndedAt(before: StateEntry | null): number | null {
  const statusClass = before === null ? null : statusClassOf(before.kind);
  if (before === null || statusClass === null || !hasEnded(statusClass)) return null;
  return Number.isNaN(before.completedAtMs) ? null : before.completedAtMs;
}
