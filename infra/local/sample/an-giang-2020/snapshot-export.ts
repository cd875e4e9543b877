import { addDays, type Day } from '../../../../shared/calendar/day.ts';
import { type DossierHistory, type DossierVersion, versionBefore } from './dossier-history.ts';
import { type WallMs, wallMsOf } from './working-hours.ts';

/** A dossier as one system knows it: from when on, if not from its receipt. */
export interface ExportedDossier {
  readonly history: DossierHistory;
  readonly appearsAt: WallMs;
}

/** How a system writes its exports. */
export interface ExportFormat {
  readonly headings: readonly string[];
  readonly delimiter: ',' | ';';
  readonly lineEnd: '\n' | '\r\n';
  readonly hasByteOrderMark: boolean;
  cellsOf(history: DossierHistory, version: DossierVersion): readonly string[];
}

/**
 * A system's daily full export: every dossier that it knows, in the order in which they were entered, as of the end of
 * a day. A row changes only when something is entered, so that it is rendered once.
 */
export class SnapshotExport {
  readonly #dossiers: readonly ExportedDossier[];
  readonly #format: ExportFormat;
  readonly #rows = new Map<DossierVersion, Buffer>();
  readonly #header: Buffer;

  constructor(dossiers: readonly ExportedDossier[], format: ExportFormat) {
    this.#dossiers = dossiers.toSorted(byAppearance);
    this.#format = format;
    this.#header = Buffer.from((format.hasByteOrderMark ? '\uFEFF' : '') + renderRow(format.headings, format));
  }

  bytesOf(day: Day): Buffer {
    const end = wallMsOf(addDays(day, 1));
    const rows = [this.#header];
    for (const { history, appearsAt } of this.#dossiers) {
      if (appearsAt >= end) break;
      const isGone = history.vanishesAt !== null && history.vanishesAt < end;
      const version = isGone ? undefined : versionBefore(history, end);
      if (version !== undefined) rows.push(this.#rowOf(history, version));
    }
    return Buffer.concat(rows);
  }

  #rowOf(history: DossierHistory, version: DossierVersion): Buffer {
    const known = this.#rows.get(version);
    if (known !== undefined) return known;
    const row = Buffer.from(renderRow(this.#format.cellsOf(history, version), this.#format));
    this.#rows.set(version, row);
    return row;
  }
}

function byAppearance(one: ExportedDossier, other: ExportedDossier): number {
  return one.appearsAt - other.appearsAt || (one.history.dossierCode < other.history.dossierCode ? -1 : 1);
}

function renderRow(cells: readonly string[], { delimiter, lineEnd }: ExportFormat): string {
  return cells.map((cell) => quoted(cell, delimiter)).join(delimiter) + lineEnd;
}

function quoted(cell: string, delimiter: string): string {
  const needsQuotes = cell.includes(delimiter) || cell.includes('"') || cell.includes('\n');
  return needsQuotes ? `"${cell.replaceAll('"', '""')}"` : cell;
}
