import { stringify } from 'csv-stringify/sync';
import * as z from 'zod';
import { addDays } from '../../../../shared/calendar/day.ts';
import type { UnitCode, UnitSource } from '../../../../shared/unit/unit.ts';
import { LAST_DAY_OF_OWN_SYSTEMS, ownSystems } from './own-systems.ts';
import { readData, readDataText, readDefault } from './read-table.ts';
import type { SampleUnit } from './sample-unit.ts';

const PORTAL = 'cong-dvc';

/** A registry file: its name under `registry/`, and its text. */
export interface RegistryFile {
  readonly name: string;
  readonly text: string;
}

/** The sample's registry, in the order in which it is dropped; the assignments come with the dispatch. */
export function registryFiles(units: readonly SampleUnit[]): RegistryFile[] {
  return [
    { name: 'calendar.csv', text: readDefault('calendar.csv') },
    { name: 'policies.csv', text: readDefault('policies.csv') },
    // Of twenty dossiers the sample has one: fewer are a month's work, each weighs more in a share, and a few are chance.
    { name: 'bounds.csv', text: readDataText('bounds.csv') },
    { name: 'sources.json', text: sourcesText() },
    { name: 'units.csv', text: toCsv(units, unitColumns) },
    { name: 'unit-codes.csv', text: toCsv(listUnitCodes(units), unitCodeColumns) },
    { name: 'unit-sources.csv', text: toCsv(listUnitSources(units), unitSourceColumns) },
  ];
}

/** The dispatch's items: a file that another province can start from. */
export function assignmentsFile(): RegistryFile {
  return { name: 'assignments.csv', text: readDataText('assignments.csv') };
}

const unitColumns = [
  'unitId',
  'name',
  'tier',
  'kind',
  'parentUnitId',
  'headName',
  'headEmail',
  'deputyEmails',
  'ccEmails',
  'validFrom',
  'validTo',
];
const unitCodeColumns = ['sourceId', 'code', 'unitId', 'validFrom', 'validTo'];
const unitSourceColumns = ['unitId', 'sourceId', 'validFrom', 'validTo'];
function toCsv(rows: readonly object[], columns: readonly string[]): string {
  const listCell = (value: object) => (Array.isArray(value) ? value.join(';') : '');
  return stringify([...rows], { header: true, columns, cast: { object: listCell } });
}

/** The portal as shipped, and the two departments' own systems. */
function sourcesText(): string {
  const shipped = z.array(z.unknown()).parse(JSON.parse(readDefault('sources.json')));
  const own = z.array(z.unknown()).parse(readData('own-sources.json'));
  return `${JSON.stringify([...shipped, ...own], null, 2)}\n`;
}

/** The portal's codes of all units, and what the own systems call their departments. */
function listUnitCodes(units: readonly SampleUnit[]): UnitCode[] {
  const own = ownSystems.map(({ source: { sourceId }, unitId, unitCode }) => ({ sourceId, code: unitCode, unitId }));
  const portal = units.map(({ code, unitId }) => ({ sourceId: PORTAL, code, unitId }));
  return [...portal, ...own].map((row) => ({ ...row, validFrom: '2019-01-01', validTo: null }));
}

/** All count by the portal; two departments by their own systems until the portal holds their dossiers. */
function listUnitSources(units: readonly SampleUnit[]): UnitSource[] {
  const changeDay = addDays(LAST_DAY_OF_OWN_SYSTEMS, 1);
  return units.flatMap(({ unitId }) => {
    const own = ownSystems.find((system) => system.unitId === unitId);
    if (own === undefined) return [{ unitId, sourceId: PORTAL, validFrom: '2019-01-01', validTo: null }];
    return [
      { unitId, sourceId: own.source.sourceId, validFrom: '2019-01-01', validTo: LAST_DAY_OF_OWN_SYSTEMS },
      { unitId, sourceId: PORTAL, validFrom: changeDay, validTo: null },
    ];
  });
}
