import type * as z from 'zod';
import type { Validity } from '../calendar/validity.ts';
import type { RegistryKind, registryKinds } from './registry-store.ts';

/** One row of the registry, of whatever kind. */
export type RegistryRow = z.infer<(typeof registryKinds)[RegistryKind]['schema']>;

/** Another row on which a row leans, by its id. */
export interface Reference {
  readonly column: string;
  readonly to: 'unit' | 'source';
  readonly id: string;
}

/** A row with what the decisions about an import need of it. */
export interface RegistryEntry {
  readonly kind: RegistryKind;
  /** The sort key under which the row is stored: a row of the same id replaces it. */
  readonly id: string;
  readonly row: RegistryRow;
  /** Rows of one subject (a unit, a tier ...) never overlap in time; null where a kind has no validity. */
  readonly subject: string | null;
  readonly validity: Validity | null;
  readonly references: readonly Reference[];
}

/** A row as it is stored: when it came (ISO 8601, UTC, milliseconds) and from which file under `registry/`. */
export interface StoredEntry {
  readonly entry: RegistryEntry;
  readonly importedAt: string;
  readonly importedFrom: string;
}

/** What is wrong with a row: the column (null: the row as a whole), the value found there, and why it cannot stand. */
export interface Fault {
  readonly column: string | null;
  readonly value: string;
  readonly reason: string;
}

/** A row of a file, with the line (CSV: counted from 1; JSON: the position in the list) where it ends. */
export interface FileRow {
  readonly line: number;
  readonly entry: RegistryEntry;
}

export interface Rejection extends Fault {
  /** Null where the file as a whole is meant. */
  readonly line: number | null;
}
