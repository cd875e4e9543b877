import type { SourceField } from '../source/source.ts';
import { numberText } from './number-text.ts';
import type { Malformation, RowTexts } from './read-row.ts';

/** Where a field lies in an object: one key after another, a number for a place in a list. */
export type JsonPath = readonly string[];

/** The texts of a line, and the fields of which it has the key; or why it is no row. */
export interface JsonLine {
  readonly texts: RowTexts;
  readonly present: ReadonlySet<SourceField>;
  readonly malformed?: Malformation;
}

type FieldPaths = ReadonlyMap<SourceField, JsonPath>;

/** `$.hoSo.maHoSo`, `hoSo.maHoSo` and `hoSo[0].ma` as keys; NFC. */
export function jsonPathOf(path: string): JsonPath {
  const keys = path
    .normalize('NFC')
    .replace(/^\$\.?/, '')
    .replace(/\[(\d+)\]/g, '.$1');
  return keys.split('.').filter((key) => key !== '');
}

const nothing: JsonLine = { texts: {}, present: new Set() };

/**
 * Reads one line of NDJSON. Null and what is absent are empty; a number is its own digits as the file has them.
 *
 * @param paths field -> path, of the fields that the source states
 */
export function readJsonLine(line: string, paths: FieldPaths): JsonLine {
  try {
    const value: unknown = JSON.parse(line);
    if (!isObject(value) || Array.isArray(value)) return { ...nothing, malformed: 'not-an-object' };
    return readObject(value, line, paths);
  } catch (error) {
    // A RangeError: objects in objects, thousands deep.
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    return { ...nothing, malformed: 'not-json' };
  }
}

function readObject(row: object, line: string, paths: FieldPaths): JsonLine {
  const texts: Partial<Record<SourceField, string>> = {};
  const present = new Set<SourceField>();
  let malformed: Malformation | undefined;
  let literals: unknown = null;
  for (const [field, path] of paths) {
    const value = valueAt(row, path);
    if (value === undefined) continue;
    present.add(field);
    if (value === null) continue;
    if (isObject(value)) malformed ??= { reason: 'not-a-text', field };
    else if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      literals ??= withLiterals(line);
      texts[field] = numberText(String(valueAt(literals, path)));
    } else texts[field] = String(value);
  }
  return { texts, present, ...(malformed !== undefined && { malformed }) };
}

/** The line again, its numbers as they are written: the digits of a long one are not to be lost. */
function withLiterals(line: string): unknown {
  return JSON.parse(line, (_key, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? (context?.source ?? value) : value,
  );
}

function valueAt(row: unknown, path: JsonPath): unknown {
  let value = row;
  for (const key of path) {
    if (!isObject(value)) return undefined;
    value = propertyOf(value, key);
  }
  return value;
}

/** An object's own property; its name may be written in decomposed letters. */
function propertyOf(object: object, key: string): unknown {
  if (Object.hasOwn(object, key)) return Reflect.get(object, key);
  const written = Object.keys(object).find((name) => name.normalize('NFC') === key);
  return written === undefined ? undefined : Reflect.get(object, written);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
