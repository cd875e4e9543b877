import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { importRegistry } from '../../functions/import-registry/import-registry.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { type ImportReport, importReportSchema } from '../../shared/registry/import-report.ts';
import { RegistryImportStore } from '../../shared/registry/registry-import-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables, queryAll, type Tables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { messageOf, objectCreated } from './registry-drops.ts';

/** Metrics come as log lines; kept quiet here, and read by the test of the alarm. */
const log = jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
let engines: Engines;
let bucket: Bucket;
let tables: Tables;
let registry: RegistryStore;
let handle: (key: string, time: string) => Promise<void>;

beforeAll(async () => {
  engines = await startEngines();
  Object.assign(process.env, {
    REGISTRY_TABLE: engines.tableNames.Registry,
    EVALUATIONS_TABLE: engines.tableNames.Evaluations,
    BUCKET: engines.bucketName,
    METRICS: 'on',
  });
  bucket = new Bucket(engines.bucketName);
  tables = connectTables();
  registry = new RegistryStore(tables, engines.tableNames.Registry);
  const { handler } = await import('../../functions/import-registry/handler.ts');
  handle = async (key, time) => {
    await handler(messageOf(objectCreated(key, time)), {} as Context);
  };
});
afterAll(async () => {
  log.mockRestore();
  await engines.close();
});

async function items(kind: string): Promise<Record<string, unknown>[]> {
  const query = {
    TableName: engines.tableNames.Registry,
    KeyConditionExpression: 'kind = :kind',
    ExpressionAttributeValues: { ':kind': kind },
  };
  const found: Record<string, unknown>[] = [];
  for await (const item of queryAll(tables, query)) found.push(item);
  return found;
}

async function forget(...kinds: string[]): Promise<void> {
  for (const kind of kinds) {
    for (const { id } of await items(kind)) {
      await tables.send(new DeleteCommand({ TableName: engines.tableNames.Registry, Key: { kind, id } }));
    }
  }
}

async function drop(file: string, time: string, content: string): Promise<ImportReport> {
  await bucket.write(`registry/${file}`, content, 'text/csv');
  await handle(`registry/${file}`, time);
  return reportOf(file, time);
}

async function reportOf(file: string, time: string): Promise<ImportReport> {
  return importReportSchema.parse(JSON.parse(String(await bucket.read(`registry-reports/${file}/${time}.json`))));
}

function calendarOf(...rows: string[]): string {
  return `date,kind,name\n${rows.join('\n')}\n`;
}

const nationalDay = { date: '2020-09-02', kind: 'holiday', name: 'Quốc khánh' };
const newYear = { date: '2020-01-01', kind: 'holiday', name: 'Tết Dương lịch' };
const both = calendarOf('2020-01-01,holiday,Tết Dương lịch', '2020-09-02,holiday,Quốc khánh');

test('a file goes in; the same file later changes nothing', async () => {
  // Prepare
  await forget('calendar');

  // Act
  const first = await drop('calendar.csv', '2020-01-01T00:00:00Z', both);
  const before = await items('calendar');
  const later = await drop('calendar.csv', '2020-02-01T00:00:00Z', both);

  // Assess
  expect(await registry.calendar()).toEqual([newYear, nationalDay]);
  expect(first).toEqual({
    file: 'calendar.csv',
    importedAt: '2020-01-01T00:00:00Z',
    outcome: 'imported',
    rowsRead: 2,
    accepted: 2,
    rejectedRows: 0,
    changed: 2,
    unchanged: 0,
    superseded: 0,
    rejected: [],
    warnings: [],
  });
  expect(later).toMatchObject({ outcome: 'unchanged', accepted: 2, changed: 0, unchanged: 2 });
  expect(await items('calendar')).toEqual(before);
});

test('the same event twice leaves the same table and the same report', async () => {
  await forget('calendar');
  const first = await drop('calendar.csv', '2020-01-02T00:00:00Z', both);
  const before = await items('calendar');
  const again = await drop('calendar.csv', '2020-01-02T00:00:00Z', both);
  expect(again).toEqual(first);
  expect(await items('calendar')).toEqual(before);
});

test('one rejected row keeps the whole file out, and is named with line, column, value and reason', async () => {
  // Prepare
  await forget('calendar');
  const long = 'x'.repeat(300);

  // Act
  const report = await drop(
    'calendar.csv',
    '2020-01-03T00:00:00Z',
    calendarOf('2020-01-01,holiday,a', `${long},holiday,b`),
  );

  // Assess
  expect(await registry.calendar()).toEqual([]);
  expect(report).toMatchObject({
    outcome: 'refused',
    rowsRead: 2,
    accepted: 1,
    rejectedRows: 1,
    changed: 0,
    rejected: [{ line: 3, column: 'date', value: `${'x'.repeat(199)}…`, reason: 'must be a day, yyyy-mm-dd' }],
  });
});

test('under registry/partial/ the good rows of the same file go in', async () => {
  await forget('calendar');
  const content = calendarOf('2020-09-02,holiday,Quốc khánh', '02/09/2020,holiday,b');
  const report = await drop('partial/calendar.csv', '2020-01-04T00:00:00Z', content);
  expect(await registry.calendar()).toEqual([nationalDay]);
  expect(report).toMatchObject({
    file: 'partial/calendar.csv',
    outcome: 'partly-imported',
    changed: 1,
    rejectedRows: 1,
  });
});

test('a file of an unknown name changes nothing and is told which names are known', async () => {
  const report = await drop('unit.csv', '2020-01-05T00:00:00Z', 'unitId\na\n');
  expect(report).toMatchObject({ outcome: 'refused', rowsRead: 0, rejected: [{ line: null, value: 'unit.csv' }] });
  expect(report.rejected[0]?.reason).toContain('registry/units.csv, registry/unit-codes.csv');
});

test('what was rejected raises the alarm; what went in does not', async () => {
  // Prepare
  await forget('calendar');
  const before = log.mock.calls.length;
  const alarms = () =>
    log.mock.calls.slice(before).filter(([line]) => String(line).includes('RegistryRejected')).length;

  // Act
  await drop('calendar.csv', '2020-01-07T00:00:00Z', both);
  const afterGood = alarms();
  await drop('calendar.csv', '2020-01-08T00:00:00Z', calendarOf('2020-01-01,feast,a'));
  const afterRejected = alarms();
  await drop('calender.csv', '2020-01-09T00:00:00Z', both);
  const afterUnknown = alarms();

  // Assess
  expect([afterGood, afterRejected, afterUnknown]).toEqual([0, 1, 2]);
});

test("the console's folder markers are passed over", async () => {
  await expect(handle('registry/partial/', '2020-01-06T00:00:00Z')).resolves.toBeUndefined();
});

test('an older delivery after a newer one overwrites nothing, and adds only what the newer one does not hold', async () => {
  // Prepare
  await forget('calendar');
  await drop('calendar.csv', '2020-03-01T00:00:00Z', calendarOf('2020-09-02,holiday,Quốc khánh'));

  // Act
  const late = await drop(
    'calendar.csv',
    '2020-02-01T00:00:00Z',
    calendarOf('2020-09-02,holiday,Quoc khanh', '2020-01-01,holiday,Tết Dương lịch'),
  );

  // Assess
  expect(await registry.calendar()).toEqual([newYear, nationalDay]);
  expect(late).toMatchObject({ outcome: 'imported', changed: 1, superseded: 1 });
  expect(late.warnings).toEqual(['line 2: a newer file has changed 2020-09-02 since; it stays as it is']);
});

test('a newer delivery that lands between reading and writing is not overwritten', async () => {
  // Prepare: the older run has read the table; then the newer one writes.
  await forget('calendar');
  const older = connectTables();
  let isRaced = false;
  older.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === 'PutItemCommand' && !isRaced) {
        isRaced = true;
        await drop('partial/calendar.csv', '2020-03-01T00:00:00Z', calendarOf('2020-09-02,holiday,Quốc khánh'));
      }
      return next(args);
    },
    { step: 'initialize' },
  );
  const store = new RegistryImportStore(older, engines.tableNames.Registry);
  await bucket.write('registry/calendar.csv', calendarOf('2020-09-02,holiday,Quoc khanh'), 'text/csv');

  // Act
  const report = await importRegistry(
    { bucket, store, evaluations: new EvaluationStore(tables, engines.tableNames.Evaluations) },
    objectCreated('registry/calendar.csv', '2020-02-01T00:00:00Z'),
  );

  // Assess
  expect(isRaced).toBe(true);
  expect(await registry.calendar()).toEqual([nationalDay]);
  expect(report).toMatchObject({ outcome: 'unchanged', changed: 0, superseded: 1 });
});

test('a unit never gets a second counting source beside the stored one', async () => {
  // Prepare
  await forget('unit-source');
  const header = 'unitId,sourceId,validFrom,validTo\n';
  await drop('unit-sources.csv', '2020-01-01T00:00:00Z', `${header}a,portal,2020-01-01,\n`);

  // Act
  const report = await drop('unit-sources.csv', '2020-06-01T00:00:00Z', `${header}a,own-system,2020-06-01,\n`);

  // Assess
  expect(report).toMatchObject({ outcome: 'refused', rejected: [{ line: 2, column: 'validFrom' }] });
  expect(report.rejected[0]?.reason).toContain('the stored row a#2020-01-01 (2020-01-01 to open)');
  expect(await registry.unitSources()).toHaveLength(1);
});

test('files may come in any order: what they refer to and nobody knows yet is a warning', async () => {
  // Prepare
  await forget('unit', 'unit-code', 'source');
  const codes =
    'sourceId,code,unitId,validFrom,validTo\nboston-311,Animal Care & Control,Animal Care & Control,2026-01-01,\n';
  const units =
    'unitId,name,tier,kind,parentUnitId,headName,headEmail,deputyEmails,ccEmails,validFrom,validTo\nAnimal Care & Control,Animal Care & Control,province,department,City of Boston,,,,,2026-01-01,\nCity of Boston,City of Boston,province,other,,,,,,2026-01-01,\n';

  // Act
  const early = await drop('unit-codes.csv', '2026-01-01T00:00:00Z', codes);
  const unitsReport = await drop('units.csv', '2026-01-01T00:01:00Z', units);
  const again = await drop('unit-codes.csv', '2026-01-01T00:02:00Z', codes);

  // Assess
  expect(early).toMatchObject({
    outcome: 'imported',
    warnings: [
      'line 2: sourceId names the source "boston-311", which is not in the registry yet',
      'line 2: unitId names the unit "Animal Care & Control", which is not in the registry yet',
    ],
  });
  expect(unitsReport).toMatchObject({ outcome: 'imported', warnings: [] });
  expect(again.warnings).toEqual([early.warnings[0]]);
  expect(await registry.units()).toHaveLength(2);
});

test('people who look at the table see what a row is about', async () => {
  await forget('unit-source');
  await drop('unit-sources.csv', '2020-01-01T00:00:00Z', 'unitId,sourceId,validFrom,validTo\na,portal,2020-01-01,\n');
  expect(await items('unit-source')).toEqual([
    {
      kind: 'unit-source',
      id: 'a#2020-01-01',
      unitId: 'a',
      sourceId: 'portal',
      validFrom: '2020-01-01',
      validTo: null,
      row: { unitId: 'a', sourceId: 'portal', validFrom: '2020-01-01', validTo: null },
      importedAt: '2020-01-01T00:00:00.000Z',
      importedFrom: 'unit-sources.csv',
    },
  ]);
});

test('an object elsewhere is an error of the wiring', async () => {
  await expect(handle('snapshots/portal/2020-01-01.csv', '2020-01-01T00:00:00Z')).rejects.toThrow(
    'check the event rule',
  );
});
