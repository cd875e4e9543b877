import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { BatchWriteCommand, DeleteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { EvaluateStores } from '../../functions/evaluate-month/stores.ts';
import { addMonths, monthOf, monthsBetween } from '../../shared/calendar/month.ts';
import { ZoneOffsets } from '../../shared/calendar/zone.ts';
import { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import { countUnitMonths } from '../../shared/evaluation/count-unit-month.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { JudgedMonths } from '../../shared/evaluation/judged-months.ts';
import { loadRegistry } from '../../shared/evaluation/load-registry.ts';
import { planMonth } from '../../shared/evaluation/plan-month.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { LedgerCopies } from '../../shared/ledger/ledger-copies.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { examineRow } from '../../shared/registry/examine-row.ts';
import { RegistryImportStore } from '../../shared/registry/registry-import-store.ts';
import { type RegistryKind, RegistryStore } from '../../shared/registry/registry-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import { connectTables, type Tables } from '../../shared/runtime/tables.ts';
import type { CanonicalLine } from '../../shared/snapshot/canonical-line.ts';
import { governingDays } from '../../shared/snapshot/governing-days.ts';
import type { AcceptedReceipt } from '../../shared/snapshot/receipt.ts';
import { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import { TallyStore } from '../../shared/tally/tally-store.ts';
import type { Tier } from '../../shared/unit/unit.ts';
import type { Engines as AllEngines } from '../engines/engines.ts';
import { dossierLine, readLines, type WrittenLine } from '../evaluation/canonical-lines.ts';
import { overdueCounter } from '../evaluation/overdue-counter.ts';
import { policyOf664 } from '../evaluation/policies.ts';

/** What of the engines is needed: they may run in another process. */
type Engines = Pick<AllEngines, 'tableNames' | 'bucketName'>;

export const TIME_ZONE = 'Asia/Ho_Chi_Minh';

/** 06:00 in the province on a day. */
export function sixOClock(day: string): { scheduledAt: string } {
  return { scheduledAt: `${day}T06:00:00+07:00` };
}

type AllStores = EvaluateStores & { readonly registryImports: RegistryImportStore };

/** The stores of a fresh process: nothing is remembered from earlier runs. */
export function newStores(engines: Engines, tables = connectTables(), client = new S3Client({})): AllStores {
  const bucket = new Bucket(engines.bucketName, client);
  return {
    registry: new RegistryStore(tables, engines.tableNames.Registry),
    registryImports: new RegistryImportStore(tables, engines.tableNames.Registry),
    receipts: new ReceiptStore(tables, engines.tableNames.Snapshots),
    tallies: new TallyStore(tables, engines.tableNames.Tallies),
    judgedMonths: new JudgedMonths(new EvaluationStore(tables, engines.tableNames.Evaluations)),
    approvals: new ApprovalStore(tables, engines.tableNames.Registry),
    ledger: new LedgerStore(tables, engines.tableNames.Ledger),
    ledgerCopies: new LedgerCopies(bucket),
    entered: new Set(),
    findings: new FindingStore(tables, engines.tableNames.Findings),
    bucket,
  };
}

/** Puts rows into the registry as an import leaves them. */
export async function register(engines: Engines, kind: RegistryKind, rows: readonly object[]): Promise<void> {
  const tables = connectTables();
  const origin = { importedAt: '2020-01-01T00:00:00.000Z', importedFrom: 'by-hand' };
  const idOf = (row: object, position: number) => `${position}#${JSON.stringify(row)}`.slice(0, 200);
  const items = rows.map((row, position) => ({ kind, id: idOf(row, position), row, ...origin }));
  for (let first = 0; first < items.length; first += 25) {
    const puts = items.slice(first, first + 25).map((Item) => ({ PutRequest: { Item } }));
    await tables.send(new BatchWriteCommand({ RequestItems: { [engines.tableNames.Registry]: puts } }));
  }
}

/** Puts a policy where a file, or an order, that states it anew replaces it. */
export async function importPolicy(engines: Engines, policy: Policy, importedAt = '2020-01-01T00:00:00.000Z') {
  const { entry, faults } = examineRow('policy', policy);
  if (entry === null) throw new Error(`${policy.policyId} cannot stand: ${JSON.stringify(faults)}`);
  const delivery = { importedAt, importedFrom: 'policies.csv', isPartial: false };
  const isStored = await newStores(engines).registryImports.put(entry, delivery);
  if (!isStored) throw new Error(`${policy.policyId} was stored later than the test thinks`);
}

/** Takes a kind's rows out of the registry, as an import of a file without them does. */
export async function forget(engines: Engines, kind: RegistryKind): Promise<void> {
  const tables = connectTables();
  const TableName = engines.tableNames.Registry;
  const { Items = [] } = await tables.send(new ScanCommand({ TableName }));
  for (const { id } of Items.filter((item) => item.kind === kind)) {
    await tables.send(new DeleteCommand({ TableName, Key: { kind, id } }));
  }
}

export function unitRow(unitId: string, tier: Tier): object {
  return {
    unitId,
    name: `Đơn vị ${unitId}`,
    tier,
    kind: 'other',
    parentUnitId: null,
    headName: null,
    headEmail: null,
    deputyEmails: [],
    ccEmails: [],
    validFrom: '2020-01-01',
    validTo: null,
  };
}

export function sourceRow(sourceId: string, more: object = {}): object {
  return {
    sourceId,
    name: 'Cổng dịch vụ công',
    ownerUnitId: 'so-tttt',
    timeZone: TIME_ZONE,
    rhythm: 'daily',
    columns: { dossierCode: 'a', unitCode: 'b', receivedAt: 'c', dueAt: 'd', completedAt: 'e', status: 'f' },
    dateFormats: ['yyyyMMddHHmmss'],
    statuses: { '4': 'open' },
    ...more,
  };
}

export const policies: readonly Policy[] = [
  policyOf664('province'),
  policyOf664('province', { policyId: 'report', mode: 'report', validFrom: '2020-01-01', validTo: '2020-05-31' }),
  policyOf664('district'),
  policyOf664('commune'),
];

/** Units of all tiers, counted by one source. */
export async function registerProvince(
  engines: Engines,
  units: Readonly<Record<string, Tier>>,
  source: object = sourceRow('portal'),
  rules: readonly Policy[] = policies,
): Promise<void> {
  const unitIds = Object.keys(units);
  await register(engines, 'source', [source]);
  await register(engines, 'policy', rules);
  await register(
    engines,
    'unit',
    unitIds.map((unitId) => unitRow(unitId, units[unitId] ?? 'province')),
  );
  await register(
    engines,
    'unit-source',
    unitIds.map((unitId) => ({ unitId, sourceId: 'portal', validFrom: '2020-01-01', validTo: null })),
  );
}

const early = ['2020-06-01 08:00', '2020-06-10 17:00', '2020-06-09 16:00'] as const;
const late = ['2020-06-01 08:00', '2020-06-10 17:00', '2020-06-12 16:00'] as const;

/** Dossiers of a unit's June 2020: so many in time, so many late. */
export function juneOf(unitId: string, inTime: number, overdue: number): WrittenLine[] {
  return [
    ...Array.from({ length: inTime }, (_, at) => dossierLine(unitId, `${unitId}-A${at}`, early)),
    ...Array.from({ length: overdue }, (_, at) => dossierLine(unitId, `${unitId}-B${at}`, late)),
  ];
}

/** Keeps a day's accepted snapshot of the portal as ingest leaves it: canonical copy, receipt, tallies. */
export async function acceptSnapshot(
  engines: Engines,
  day: string,
  lines: readonly WrittenLine[],
  { fileNumber = 1, sourceId = 'portal' } = {},
): Promise<AcceptedReceipt> {
  const content = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const canonicalDigest = createHash('sha256').update(content).digest('hex');
  const canonicalKey = `canonical/${sourceId}/${day}/${canonicalDigest}.ndjson.gz`;
  await new Bucket(engines.bucketName).write(canonicalKey, gzipSync(content), 'application/x-ndjson');
  const receipt: AcceptedReceipt = {
    sourceId,
    day,
    fileNumber,
    objectKey: `snapshots/${sourceId}/${day}.csv`,
    readKey: `snapshots/${sourceId}/${day}.csv`,
    objectDigest: 'o',
    receivedAt: `${day}T20:00:00Z`,
    rowsRead: lines.length,
    accepted: lines.length,
    rejected: 0,
    outside: 0,
    changed: 0,
    vanished: 0,
    rejectedKey: null,
    outcome: 'accepted',
    revision: fileNumber,
    stateKey: 's',
    stateDigest: `state of ${canonicalDigest}`,
    priorDay: null,
    priorStateDigest: null,
    inputsDigest: 'i',
    rulesDigest: 'rules',
    activityKey: null,
    reporters: null,
    canonicalKey,
    canonicalDigest,
    release: null,
  };
  const store = new ReceiptStore(connectTables(), engines.tableNames.Snapshots);
  if (!(await store.putAccepted(receipt, fileNumber - 1)))
    throw new Error(`${day} stands otherwise than the test thinks`);
  await tally(engines, receipt, readLines(lines));
  return receipt;
}

/** Tallies every unit of the months that the day may govern. */
async function tally(engines: Engines, receipt: AcceptedReceipt, lines: readonly CanonicalLine[]): Promise<void> {
  const { registry, tallies } = newStores(engines);
  const { sourceId, day, stateDigest, revision } = receipt;
  for (const month of monthsBetween(addMonths(monthOf(day), -1), addMonths(monthOf(day), 1))) {
    for (const plan of planMonth(await loadRegistry(registry), month, TIME_ZONE)) {
      const days = governingDays(plan.period, plan.waitDays, plan.source?.cutOff !== undefined);
      if (plan.source?.sourceId !== sourceId || !days.includes(day)) continue;
      const units = plan.units.map(({ unit, rules }) => ({ unitId: unit.unitId, ...rules }));
      const isAfterEnd = day > plan.period.lastDay;
      const rules = { countedBy: (unitId: string) => [unitId], isAfterEnd, zone: new ZoneOffsets(TIME_ZONE) };
      const counted = await countUnitMonths(lines, units, overdueCounter, rules);
      await inParallel([...counted], 32, ([unitId, { ownCounts }]) =>
        tallies.put({ ...ownCounts, unitId, month, sourceId, day, stateDigest }, revision),
      );
    }
  }
}

/** All that evaluations leave behind: three tables and two prefixes. */
export async function endState(engines: Engines): Promise<Record<string, unknown[]>> {
  const tables = connectTables();
  const { Evaluations, Ledger, Findings } = engines.tableNames;
  return {
    evaluations: await scan(tables, Evaluations),
    ledger: await scan(tables, Ledger),
    findings: await scan(tables, Findings),
    evidence: await objects(engines, 'evidence/'),
    copies: await objects(engines, 'ledger/'),
  };
}

async function scan(tables: Tables, TableName: string): Promise<unknown[]> {
  const { Items = [] } = await tables.send(new ScanCommand({ TableName }));
  return Items.toSorted((first, second) => (JSON.stringify(first) < JSON.stringify(second) ? -1 : 1));
}

async function objects(engines: Engines, Prefix: string): Promise<unknown[]> {
  const client = new S3Client({});
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: engines.bucketName, Prefix }));
  return Promise.all(
    Contents.toSorted((first, second) => ((first.Key ?? '') < (second.Key ?? '') ? -1 : 1)).map(async ({ Key }) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: engines.bucketName, Key }));
      return [Key, await Body?.transformToString()];
    }),
  );
}
