import { type FileRows, readCsvRows, refusal } from './read-csv-rows.ts';
import { readJsonRows } from './read-json-rows.ts';
import type { RegistryFile } from './registry-files.ts';

/** Reads the bytes of a registry file: UTF-8, with or without a byte order mark. */
export function readRegistryFile(file: RegistryFile, bytes: Uint8Array): FileRows {
  const text = decodeUtf8(bytes);
  if (text === null) return refusal(null, '', 'is not UTF-8: save it as "CSV UTF-8"');
  return file.format === 'csv' ? readCsvRows(file.kind, file.columns, text) : readJsonRows(file.kind, text);
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
