import { isUtf8 } from 'node:buffer';
import { type FileRows, refusal } from './file-rows.ts';
import { readCsvRows } from './read-csv-rows.ts';
import { readJsonRows } from './read-json-rows.ts';
import type { RegistryFile } from './registry-files.ts';

/** Reads the bytes of a registry file: UTF-8, with or without a byte order mark. */
export function readRegistryFile(file: RegistryFile, bytes: Uint8Array): FileRows {
  if (!isUtf8(bytes)) return refusal(null, '', 'is not UTF-8: save it as "CSV UTF-8"');
  const text = new TextDecoder().decode(bytes);
  return file.format === 'csv' ? readCsvRows(file, text) : readJsonRows(file.kind, text);
}
