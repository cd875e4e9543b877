import { examineRow } from './examine-row.ts';
import { type FileRows, refusal } from './file-rows.ts';
import type { Fault, FileRow, Rejection } from './registry-entry.ts';
import type { RegistryKind } from './registry-store.ts';

/**
 * Reads a registry file that is a JSON list (or one object). A rejection's `line` is the position in the list, from 1,
 * its `column` the path within the object. A key that means nothing is rejected: it is a setting misspelt.
 */
export function readJsonRows(kind: RegistryKind, text: string): FileRows {
  let data: unknown;
  try {
    data = JSON.parse(text.normalize('NFC'));
  } catch (error) {
    return refusal(null, '', `is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const items: unknown[] = Array.isArray(data) ? data : [data];
  const rows: FileRow[] = [];
  const rejections: Rejection[] = [];
  for (const [position, item] of items.entries()) {
    const line = position + 1;
    const { entry, faults } = examineRow(kind, item);
    const allFaults = entry === null ? faults : unknownKeys(item, entry.row, []);
    if (entry !== null && allFaults.length === 0) rows.push({ line, entry });
    rejections.push(...allFaults.map((fault) => ({ line, ...fault })));
  }
  return { rowsRead: items.length, rows, rejections };
}

/** The keys that reading dropped. */
function unknownKeys(given: unknown, read: unknown, path: readonly string[]): Fault[] {
  if (!isObject(given) || !isObject(read)) return [];
  return Object.entries(given).flatMap(([key, value]) => {
    const keyPath = [...path, key];
    if (Object.hasOwn(read, key)) return unknownKeys(value, read[key], keyPath);
    return [{ column: keyPath.join('.'), value: JSON.stringify(value), reason: 'is not a known key' }];
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
