import { isDeepStrictEqual } from 'node:util';
import type { Dossier } from '../../shared/dossier/dossier.ts';
import type { RejectionReason } from '../../shared/snapshot/read-row.ts';
import type { IntactRow, WrittenFile } from './encode-lines.ts';
import type { Dialect, FuzzCase } from './fuzz-case.ts';
import { codeOf, dossierOf } from './model-row.ts';
import { type ReadDay, readDay } from './read-day.ts';
import { writeDays } from './write-days.ts';
import { FIRST_FORGED } from './write-lines.ts';

/**
 * Reads both days of a case, the second with care and fast, and checks what must hold of every file. In some cases the
 * first file comes once more as that of a third day, so that what was missing comes back.
 *
 * @throws Error that says what does not hold
 */
export async function checkCase(fuzzCase: FuzzCase): Promise<void> {
  const { dialect, laterDialect, rows } = fuzzCase;
  const [first, second] = writeDays(fuzzCase);
  const days: (readonly [WrittenFile, Dialect])[] = [
    [first, dialect],
    [second, laterDialect ?? dialect],
  ];
  if (rows.length % 5 === 0) days.push([first, dialect]);
  await checkDays(days, fuzzCase.chunkBytes);
}

async function checkDays(
  days: readonly (readonly [WrittenFile, Dialect])[],
  [carefulChunk, fastChunk]: FuzzCase['chunkBytes'],
): Promise<void> {
  let prior: Buffer | null = null;
  for (const [day, [file, dialect]] of days.entries()) {
    const careful: ReadDay = await readDay(file, dialect, {
      day,
      prior,
      readsEveryRow: true,
      chunkBytes: carefulChunk,
    });
    checkDay(`day ${day + 1}`, file, careful);
    const fast = await readDay(file, dialect, { day, prior, readsEveryRow: false, chunkBytes: fastChunk });
    checkAgreement(`day ${day + 1}`, careful, fast);
    // A file that was put aside has no state.
    if (careful.quarantine === null) prior = careful.stateBytes;
  }
}

function checkDay(day: string, file: WrittenFile, read: ReadDay): void {
  checkCounts(day, read);
  if (read.quarantine !== null) return;
  const { dossiers, rejections } = read;
  const dossiersByCode = new Map(dossiers.map((dossier) => [dossier.dossierCode, dossier]));
  const reasonsByLine = new Map(rejections.map(({ line, reason }) => [line, reason]));
  const alone = rejections.filter(({ reason }) => reason !== 'rows-in-one-line');
  if (new Set(alone.map(({ line }) => line)).size !== alone.length) fail(day, 'one line is rejected twice');
  const isForged = ({ dossierCode }: Dossier) => Number(dossierCode.slice(-4)) > FIRST_FORGED;
  if (file.forges && dossiers.some(isForged)) fail(day, 'a dossier is taken that only stands in a text');
  for (const intact of file.intact) checkIntact(day, intact, dossiersByCode, reasonsByLine);
}

function checkCounts(day: string, { counts, rejections, dossiers }: ReadDay): void {
  const { rowsRead, accepted, rejected, outside } = counts;
  if (rowsRead !== accepted + rejected + outside) fail(day, 'rows read are not accepted + rejected + outside', counts);
  if (rejected !== rejections.length) fail(day, 'not every rejected row is told', counts);
  if (accepted !== dossiers.length) fail(day, 'not every accepted dossier is told', counts);
}

/** Two rows about one dossier, or a quote gone astray before it, may take an intact row with them; nothing else may. */
const lawfulReasons: ReadonlySet<RejectionReason> = new Set(['duplicate', 'conflicting-duplicate', 'rows-in-quotes']);

function checkIntact(
  day: string,
  { row, line }: IntactRow,
  dossiers: ReadonlyMap<string, Dossier>,
  reasons: ReadonlyMap<number, RejectionReason>,
): void {
  const reason = reasons.get(line);
  if (reason !== undefined) {
    if (!lawfulReasons.has(reason)) fail(day, `intact line ${line} is rejected`, reason);
    return;
  }
  const dossier = dossiers.get(codeOf(row));
  if (dossier === undefined) fail(day, `intact line ${line} is neither taken nor rejected`, codeOf(row));
  const expected = dossierOf(row);
  for (const [field, value] of Object.entries(expected)) {
    const found: unknown = Reflect.get(dossier, field);
    if (!isDeepStrictEqual(found, value)) fail(day, `line ${line}: ${field} is misread`, { found, value });
  }
}

function checkAgreement(day: string, careful: ReadDay, fast: ReadDay): void {
  const parts = ['counts', 'quarantine', 'rejections', 'changedCodes', 'missing'] as const;
  for (const part of parts) {
    if (isDeepStrictEqual(careful[part], fast[part])) continue;
    fail(day, `the careful and the fast path differ in ${part}`, { careful: careful[part], fast: fast[part] });
  }
  if (!careful.stateBytes.equals(fast.stateBytes)) fail(day, 'the careful and the fast path differ in the state');
}

function fail(day: string, what: string, found?: unknown): never {
  throw new Error(`${day}: ${what}${found === undefined ? '' : ` ${JSON.stringify(found)}`}`);
}
