import { readFileSync } from 'node:fs';

/** A row of `commune-lineage.csv`: codes are statistical ones, and an old commune's may be a new one's too. */
export interface Merger {
  readonly newCode: string;
  readonly newName: string;
  readonly oldCode: string;
  readonly oldName: string;
  readonly share: 'full' | 'partial';
}

/** The day on which the communes of two provinces became 102 units. */
export const MERGED_ON = '2025-07-01';

/** test/fixtures/an-giang-2025/SOURCES.md says where it comes from. No cell holds a comma. */
export function readMergers(): Merger[] {
  const text = readFileSync(new URL('../fixtures/an-giang-2025/commune-lineage.csv', import.meta.url), 'utf8');
  const [, ...lines] = text.trimEnd().split(/\r?\n/);
  return lines.map((line) => {
    const [newCode = '', newName = '', oldCode = '', oldName = '', share = ''] = line.split(',');
    if (share !== 'full' && share !== 'partial') throw new Error(`${line}: no share`);
    return { newCode, newName, oldCode, oldName, share };
  });
}

/** Permanent ids, never statistical codes: an old commune and a new one may share a code. */
export const oldUnitId = (code: string) => `xa-cu-${code}`;
export const newUnitId = (code: string) => `xa-moi-${code}`;
