import type { Channel, Dossier, DossierFlag, StatusClass } from '../dossier/dossier.ts';
import type { Source, SourceField } from '../source/source.ts';
import { hasEnded } from '../tally/count-dossier.ts';
import { type CodeTable, plainForm } from './code-table.ts';
import type { DateReader, ReadDate } from './read-date.ts';

/** A row's texts by field, from whatever format: undefined where the source does not state the field. */
export type RowTexts = Readonly<Partial<Record<SourceField, string>>>;

/** Why a row was rejected: codes for the receipt, words for whoever mends the export. */
export const rejectionReasons = {
  'wrong-number-of-columns': 'the row has another number of columns than the header',
  'quote-never-closed': 'a quoted field is never closed',
  'text-after-quote': 'text follows a closing quote',
  'rows-in-quotes':
    'a quoted text spans several lines of which one looks like a row: a stray quote, or a text made to look like rows',
  'rows-in-one-line': 'carriage returns alone part rows from one another: end each with a line feed',
  'row-too-long': 'the row is longer than 1 MiB',
  'not-json': 'the line is no JSON',
  'not-an-object': 'the line is JSON, but no object',
  'not-a-text': 'where a text or a number belongs stands a list or an object',
  'formula-without-value': 'the cell holds a formula whose result was not saved',
  'error-value': 'the cell shows an error, such as #REF! or #N/A',
  'unreadable-characters':
    'the dossier code holds characters that are in no code: the file is in another encoding, or damaged',
  'digits-lost': 'the dossier code was turned into a number and lost its last digits: export it as text',
  'no-dossier-code': 'there is no dossier code, or one of more than 255 bytes',
  'unknown-unit': 'the unit code is not in unit-codes.csv for this source and day',
  'unknown-status': "the status is not in the source's list of statuses",
  'no-received-date': 'there is no date of receipt',
  'unreadable-date': "the date is in none of the source's formats, or is no day of the calendar",
  'date-in-future': 'the date lies after the day that follows the day of the file: it cannot have happened yet',
  duplicate: 'the same dossier stands in an earlier row, with the same content',
  'conflicting-duplicate': 'the same dossier stands in an earlier row, with other content',
} as const;
export type RejectionReason = keyof typeof rejectionReasons;

/** Why a row cannot be read as a whole; or because of one field, whatever its text says. */
export type Malformation = RejectionReason | { readonly reason: RejectionReason; readonly field: SourceField };

/** Where a row stands in its file. */
export interface RowPlace {
  /** The number of its first line, or of its row in a sheet: what an editor shows. */
  readonly line: number;
  /** Which row it is, counted from 1: the same in every format. */
  readonly rowNumber: number;
}

/** A row that could not be taken; what could be read of it is kept. Instants are epoch milliseconds. */
export interface Rejection extends RowPlace {
  readonly reason: RejectionReason;
  /** The heading of the column that is wrong, and what stands in it; null where the row as a whole is wrong. */
  readonly column: string | null;
  readonly value: string | null;
  readonly unitId: string | null;
  readonly dossierCode: string | null;
  readonly receivedAtMs: number | null;
  readonly completedAtMs: number | null;
  readonly statusClass: StatusClass | null;
  /** Only where the source states when dossiers were submitted. */
  readonly channel?: Channel | null;
  readonly submittedAtMs?: number | null;
}

/** A dossier that was submitted and neither accepted nor refused: not counted yet. */
export interface AwaitingDossier extends Pick<Dossier, 'dossierCode' | 'procedureCode' | 'procedureName' | 'channel'> {
  /** Null where the row names no known unit. */
  readonly unitId: string | null;
  readonly submittedAtMs: number | null;
}

const shiftingReasons: ReadonlySet<RejectionReason> = new Set([
  'wrong-number-of-columns',
  'quote-never-closed',
  'text-after-quote',
  'rows-in-quotes',
  'rows-in-one-line',
]);

/**
 * Whether a rejected row's columns may have shifted against the header: what seems to be a date may then be another one,
 * and proves nothing.
 */
export function isShifted({ reason }: Pick<Rejection, 'reason'>): boolean {
  return shiftingReasons.has(reason);
}

/** What became of a row: a dossier, one that is not counted, or a rejection. */
export type RowReading =
  | { readonly kind: 'dossier'; readonly dossier: Dossier }
  | { readonly kind: 'outside'; readonly dossierCode: string; readonly awaiting?: AwaitingDossier }
  | { readonly kind: 'rejected'; readonly rejection: Rejection };

/** What reading a row depends on besides the row. */
export interface RowContext {
  readonly source: Source;
  readonly readDate: DateReader;
  readonly statusClassOf: CodeTable<StatusClass>;
  readonly channelOf: CodeTable<Channel>;
  /** The status codes of what is submitted and waits for acceptance. */
  readonly isAwaiting: CodeTable<'awaiting'>;
  /** The unit for which a code stands on the snapshot's day. */
  readonly unitOf: CodeTable<string>;
  /** Rows received before this instant are outside the source's window; -Infinity where it has none. */
  readonly windowFromMs: number;
  /** What is said to have happened at this instant or later cannot have happened yet. */
  readonly endMs: number;
}

const MAX_KEPT_VALUE = 200;
/** Nearly all texts are plain, and have one form only. */
const beyondAscii = /[^\0-\x7f]/;
const MAX_CODE_BYTES = 255;
/** What stands where bytes were no character. */
const REPLACEMENT = '\uFFFD';
/** 1.0E+21, as a spreadsheet or a program writes a long number: many codes come to the same. */
/** Codes of the national portal (H56.14-240823-0001) are the same in either case; other systems may tell case apart. */
const nationalCode = /^[\dGH.]+-\d{6}-\d+$/i;
const controlCharacters = /\p{Cc}/u;
const exponentPattern = /^\d+(?:[.,]\d+E\+?|E\+)\d+$/i;

/** Reads the texts of one row. Of a malformed one only what can still be read is kept, in its rejection. */
export function readRow(texts: RowTexts, place: RowPlace, context: RowContext, malformed?: Malformation): RowReading {
  const reader = new RowReader(texts, place, context);
  if (malformed !== undefined) return reader.reject(malformed);
  return reader.read();
}

/** What is said of the submission by a source that does not state it. */
const notStated: Pick<Dossier, 'submittedAtMs'> = {};

/** Reads field by field and remembers the first thing that is wrong, so that a rejection still says what it can. */
class RowReader {
  readonly #texts: RowTexts;
  readonly #place: RowPlace;
  readonly #context: RowContext;
  #problem: Pick<Rejection, 'reason' | 'column' | 'value'> | null = null;

  constructor(texts: RowTexts, place: RowPlace, context: RowContext) {
    this.#texts = texts;
    this.#place = place;
    this.#context = context;
  }

  read(): RowReading {
    const dossierCode = this.#dossierCode();
    const codeProblem = problemOfCode(dossierCode);
    if (codeProblem !== null) this.#blame(codeProblem, 'dossierCode');
    const hasCode = codeProblem === null;
    const status = this.#text('status');
    const statusClass = this.#context.statusClassOf(status);
    if (statusClass === 'not-counted' && hasCode) return this.#notCounted(dossierCode, status);
    if (statusClass === undefined) this.#blame('unknown-status', 'status');
    const unitId = this.#context.unitOf(this.#text('unitCode'));
    if (unitId === undefined) this.#blame('unknown-unit', 'unitCode');
    const received = this.#date('receivedAt');
    if (received === null) this.#blame('no-received-date', 'receivedAt');
    else if (received.instantMs < this.#context.windowFromMs && hasCode) return { kind: 'outside', dossierCode };
    const due = this.#date('dueAt');
    const completed = this.#date('completedAt');
    const returned = this.#date('returnedAt');
    this.#mindFuture('receivedAt', received);
    if (statusClass !== undefined && hasEnded(statusClass)) {
      if (completed !== null) this.#mindFuture('completedAt', completed);
      else this.#mindFuture('returnedAt', returned);
    }
    if (this.#problem !== null || statusClass === undefined || unitId === undefined || received === null) {
      return this.#rejected();
    }
    const dueAtMs = due === null ? null : due.hasTime ? due.instantMs : due.dayEndMs;
    const dossier = {
      dossierCode,
      unitId,
      procedureCode: this.#text('procedureCode') || null,
      procedureName: this.#text('procedureName') || null,
      channel: this.#channel(),
      receivedAtMs: received.instantMs,
      dueAtMs,
      completedAtMs: completed?.instantMs ?? null,
      returnedAtMs: returned?.instantMs ?? null,
      status,
      statusClass,
    };
    return { kind: 'dossier', dossier: { ...dossier, ...this.#submission(), flags: flagsOf(dossier) } };
  }

  #notCounted(dossierCode: string, status: string): RowReading {
    const outside = { kind: 'outside', dossierCode } as const;
    if (this.#context.isAwaiting(status) === undefined) return outside;
    const { submittedAtMs = null } = this.#submission();
    const unitId = this.#context.unitOf(this.#text('unitCode')) ?? null;
    const procedureCode = this.#text('procedureCode') || null;
    const procedureName = this.#text('procedureName') || null;
    const channel = this.#channel();
    return { ...outside, awaiting: { dossierCode, unitId, procedureCode, procedureName, channel, submittedAtMs } };
  }

  /** A day without a time says nothing of hours; what cannot be read rejects no row, since the overdue share needs none of it. */
  #submission(): Pick<Dossier, 'submittedAtMs'> {
    if (this.#context.source.columns.submittedAt === undefined) return notStated;
    const date = this.#context.readDate(this.#text('submittedAt'));
    const isTime = date?.hasTime === true && date.instantMs < this.#context.endMs;
    return { submittedAtMs: isTime ? date.instantMs : null };
  }

  reject(malformed: Malformation): RowReading {
    if (typeof malformed === 'string') this.#problem = { reason: malformed, column: null, value: null };
    else this.#blame(malformed.reason, malformed.field);
    return this.#rejected();
  }

  #rejected(): RowReading {
    const { statusClassOf, unitOf } = this.#context;
    const problem = this.#problem ?? { reason: 'no-received-date', column: null, value: null };
    const rejection: Rejection = {
      ...this.#place,
      ...problem,
      unitId: unitOf(this.#text('unitCode')) ?? null,
      dossierCode: this.#dossierCode().slice(0, MAX_KEPT_VALUE) || null,
      receivedAtMs: null,
      completedAtMs: null,
      statusClass: null,
    };
    if (isShifted(rejection)) return { kind: 'rejected', rejection };
    const read = {
      receivedAtMs: this.#pastInstant('receivedAt'),
      completedAtMs: this.#pastInstant('completedAt'),
      statusClass: statusClassOf(this.#text('status')) ?? null,
    };
    const submission = this.#submission();
    const acceptance = submission.submittedAtMs === undefined ? {} : { ...submission, channel: this.#channel() };
    return { kind: 'rejected', rejection: { ...rejection, ...read, ...acceptance } };
  }

  #text(field: SourceField): string {
    const text = this.#texts[field] ?? '';
    if (field !== 'procedureName') return plainForm(text);
    return beyondAscii.test(text) ? text.toWellFormed().normalize('NFC').trim() : text.trim();
  }

  #dossierCode(): string {
    const code = this.#text('dossierCode');
    return nationalCode.test(code) ? code.toUpperCase() : code;
  }

  #date(field: SourceField): ReadDate | null {
    const text = this.#text(field);
    if (text === '') return null;
    const date = this.#context.readDate(text);
    if (date === null) this.#blame('unreadable-date', field);
    return date;
  }

  /** What has happened cannot have happened after the file was made; what is planned can. */
  #mindFuture(field: SourceField, date: ReadDate | null): void {
    if (date !== null && date.instantMs >= this.#context.endMs) this.#blame('date-in-future', field);
  }

  /** The instant that a rejected row proves: none where the date cannot be read, or cannot be true. */
  #pastInstant(field: SourceField): number | null {
    const instantMs = this.#context.readDate(this.#text(field))?.instantMs;
    return instantMs === undefined || instantMs >= this.#context.endMs ? null : instantMs;
  }

  #channel(): Channel | null {
    if (this.#context.source.columns.channel === undefined) return null;
    return this.#context.channelOf(this.#text('channel')) ?? 'other';
  }

  #blame(reason: RejectionReason, field: SourceField): void {
    this.#problem ??= {
      reason,
      column: this.#context.source.columns[field] ?? field,
      value: this.#text(field).slice(0, MAX_KEPT_VALUE),
    };
  }
}

/** Why a dossier cannot be told apart from others by this code; null where it can. */
function problemOfCode(code: string): RejectionReason | null {
  if (code === '' || Buffer.byteLength(code) > MAX_CODE_BYTES) return 'no-dossier-code';
  if (code.includes(REPLACEMENT) || controlCharacters.test(code)) return 'unreadable-characters';
  return exponentPattern.test(code) ? 'digits-lost' : null;
}

function flagsOf(dossier: Omit<Dossier, 'flags'>): DossierFlag[] {
  const flags: DossierFlag[] = [];
  const { receivedAtMs, dueAtMs, completedAtMs, statusClass } = dossier;
  if (!hasEnded(statusClass) && completedAtMs !== null) flags.push('open-with-completion-date');
  if (completedAtMs !== null && completedAtMs < receivedAtMs) flags.push('completed-before-received');
  if (dueAtMs !== null && dueAtMs < receivedAtMs) flags.push('due-before-received');
  return flags;
}

/**
 * Gives an ended dossier without a completion date the end that the rules give it: its hand-over (NgayTra), else the
 * end that an earlier snapshot gave it, else the day on which it is first seen ended.
 *
 * @param seenEndedAtMs the end by which the snapshot before knows it, null where it did not know it as ended
 * @param snapshotDayMs the beginning of the snapshot's day
 */
export function withCompletion(dossier: Dossier, seenEndedAtMs: number | null, snapshotDayMs: number): Dossier {
  if (!hasEnded(dossier.statusClass) || dossier.completedAtMs !== null) return dossier;
  if (dossier.returnedAtMs !== null) {
    const flags: DossierFlag[] = [...dossier.flags, 'completion-from-hand-over'];
    return { ...dossier, completedAtMs: dossier.returnedAtMs, flags };
  }
  const flags: DossierFlag[] = [...dossier.flags, 'completion-from-first-day-seen-ended'];
  return { ...dossier, completedAtMs: seenEndedAtMs ?? snapshotDayMs, flags };
}
