import { ScanCommand, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import type { Month } from '../../../shared/calendar/month.ts';
import { monthOfPeriod } from '../../../shared/calendar/period.ts';
import { inForce } from '../../../shared/calendar/validity.ts';
import { evaluationSchema } from '../../../shared/evaluation/evaluation.ts';
import { findingSchema } from '../../../shared/finding/finding.ts';
import { ledgerEntrySchema } from '../../../shared/ledger/ledger-entry.ts';
import { noticeSchema } from '../../../shared/notice/notice.ts';
import { policyForMonth } from '../../../shared/policy/month-rules.ts';
import { RegistryStore } from '../../../shared/registry/registry-store.ts';
import type { ProvinceRecords } from '../../../shared/report/province-records.ts';
import type { Tables } from '../../../shared/runtime/tables.ts';
import { type Receipt, receiptSchema } from '../../../shared/snapshot/receipt.ts';
import type { Tally } from '../../../shared/tally/tally.ts';
import { type TallyKey, TallyStore } from '../../../shared/tally/tally-store.ts';
import type { Unit, UnitSource } from '../../../shared/unit/unit.ts';
import type { TableName } from '../../tables.ts';

export type TableNames = Readonly<Record<TableName, string>>;

/** Everything that the page shows, read from the tables. A scan suits one province on an embedded engine, and only there. */
export async function readProvince(tables: Tables, tableNames: TableNames): Promise<ProvinceRecords> {
  const registry = new RegistryStore(tables, tableNames.Registry);
  const scan = <Schema extends z.ZodType>(table: TableName, schema: Schema) =>
    scanAll(tables, { TableName: tableNames[table], ConsistentRead: true }, schema);
  const rows = {
    units: await registry.units(),
    policies: await registry.policies(),
    sources: await registry.sources(),
    calendar: await registry.calendar(),
    evaluations: await scan('Evaluations', evaluationSchema),
    receipts: await scan('Snapshots', receiptSchema),
    ledger: await scan('Ledger', ledgerEntrySchema),
    findings: await scan('Findings', findingSchema),
    notices: await scan('Notices', noticeSchema),
  };
  const keys = keysOfOpenMonths(rows, await registry.unitSources());
  const openTallies = await readTallies(new TallyStore(tables, tableNames.Tallies), keys);
  return { ...rows, openTallies };
}

async function scanAll<Schema extends z.ZodType>(
  tables: Tables,
  scan: ScanCommandInput,
  schema: Schema,
): Promise<z.infer<Schema>[]> {
  const rows: z.infer<Schema>[] = [];
  let startKey: ScanCommandInput['ExclusiveStartKey'];
  do {
    const page = await tables.send(new ScanCommand({ ...scan, ...(startKey && { ExclusiveStartKey: startKey }) }));
    for (const item of page.Items ?? []) rows.push(schema.parse(item));
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined);
  return rows;
}

type Judged = Pick<ProvinceRecords, 'units' | 'policies' | 'evaluations' | 'receipts'>;

/** Of each unit's month that its source has reached and that is not judged: the key of its latest tally. */
function keysOfOpenMonths({ units, policies, evaluations, receipts }: Judged, unitSources: UnitSource[]): TallyKey[] {
  const judged = new Set(evaluations.map(({ unitId, month }) => `${unitId}#${month}`));
  const latest = latestAccepted(receipts);
  return units.flatMap((unit) => {
    const source = inForce(
      unitSources.filter(({ unitId }) => unitId === unit.unitId),
      '9999-12-31',
    )[0];
    const day = source === undefined ? undefined : latest.get(source.sourceId);
    if (source === undefined || day === undefined) return [];
    const month = monthOfPeriod(day, startDayOf(policies, unit, day.slice(0, 7)));
    return judged.has(`${unit.unitId}#${month}`) ? [] : { unitId: unit.unitId, month, sourceId: source.sourceId, day };
  });
}

function startDayOf(policies: ProvinceRecords['policies'], unit: Unit, month: Month): number {
  return policyForMonth(policies, unit.tier, month)?.periodStartDay ?? 1;
}

/** source id -> the latest day of which a file was taken in */
function latestAccepted(receipts: readonly Receipt[]): Map<string, string> {
  const latest = new Map<string, string>();
  for (const { outcome, sourceId, day } of receipts) {
    if (outcome === 'accepted' && day > (latest.get(sourceId) ?? '')) latest.set(sourceId, day);
  }
  return latest;
}

async function readTallies(store: TallyStore, keys: readonly TallyKey[]): Promise<Tally[]> {
  const unique = new Map(keys.map((key) => [`${key.unitId}#${key.month}`, key]));
  return store.getMany([...unique.values()]);
}
