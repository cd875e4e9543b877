import { DAY_MS, dayNumber } from '../calendar/day.ts';
import type { Dossier } from '../dossier/dossier.ts';
import { DomainError } from '../runtime/domain-error.ts';
import { type Source, type SourceField, sourceFields } from '../source/source.ts';
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
  readonly #fields: readonly SourceField[];
  readonly #priorDayNumber: number;
  readonly #state: EvolvingState;
  readonly #hasher = new TextHasher();
  readonly #counts = { rowsRead: 0, accepted: 0, rejected: 0, outside: 0, changed: 0, vanished: 0 };
  readonly #rejectedCodes = new Set<string>();
  #replacedIndex: HashIndex | null = null;
  #inputsDigest = '';
  /** Whether the day before was read by the same description and the same heading. */
  #hasSameInputs = false;
  #canSkipKnownRows = false;
  /** Whether a row that was read, and stood so the day before, has a due date; has an end. */
  #hadDue = false;
  #hadEnd = false;

  constructor(inputs: ComparisonInputs, listener: ComparisonListener) {
    this.#inputs = inputs;
    this.#listener = listener;
    this.#fields = fieldsOf(inputs.context.source);
    this.#priorDayNumber = dayNumber(inputs.prior.head.day);
    this.#state = new EvolvingState(inputs.prior);
  }

  begin(header: Header): void {
    const { digestInputs, contextDigest, prior, replaced, readsEveryRow } = this.#inputs;
    this.#inputsDigest = digestInputs(header, contextDigest);
    this.#hasSameInputs = prior.head.inputsDigest === this.#inputsDigest;
    this.#canSkipKnownRows = !readsEveryRow && replaced === null && this.#hasSameInputs;
  }

  takeKnown(hashLow: number, hashHigh: number): boolean {
    if (!this.#canSkipKnownRows || !this.#state.meetRow(hashLow, hashHigh)) return false;
    this.#counts.rowsRead++;
    return true;
  }

  get knownDates(): KnownDates {
    const { dueAt, completedAt } = this.#state.metDates;
    return { dueAt: dueAt || this.#hadDue, completedAt: completedAt || this.#hadEnd };
  }

  take(texts: RowTexts, line: number, rowHash: Hash64, malformed?: Malformation): boolean {
    this.#counts.rowsRead++;
    const hashes = { row: rowHash, texts: this.#hasher.takeText(joined(texts, this.#fields)).low };
    const slot = malformed === undefined ? this.#slotOfSameTexts(texts, hashes) : NOWHERE;
    if (slot !== NOWHERE) return this.#takeSameTexts(slot, rowHash);
    const place = { line, rowNumber: this.#counts.rowsRead };
    const reading = readRow(texts, place, this.#inputs.context, malformed);
    if (reading.kind === 'rejected') return this.#reject(reading.rejection);
    if (reading.kind === 'outside') {
      if (reading.awaiting !== undefined) this.#listener.awaiting?.(reading.awaiting);
      return this.#takeOutside(reading.dossierCode, place, rowHash);
    }
    return this.#takeDossier(reading.dossier, place, hashes);
  }

  /** The slot of a row of which only columns that are not read have changed: nearly all changes are to stamps and fees. */
  #slotOfSameTexts({ dossierCode = '' }: RowTexts, { texts }: RowHashes): number {
    if (!this.#canSkipKnownRows) return NOWHERE;
    const slot = this.#state.findCode(this.#hashOf(dossierCode));
    return slot !== NOWHERE && this.#state.hasTexts(slot, texts) ? slot : NOWHERE;
  }

  #takeSameTexts(slot: number, rowHash: Hash64): boolean {
    const stoodSo = this.#stoodSo(this.#state.at(slot), rowHash);
    this.#state.meetAgain(slot, rowHash);
    return stoodSo;
  }

  /** Whether a row that was read need not have been: its bytes are those of the day before. */
  #stoodSo(before: StateEntry | null, rowHash: Hash64): boolean {
    const stoodSo = this.#hasSameInputs && before !== null && isSameHash(before.rowHash, rowHash);
    if (stoodSo) {
      this.#hadDue ||= !Number.isNaN(before.dueAtMs);
      this.#hadEnd ||= !Number.isNaN(before.completedAtMs);
    }
    return stoodSo;
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

  #reject(rejection: Rejection): false {
    this.#counts.rejected++;
    const { dossierCode } = rejection;
    const codeHash = dossierCode === null ? null : this.#hashOf(dossierCode);
    if (codeHash !== null) this.#rejectedCodes.add(hashKey(codeHash));
    // In a row whose columns may have shifted, what stands where the code should be may be anything, an applicant's name.
    const isTrusted = codeHash !== null && (!isShifted(rejection) || this.#state.isFromBefore(codeHash));
    this.#listener.rejected(isTrusted ? rejection : { ...rejection, dossierCode: null });
    return false;
  }

  /**
   * A row that is not counted. If the dossier was counted before, what was known of it is kept as missing: a status that
   * takes an accepted dossier out of the count must not hide it.
   */
  #takeOutside(dossierCode: string, place: RowPlace, rowHash: Hash64): boolean {
    const codeHash = this.#hashOf(dossierCode);
    const slot = this.#state.findCode(codeHash);
    const before = slot === NOWHERE ? null : this.#state.at(slot);
    if (before !== null && this.#state.isMet(slot)) return this.#takeOutsideAgain(dossierCode, before, place);
    const stoodSo = this.#stoodSo(before, rowHash);
    const wasCounted = before !== null && before.kind !== 'outside' && !this.#inputs.hasMoved(before.unitId ?? '');
    if (!wasCounted) {
      this.#state.put(slot, { ...outsideEntry, rowHash, codeHash }, null);
      return stoodSo;
    }
    this.#tellMissing(before, slot, 'outside');
    this.#state.put(slot, { ...this.#asMissing(before), rowHash }, null);
    return stoodSo;
  }

  #takeOutsideAgain(dossierCode: string, earlier: StateEntry, place: RowPlace): false {
    if (isCounted(earlier)) return this.#rejectDuplicate({ dossierCode, unitId: earlier.unitId }, place, false);
    this.#counts.outside++;
    return false;
  }

  #takeDossier(stated: Dossier, place: RowPlace, hashes: RowHashes): boolean {
    const codeHash = this.#hashOf(stated.dossierCode);
    const slot = this.#state.findCode(codeHash);
    const known = slot === NOWHERE ? null : this.#state.at(slot);
    const dossier = withCompletion(stated, seenEndedAt(known), this.#inputs.snapshotDayMs);
    const entry = this.#entryOf(dossier, codeHash, hashes);
    if (known !== null && this.#state.isMet(slot)) {
      return this.#rejectDuplicate(dossier, place, isCounted(known) && isSameContent(known, entry));
    }
    const stoodSo = this.#stoodSo(known, hashes.row);
    const isNeeded = this.#isCodeNeeded(entry.kind, entry.completedAtMs);
    const position = this.#state.put(slot, entry, isNeeded ? dossier.dossierCode : null);
    const isChanged = known === null || !isSameContent(known, entry);
    if (isChanged) this.#counts.changed++;
    // What was missing may have been taken back: its row is written whole when it comes again.
    const cameBack = known !== null && known.lastSeenDayNumber !== null;
    const isToBeWritten = isChanged || cameBack || this.#differsFromReplaced(entry);
    const isRestated = isChanged && known?.textsHash !== hashes.texts;
    this.#listener.dossier(dossier, known, isToBeWritten, position, isRestated);
    return stoodSo;
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

  #rejectDuplicate({ dossierCode, unitId, ...dossier }: Contradicting, place: RowPlace, isEqual: boolean): false {
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
      ...(dossier.submittedAtMs !== undefined && {
        submittedAtMs: dossier.submittedAtMs,
        channel: dossier.channel ?? null,
      }),
    });
    return false;
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
    // Sources that do not state it have the hashes that they had before there was such a field.
    const { submittedAtMs } = dossier;
    const added = submittedAtMs === undefined || volatileFields.has('submittedAt') ? [] : [submittedAtMs ?? ''];
    this.#hasher.takeText([...fields, ...added, ...dossier.flags].join('\0'));
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

/** The fields of which a row's texts are compared: a field that came later only where the source states it. */
function fieldsOf({ columns }: Source): readonly SourceField[] {
  return sourceFields.filter((field) => field !== 'submittedAt' || columns.submittedAt !== undefined);
}

/** The texts of a row as one, by which tomorrow's are compared. */
function joined(texts: RowTexts, fields: readonly SourceField[]): string {
  let all = '';
  for (const field of fields) all += `${texts[field] ?? ''}\0`;
  return all;
}

/** A row about a dossier that an earlier row of the file tells of. */
type Contradicting = Pick<Dossier, 'dossierCode'> &
  Pick<StateEntry, 'unitId'> &
  Partial<Pick<Dossier, 'receivedAtMs' | 'completedAtMs' | 'statusClass' | 'channel' | 'submittedAtMs'>>;

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
