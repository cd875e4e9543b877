import type { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { findJudgedMonths } from '../../shared/evaluation/find-judged-months.ts';
import { type FileRows, refusal } from '../../shared/registry/file-rows.ts';
import { findUnknownReferences, type KnownIds } from '../../shared/registry/find-unknown-references.ts';
import { cutValue, type ImportReport, importReportSchema } from '../../shared/registry/import-report.ts';
import { objectToMovedDueDates } from '../../shared/registry/object-to-moved-due-dates.ts';
import { monthsToAskOf, objectToRetroactive } from '../../shared/registry/object-to-retroactive.ts';
import {
  kindsOfUnits,
  monthsToAskOfUnits,
  objectToRetroactiveUnits,
  type StoredUnits,
} from '../../shared/registry/object-to-retroactive-units.ts';
import { type Delivery, type ImportPlan, type Objections, planImport } from '../../shared/registry/plan-import.ts';
import { readRegistryFile } from '../../shared/registry/read-registry-file.ts';
import type { FileRow, StoredEntry } from '../../shared/registry/registry-entry.ts';
import { type RegistryFile, registryFileNames, registryFileOf } from '../../shared/registry/registry-files.ts';
import type { RegistryImportStore } from '../../shared/registry/registry-import-store.ts';
import type { RegistryKind } from '../../shared/registry/registry-store.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import type { ObjectCreated } from '../../shared/runtime/event.ts';

const PREFIX = 'registry/';
const PARTIAL = 'partial/';

export interface ImportDependencies {
  readonly bucket: Bucket;
  readonly store: RegistryImportStore;
  readonly evaluations: Pick<EvaluationStore, 'itemsOfMonth'>;
}

/**
 * Imports a file dropped under `registry/` and writes its report. Null for the folder markers of the S3 console.
 *
 * @throws DomainError `NOT_A_REGISTRY_FILE` for an object elsewhere
 */
export async function importRegistry(deps: ImportDependencies, created: ObjectCreated): Promise<ImportReport | null> {
  const { key } = created.detail.object;
  if (!key.startsWith(PREFIX)) {
    throw new DomainError('NOT_A_REGISTRY_FILE', `${key} does not lie under ${PREFIX}: check the event rule.`);
  }
  if (key.endsWith('/')) return null;
  const delivery = deliveryOf(key.slice(PREFIX.length), created.time);
  const report = await importFile(deps, key, created.time, delivery);
  const reportKey = `registry-reports/${delivery.importedFrom}/${created.time}.json`;
  await deps.bucket.write(reportKey, `${JSON.stringify(report, null, 2)}\n`, 'application/json; charset=utf-8');
  return report;
}

function deliveryOf(file: string, time: string): Delivery {
  return {
    // Times are compared as text, which takes equal lengths.
    importedAt: new Date(time).toISOString(),
    importedFrom: file,
    isPartial: file.startsWith(PARTIAL),
  };
}

async function importFile(
  { bucket, store, evaluations }: ImportDependencies,
  key: string,
  time: string,
  delivery: Delivery,
): Promise<ImportReport> {
  const fileName = delivery.isPartial ? delivery.importedFrom.slice(PARTIAL.length) : delivery.importedFrom;
  const file = registryFileOf(fileName);
  const content = file === undefined ? unknownFile(fileName) : readRegistryFile(file, await bucket.read(key));
  const stored = file === undefined ? [] : await store.stored(file.kind);
  const objections = file && (await objectionsTo(file.kind, content, stored, delivery, { store, evaluations }));
  const plan = planImport(content, stored, delivery, objections);
  const overtaken = await writeRows(store, plan, delivery);
  const references = file === undefined ? [] : await findReferences(store, file, plan, stored);
  const warnings = [
    ...emptyWarning(content),
    ...[...plan.superseded, ...overtaken].map(supersededWarning),
    ...references,
  ];
  return composeReport(delivery.importedFrom, time, content, plan, overtaken.length, warnings);
}

/** A judged month is not changed by a file: what follows from it must be seen and ordered. Nor is a due date that has passed. */
async function objectionsTo(
  kind: RegistryKind,
  { rows }: FileRows,
  stored: readonly StoredEntry[],
  delivery: Delivery,
  { store, evaluations }: Pick<ImportDependencies, 'store' | 'evaluations'>,
): Promise<Objections> {
  if (kind === 'policy') {
    const judged = await findJudgedMonths(monthsToAskOf(rows, stored, delivery.importedAt), evaluations);
    return objectToRetroactive(stored, judged);
  }
  if (kind === 'assignment') return objectToMovedDueDates(stored, delivery.importedAt.slice(0, 10));
  const ofUnits = kindsOfUnits.find((one) => one === kind);
  const months = ofUnits === undefined ? [] : monthsToAskOfUnits(rows, stored, delivery.importedAt);
  const judged = await findJudgedMonths(months, evaluations);
  if (ofUnits === undefined || judged.size === 0) return () => [];
  return objectToRetroactiveUnits(ofUnits, { ...(await storedUnits(store)), [ofUnits]: stored }, judged, delivery);
}

async function storedUnits(store: RegistryImportStore): Promise<StoredUnits> {
  const [unit, unitSource, unitLineage, policy] = await Promise.all([
    store.stored('unit'),
    store.stored('unit-source'),
    store.stored('unit-lineage'),
    store.stored('policy'),
  ]);
  return { unit, 'unit-source': unitSource, 'unit-lineage': unitLineage, policy };
}

function unknownFile(fileName: string): FileRows {
  const known = registryFileNames.map((name) => `${PREFIX}${name}`).join(', ');
  return refusal(
    null,
    fileName,
    `the registry knows no file of this name; it knows ${known}, also under ${PREFIX}${PARTIAL}`,
  );
}

/** One conditional write a row; a run that is killed on the way is completed by the next. Returns rows overtaken. */
async function writeRows(store: RegistryImportStore, plan: ImportPlan, delivery: Delivery): Promise<FileRow[]> {
  const overtaken: FileRow[] = [];
  for (const row of plan.toWrite) {
    if (!(await store.put(row.entry, delivery))) overtaken.push(row);
  }
  return overtaken;
}

async function findReferences(
  store: RegistryImportStore,
  file: RegistryFile,
  plan: ImportPlan,
  stored: readonly StoredEntry[],
): Promise<string[]> {
  const storedOf = (kind: 'unit' | 'source') => (file.kind === kind ? stored : store.stored(kind));
  const own = plan.accepted.map(({ entry }) => entry);
  const idsOf = async (kind: 'unit' | 'source') => {
    const entries = [...(await storedOf(kind)).map(({ entry }) => entry), ...(file.kind === kind ? own : [])];
    return new Set(entries.map((entry) => entry.subject ?? entry.id));
  };
  const known: KnownIds = { unit: await idsOf('unit'), source: await idsOf('source') };
  return findUnknownReferences(plan.accepted, known);
}

function emptyWarning({ rowsRead, rejections }: FileRows): string[] {
  return rowsRead === 0 && rejections.length === 0 ? ['the file holds no rows'] : [];
}

function supersededWarning({ line, entry }: FileRow): string {
  return `line ${line}: a newer file has changed ${entry.id} since; it stays as it is`;
}

function composeReport(
  file: string,
  time: string,
  content: FileRows,
  plan: ImportPlan,
  overtaken: number,
  warnings: readonly string[],
): ImportReport {
  const changed = plan.toWrite.length + plan.written.length - overtaken;
  return importReportSchema.parse({
    file,
    importedAt: time,
    outcome: outcomeOf(plan, changed),
    rowsRead: content.rowsRead,
    accepted: plan.accepted.length,
    rejectedRows: content.rowsRead - plan.accepted.length,
    changed,
    unchanged: plan.unchanged.length,
    superseded: plan.superseded.length + overtaken,
    rejected: plan.rejections.map((rejection) => ({ ...rejection, value: cutValue(rejection.value) })),
    warnings,
  });
}

function outcomeOf(plan: ImportPlan, changed: number): ImportReport['outcome'] {
  if (plan.isRefused) return 'refused';
  if (plan.rejections.length > 0) return 'partly-imported';
  return changed > 0 ? 'imported' : 'unchanged';
}
