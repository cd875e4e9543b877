import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readRegistryFile } from '../../shared/registry/read-registry-file.ts';
import { registryFileOf } from '../../shared/registry/registry-files.ts';
import { sourceSchema } from '../../shared/source/source.ts';
import { readGzippedRows, readRows } from './read-rows.ts';

const sample = join(import.meta.dirname, '../../infra/local/sample/boston-311');
const registry = join(sample, 'registry');
const rows = readdirSync(join(sample, 'snapshots')).flatMap((name) =>
  readGzippedRows(readFileSync(join(sample, 'snapshots', name))),
);

test('every registry file of the sample can be read, row for row', () => {
  for (const name of readdirSync(registry)) {
    // Prepare
    const file = registryFileOf(name);
    if (file === undefined) throw new Error(`${name} is no registry file.`);

    // Act
    const { rowsRead, rows: read, rejections } = readRegistryFile(file, readFileSync(join(registry, name)));

    // Assess
    expect(rejections).toEqual([]);
    expect(read).toHaveLength(rowsRead);
    expect(rowsRead).toBeGreaterThan(0);
  }
});

test('every department of the data and of the expected figures is a unit under its own name', () => {
  // Prepare
  const inData = rows.map(({ assigned_department = '' }) => assigned_department);
  const inFigures = readRows(readFileSync(join(sample, 'expected-2026-06.csv'))).map(({ unit = '' }) => unit);

  // Act
  const unitIds = readRows(readFileSync(join(registry, 'units.csv'))).map(({ unitId = '' }) => unitId);
  const codes = readRows(readFileSync(join(registry, 'unit-codes.csv'))).map(({ code, unitId }) => [code, unitId]);

  // Assess
  const named = [...new Set([...inData, ...inFigures])].filter((name) => name !== '').toSorted();
  expect(unitIds.toSorted()).toEqual(named);
  expect(codes).toEqual(unitIds.map((unitId) => [unitId, unitId]));
});

test('the source describes every status and channel of the data, and its columns', () => {
  // Act
  const [source] = sourceSchema.array().parse(JSON.parse(readFileSync(join(registry, 'sources.json'), 'utf8')));

  // Assess
  const valuesOf = (heading: string) => [...new Set(rows.map((row) => row[heading] ?? ''))];
  expect(Object.keys(source?.statuses ?? {})).toEqual(expect.arrayContaining(valuesOf('case_status')));
  expect(Object.keys(source?.channels ?? {})).toEqual(expect.arrayContaining(valuesOf('report_source')));
  expect(Object.keys(rows[0] ?? {})).toEqual(expect.arrayContaining(Object.values(source?.columns ?? {})));
});
