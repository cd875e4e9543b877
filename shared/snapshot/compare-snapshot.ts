import { DAY_MS, dayNumber } from '../calendar/day.ts';
import type { Dossier } from '../dossier/dossier.ts';
import { hasEnded } from '../tally/count-dossier.ts';
import type { ComparisonInputs, ComparisonListener, MissingCause } from './comparison.ts';
import type { RowTaker } from './csv-reader.ts';
import { HashIndex } from './hash-index.ts';
import { indexOf, NO_ROW, PriorRows, UNREADABLE_ROW } from './prior-rows.ts';
import type { Header } from './read-header.ts';
import { isShifted, type Rejection, type RejectionReason, type RowTexts, readRow, withCompletion } from './read-row.ts';
import type { RowCounts } from './receipt.ts';
import {
  type EntryKind,
  isOpenKind,
  isSameContent,
  type State,
  StateBuilder,
  type StateEntry,
  statusClassOf,
} from './state.ts';

/** An ended dossier is known by its code as long as a month in which it ended may be judged: a month, the longest wait, and some days. */
const ENDED_CODE_DAYS = 62;

/**
 * Compares a day's file with the state of the day before, and builds the day's own state: state(day) = f(file, state of
 * the nearest earlier day). Rows that are byte for byte yesterday's are not read.
 */
export class SnapshotComparison implements RowTaker {
  readonly #inputs: ComparisonInputs;
  readonly #listener: ComparisonListener;
  readonly #builder = new StateBuilder();
  readonly #counts = { rowsRead: 0, accepted: 0, rejected: 0, outside: 0, changed: 0, vanished: 0 };
  readonly #prior: PriorRows;
  readonly #newCodes = new HashIndex();
  readonly #rejectedCodes = new Set<bigint>();
  #replacedIndex: HashIndex | null = null;
  #inputsDigest = '';
  #canSkipKnownRows = false;

  constructor(inputs: ComparisonInputs, listener: ComparisonListener) {
    this.#inputs = inputs;
    this.#listener = listener;
    this.#prior = new PriorRows(inputs.prior);
  }

  begin(header: Header): void {
    const { digestInputs, contextDigest, prior, replaced, readsEveryRow } = this.#inputs;
    this.#inputsDigest = digestInputs(header, contextDigest);
    this.#canSkipKnownRows = !readsEveryRow && replaced === null && prior.head.inputsDigest === this.#inputsDigest;
  }

  takeKnown(buffer: Buffer, start: number, end: number): boolean {
    if (!this.#canSkipKnownRows) return false;
    const rowHash = this.#inputs.xxhash.h64Raw(buffer.subarray(start, end));
    const position = this.#prior.findRow(rowHash);
    const before = this.#prior.at(position);
    if (before === null) return false;
    const entry = this.#withoutOldCode(before);
    this.#prior.meet(position, this.#builder.add(entry));
    this.#counts.rowsRead++;
    if (entry.kind === 'outside' || entry.lastSeenDayNumber !== null) this.#counts.outside++;
    else this.#counts.accepted++;
    return true;
  }

  take(texts: RowTexts, line: number, rowBytes: Buffer, malformed?: RejectionReason): void {
    this.#counts.rowsRead++;
    const reading = readRow(texts, line, this.#inputs.context, malformed);
    if (reading.kind === 'rejected') this.#reject(reading.rejection);
    else if (reading.kind === 'outside') this.#takeOutside(reading.dossierCode, line, rowBytes);
    else this.#takeDossier(reading.dossier, line, rowBytes);
  }

  /** Looks for what is missing, and gives the day's state and counts. Call it once, after the last row. */
  finish(): { state: State; counts: RowCounts } {
    for (const entry of this.#prior.unmet()) this.#missing(entry);
    const state = this.#builder.finish({ ...this.#inputs.head, inputsDigest: this.#inputsDigest });
    return { state, counts: { ...this.#counts } };
  }

  #reject(rejection: Rejection): void {
    this.#counts.rejected++;
    const codeHash = rejection.dossierCode === null ? null : this.#inputs.xxhash.h64(rejection.dossierCode);
    if (codeHash !== null) this.#rejectedCodes.add(codeHash);
    // In a row whose columns may have shifted, what stands where the code should be may be anything, an applicant's name.
    const isTrusted = codeHash !== null && (!isShifted(rejection) || this.#prior.findCode(codeHash) !== -1);
    this.#listener.rejected(isTrusted ? rejection : { ...rejection, dossierCode: null });
  }

  /**
   * A row that is not counted. If the dossier was counted before, what was known of it is kept as missing: a status that
   * takes an accepted dossier out of the count must not hide it.
   */
  #takeOutside(dossierCode: string, line: number, rowBytes: Buffer): void {
    const { xxhash, hasMoved } = this.#inputs;
    const codeHash = xxhash.h64(dossierCode);
    const rowHash = xxhash.h64Raw(rowBytes);
    const priorPosition = this.#prior.findCode(codeHash);
    const earlierRow = this.#earlierRowOf(codeHash, priorPosition);
    const contradictedUnitId = earlierRow === -1 ? null : this.#builder.countedUnitIdAt(earlierRow);
    if (contradictedUnitId !== null) {
      this.#rejectDuplicate({ dossierCode, unitId: contradictedUnitId }, line, false);
      return;
    }
    this.#counts.outside++;
    if (earlierRow !== -1) return;
    const before = this.#prior.at(priorPosition);
    const wasCounted = before !== null && before.kind !== 'outside' && !hasMoved(before.unitId ?? '');
    if (!wasCounted) {
      this.#remember({ ...outsideEntry, rowHash, codeHash }, priorPosition);
      return;
    }
    this.#remember({ ...this.#asMissing(before), rowHash }, priorPosition);
    this.#tellMissing(before, 'outside');
  }

  #takeDossier(stated: Dossier, line: number, rowBytes: Buffer): void {
    const { xxhash, snapshotDayMs } = this.#inputs;
    const codeHash = xxhash.h64(stated.dossierCode);
    const priorPosition = this.#prior.findCode(codeHash);
    const before = this.#prior.at(priorPosition);
    const dossier = withCompletion(stated, seenEndedAt(before), snapshotDayMs);
    const entry = this.#entryOf(dossier, codeHash, xxhash.h64Raw(rowBytes));
    const earlierRow = this.#earlierRowOf(codeHash, priorPosition);
    if (earlierRow !== -1) {
      const isCounted = this.#builder.countedUnitIdAt(earlierRow) !== null;
      this.#rejectDuplicate(dossier, line, isCounted && this.#builder.hasSameContent(earlierRow, entry));
      return;
    }
    const position = this.#remember(entry, priorPosition);
    const isChanged = before === null || !isSameContent(before, entry);
    this.#counts.accepted++;
    if (isChanged) this.#counts.changed++;
    this.#listener.dossier(dossier, before, isChanged || this.#differsFromReplaced(entry), position);
  }

  #differsFromReplaced(entry: StateEntry): boolean {
    const { replaced } = this.#inputs;
    if (replaced === null) return false;
    this.#replacedIndex ??= indexOf(replaced, replaced.columns.codeHash);
    const position = this.#replacedIndex.get(entry.codeHash);
    return position === -1 || !isSameContent(replaced.at(position), entry);
  }

  #rejectDuplicate({ dossierCode, unitId, ...dossier }: Contradicting, line: number, isEqual: boolean): void {
    this.#counts.rejected++;
    this.#listener.rejected({
      line,
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

  /** The position in the new state of an earlier row of this file about the same dossier, -1 where there is none. */
  #earlierRowOf(codeHash: bigint, priorPosition: number): number {
    return priorPosition === -1 ? this.#newCodes.get(codeHash) : this.#prior.newPositionOf(priorPosition);
  }

  #remember(entry: StateEntry, priorPosition: number): number {
    const position = this.#builder.add(entry);
    if (priorPosition === -1) this.#newCodes.add(entry.codeHash, position);
    else this.#prior.meet(priorPosition, position);
    return position;
  }

  #entryOf(dossier: Dossier, codeHash: bigint, rowHash: bigint): StateEntry {
    const kind = kindOf(dossier);
    const completedAtMs = dossier.completedAtMs ?? Number.NaN;
    return {
      kind,
      lastSeenDayNumber: null,
      rowHash,
      codeHash,
      contentHash: this.#contentHashOf(dossier),
      unitId: dossier.unitId,
      receivedAtMs: dossier.receivedAtMs,
      dueAtMs: dossier.dueAtMs ?? Number.NaN,
      completedAtMs,
      dossierCode: this.#needsCode({ kind, completedAtMs }) ? dossier.dossierCode : null,
    };
  }

  #contentHashOf(dossier: Dossier): number {
    const { procedureCode, procedureName, channel, returnedAtMs, status, flags } = dossier;
    const content = { procedureCode, procedureName, channel, returnedAt: returnedAtMs, status };
    for (const field of this.#inputs.volatileFields) if (field in content) Reflect.deleteProperty(content, field);
    return Number(this.#inputs.xxhash.h64(JSON.stringify([content, flags])) & 0xffff_ffffn);
  }

  /** A prior entry whose row did not come again, or not readably. */
  #missing(entry: StateEntry): void {
    if (entry.kind === 'outside' || entry.unitId === null || this.#inputs.hasMoved(entry.unitId)) return;
    const why = this.#rejectedCodes.has(entry.codeHash) ? 'unreadable' : 'gone';
    const isOld = this.#withoutOldCode(entry).dossierCode === null;
    const isLawfullyGone = !isOpenKind(entry.kind) && why === 'gone' && (this.#inputs.dropsEnded || isOld);
    if (isLawfullyGone) return;
    const rowHash = why === 'unreadable' ? UNREADABLE_ROW : NO_ROW;
    this.#builder.add({ ...this.#asMissing(entry), rowHash });
    this.#tellMissing(entry, why);
  }

  #asMissing(entry: StateEntry): StateEntry {
    const lastSeenDayNumber = entry.lastSeenDayNumber ?? dayNumber(this.#inputs.prior.head.day);
    return { ...this.#withoutOldCode(entry), rowHash: NO_ROW, lastSeenDayNumber };
  }

  #tellMissing(entry: StateEntry, why: MissingCause): void {
    const wasUnreadable = entry.rowHash === UNREADABLE_ROW && why !== 'unreadable';
    const isNew = entry.lastSeenDayNumber === null || wasUnreadable;
    if (isNew && isOpenKind(entry.kind) && why !== 'unreadable') this.#counts.vanished++;
    this.#listener.missing(this.#asMissing(entry), why, isNew);
  }

  #withoutOldCode(entry: StateEntry): StateEntry {
    return this.#needsCode(entry) || entry.dossierCode === null ? entry : { ...entry, dossierCode: null };
  }

  #needsCode({ kind, completedAtMs }: Pick<StateEntry, 'kind' | 'completedAtMs'>): boolean {
    return isOpenKind(kind) || completedAtMs >= this.#inputs.snapshotDayMs - ENDED_CODE_DAYS * DAY_MS;
  }
}

/** A row about a dossier that an earlier row of the file tells of. */
type Contradicting = Pick<Dossier, 'dossierCode' | 'unitId'> &
  Partial<Pick<Dossier, 'receivedAtMs' | 'completedAtMs' | 'statusClass'>>;

const outsideEntry: Omit<StateEntry, 'rowHash' | 'codeHash'> = {
  kind: 'outside',
  lastSeenDayNumber: null,
  contentHash: 0,
  unitId: null,
  receivedAtMs: Number.NaN,
  dueAtMs: Number.NaN,
  completedAtMs: Number.NaN,
  dossierCode: null,
};

function kindOf(dossier: Dossier): EntryKind {
  return dossier.statusClass === 'not-counted' ? 'outside' : dossier.statusClass;
}

/** The end by which the day before knows a dossier, null where it did not know it as ended. */
function seenEndedAt(before: StateEntry | null): number | null {
  const statusClass = before === null ? null : statusClassOf(before.kind);
  if (before === null || statusClass === null || !hasEnded(statusClass)) return null;
  return Number.isNaN(before.completedAtMs) ? null : before.completedAtMs;
}
