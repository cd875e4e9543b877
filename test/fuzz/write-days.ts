import { gzipSync } from 'node:zlib';
import { changeRows } from './change-rows.ts';
import { encodeLines, type WrittenFile } from './encode-lines.ts';
import type { Defect, Dialect, FuzzCase, ModelRow } from './fuzz-case.ts';
import { plantDefects } from './plant-defects.ts';
import { writeSheet } from './write-sheet.ts';

/** The files of both days. */
export function writeDays({ dialect, laterDialect, rows, changes, defects }: FuzzCase): [WrittenFile, WrittenFile] {
  const of = (day: Defect['on']) => defects.filter(({ on }) => on === day || on === 'both');
  return [
    writeFile(rows, dialect, of('first')),
    writeFile(changeRows(rows, changes), laterDialect ?? dialect, of('second')),
  ];
}

function writeFile(rows: readonly ModelRow[], dialect: Dialect, defects: readonly Defect[]): WrittenFile {
  const written =
    dialect.format === 'xlsx'
      ? writeSheet(rows, dialect, defects)
      : encodeLines(plantDefects(rows, dialect, defects), dialect, defects);
  if (!dialect.isGzip) return written;
  return { ...written, bytes: gzipSync(written.bytes, { level: 1 }), suffix: `${written.suffix}.gz` };
}
