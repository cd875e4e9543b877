import { requiredFields, type Source, type SourceField } from '../source/source.ts';
import { type JsonPath, jsonPathOf, readJsonLine } from './json-line.ts';
import type { Header } from './read-header.ts';
import type { QuarantineReason } from './receipt.ts';
import type { CutRow, KnownDates, Line, LineFormat } from './row-cutter.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** NDJSON: one object a line, and no heading. */
export class NdjsonFormat implements LineFormat {
  readonly #source: Source;
  readonly #paths: ReadonlyMap<SourceField, JsonPath>;
  readonly #endedStatuses: ReadonlySet<string>;
  readonly #present = new Set<SourceField>();
  #presentInLast: ReadonlySet<SourceField> = new Set();
  #objects = 0;
  #hasEnded = false;

  constructor(source: Source) {
    this.#source = source;
    this.#paths = pathsOf(source);
    this.#endedStatuses = endedStatusesOf(source);
  }

  begin(firstLine: Buffer): { header: Header; isRow: true } | QuarantineReason {
    const text = textOf(firstLine).trim();
    if (text.startsWith('<')) {
      return {
        code: 'html',
        message: 'The file is a web page or XML, not NDJSON: perhaps the portal asked to log in.',
      };
    }
    if (text === '{' || !text.startsWith('{')) return notNdjson(text);
    // Rows are known again by their bytes; which fields lie where is the source's description.
    return { header: { delimiter: '', headings: [], positions: {}, text: 'ndjson' }, isRow: true };
  }

  cut(buffer: Buffer, { start, contentEnd, next }: Line): CutRow {
    const text = textOf(buffer.subarray(start, contentEnd));
    if (text.trim() === '') return { contentEnd, next, texts: {}, isBlank: true };
    const { texts, present, malformed } = readJsonLine(text, this.#paths);
    this.#presentInLast = present;
    return { contentEnd, next, texts, ...(malformed !== undefined && { malformed }) };
  }

  learnFrom({ texts, malformed }: CutRow): void {
    if (malformed !== 'not-json' && malformed !== 'not-an-object') this.#objects++;
    for (const field of this.#presentInLast) this.#present.add(field);
    this.#hasEnded ||= this.#endedStatuses.has(texts.status?.trim().normalize('NFC') ?? '');
  }

  /**
   * Why the file cannot be taken now that every row was cut: not one has the key of a field that is needed. Exports may
   * leave out what is null, so that no key of an end is missed where nothing has ended.
   *
   * @param known which dates the rows have that stood so in the file of the day before, cut or not; null: there are
   * none. That file was accepted, so that they have all other keys.
   */
  problem(known: KnownDates | null): QuarantineReason | null {
    const isKnown = (field: SourceField) => known !== null && (isDate(field) ? known[field] : true);
    const isNeeded = (field: SourceField) => (field !== 'completedAt' || this.#hasEnded) && !isKnown(field);
    const missing = requiredFields.filter((field) => isNeeded(field) && !this.#present.has(field));
    if (this.#objects === 0 || missing.length === 0) return null;
    const paths = missing.map((field) => this.#source.columns[field]).join(', ');
    return { code: 'wrong-schema', message: `No line has ${paths}.` };
  }
}

function isDate(field: SourceField): field is keyof KnownDates {
  return field === 'dueAt' || field === 'completedAt';
}

function textOf(line: Buffer): string {
  const text = line.toString('utf8');
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

function notNdjson(text: string): QuarantineReason {
  if (text === '') return { code: 'empty', message: 'The file is empty.' };
  const what = text.startsWith('[')
    ? 'The file is one JSON list'
    : text === '{'
      ? 'The file is JSON written over several lines'
      : 'The first line is no JSON object';
  return { code: 'wrong-schema', message: `${what}, not NDJSON: write each row as one object on a line of its own.` };
}

function pathsOf({ columns }: Source): Map<SourceField, JsonPath> {
  const paths = new Map<SourceField, JsonPath>();
  for (const [field, path] of Object.entries(columns)) paths.set(field as SourceField, jsonPathOf(path));
  return paths;
}

function endedStatusesOf({ statuses }: Source): Set<string> {
  const ended = Object.entries(statuses).filter(([, value]) => value === 'completed' || value === 'returned');
  return new Set(ended.map(([code]) => code.normalize('NFC')));
}
