import { expect, test } from '@jest/globals';
import { anGiang2020 } from '../../infra/local/sample/an-giang-2020/feed.ts';
import { listAssignments } from '../../infra/local/sample/an-giang-2020/list-assignments.ts';
import { listUnits } from '../../infra/local/sample/an-giang-2020/list-units.ts';
import { ownSystems } from '../../infra/local/sample/an-giang-2020/own-systems.ts';
import { planted } from '../../infra/local/sample/an-giang-2020/planted.ts';
import { receivedReportSchema } from '../../shared/assignment/assignment.ts';
import { daysBetween } from '../../shared/calendar/day.ts';
import { readRegistryFile } from '../../shared/registry/read-registry-file.ts';
import { registryFileOf } from '../../shared/registry/registry-files.ts';
import { type Row, readRows } from './read-rows.ts';

const feed = anGiang2020();
const dispatchDay = feed.arrivalsOn('2020-06-23');
const files = [...feed.setUp(), ...dispatchDay]
  .filter((arrival) => arrival.kind === 'object')
  .filter(({ key }) => key.startsWith('registry/'))
  .map(({ key, body }) => ({ name: key.slice('registry/'.length), body: Buffer.from(body) }));

function rowsOf(name: string): Row[] {
  return readRows(files.find((file) => file.name === name)?.body ?? '');
}

test('every registry file of the sample can be read, row for row', () => {
  for (const { name, body } of files) {
    // Prepare
    const file = registryFileOf(name);
    if (file === undefined) throw new Error(`${name} is no registry file.`);

    // Act
    const { rowsRead, rows, rejections } = readRegistryFile(file, body);

    // Assess
    expect(rejections).toEqual([]);
    expect(rows).toHaveLength(rowsRead);
    expect(rowsRead).toBeGreaterThan(0);
  }
  expect(files).toHaveLength(8);
});

test('the register holds 19 departments, the police, 11 districts and 156 communes', () => {
  // Act
  const units = rowsOf('units.csv');

  // Assess
  const count = (tier: string, kind: string) => units.filter((row) => row.tier === tier && row.kind === kind).length;
  expect(count('province', 'department')).toBe(19);
  expect(count('province', 'police')).toBe(1);
  expect(count('district', 'locality')).toBe(11);
  expect(count('commune', 'locality')).toBe(156);
  expect(units).toHaveLength(187);
});

test('unit ids are readable and permanent, each unit has one code and one head, mails go nowhere', () => {
  // Act
  const units = rowsOf('units.csv');
  const portalCodes = rowsOf('unit-codes.csv').filter(({ sourceId }) => sourceId === 'cong-dvc');

  // Assess
  const unitIds = units.map(({ unitId = '' }) => unitId);
  expect(new Set(unitIds).size).toBe(187);
  expect(unitIds.filter((unitId) => !/^[a-z]+(-[a-z]+)+$/.test(unitId.replace(/-\d+/, '')))).toEqual([]);
  expect(unitIds).toEqual(
    expect.arrayContaining([
      'so-ke-hoach-va-dau-tu',
      'ubnd-thanh-pho-long-xuyen',
      'ubnd-phuong-my-binh-long-xuyen',
      'cong-an-tinh',
    ]),
  );
  expect(new Set(portalCodes.map(({ code }) => code)).size).toBe(187);
  expect(portalCodes.map(({ unitId }) => unitId)).toEqual(unitIds);
  expect(units.filter(({ headEmail = '' }) => !headEmail.endsWith('.example'))).toEqual([]);
  expect(units.filter(({ parentUnitId = '' }) => parentUnitId !== '' && !unitIds.includes(parentUnitId))).toEqual([]);
});

test('two departments count by their own systems until 30/06/2020, all else by the portal', () => {
  // Act
  const rows = rowsOf('unit-sources.csv').map(({ unitId, sourceId, validTo }) => [unitId, sourceId, validTo]);

  // Assess
  expect(rows.filter(([, sourceId]) => sourceId !== 'cong-dvc')).toEqual([
    ['so-ke-hoach-va-dau-tu', 'he-thong-so-khdt', '2020-06-30'],
    ['so-giao-thong-van-tai', 'he-thong-so-gtvt', '2020-06-30'],
  ]);
  expect(rows.filter(([, sourceId, validTo]) => sourceId === 'cong-dvc' && validTo === '')).toHaveLength(187);
});

test('what the own systems write is what their descriptions say', () => {
  for (const { source, format } of ownSystems) {
    // Act
    const arrival = feed
      .arrivalsOn('2020-07-01')
      .filter((candidate) => candidate.kind === 'object')
      .find(({ key }) => key === `snapshots/${source.sourceId}/2020-06-30.csv`);
    const rows = readRows(Buffer.from(arrival?.body ?? ''), ';');

    // Assess
    const valuesOf = (heading = '') => [...new Set(rows.map((row) => row[heading] ?? ''))];
    expect(rows.length).toBeGreaterThan(300);
    expect(format.headings).toEqual(Object.values(source.columns));
    expect(Object.keys(source.statuses)).toEqual(expect.arrayContaining(valuesOf(source.columns.status)));
    expect(Object.keys(source.channels)).toEqual(expect.arrayContaining(valuesOf(source.columns.channel)));
    expect(valuesOf(source.columns.dueAt).filter((text) => !/^(|\d\d\/\d\d\/2\d{3} \d\d:\d\d)$/.test(text))).toEqual(
      [],
    );
  }
});

test('the dispatch’s six assignments are due before 15/07/2020, the last each month, with the units that it names', () => {
  // Act
  const assignments = listAssignments();

  // Assess
  const known = new Set(listUnits().map(({ unitId }) => unitId));
  expect(
    assignments.map(({ item, leadUnitId, coordinatingUnitIds }) => [item, leadUnitId, coordinatingUnitIds.length]),
  ).toEqual([
    ['1a', 'so-thong-tin-va-truyen-thong', 2],
    ['1b', 'so-thong-tin-va-truyen-thong', 11],
    ['1c', 'so-thong-tin-va-truyen-thong', 12],
    ['2', 'cong-an-tinh', 1],
    ['3', 'so-thong-tin-va-truyen-thong', 18],
    ['4', 'van-phong-ubnd-tinh', 1],
  ]);
  expect(new Set(assignments.map(({ dueOn }) => dueOn))).toEqual(new Set(['2020-07-14']));
  expect(assignments.map(({ recurrence }) => recurrence)).toEqual([null, null, null, null, null, 'monthly']);
  expect(assignments.flatMap((row) => row.coordinatingUnitIds).filter((unitId) => !known.has(unitId))).toEqual([]);
});

test('most reports come in on time, some late, three never; one is extended, one handed back and sent again', () => {
  // Act
  const days = [...daysBetween('2020-06-01', '2020-10-02')];
  const actions = days.flatMap((day) => feed.arrivalsOn(day)).filter((arrival) => arrival.kind === 'action');
  const byFunction = Map.groupBy(actions, ({ functionName }) => functionName);
  const reports = (byFunction.get('record-report') ?? []).map(({ event }) => receivedReportSchema.parse(event));

  // Assess: 3 + 12 + 13 + 2 + 19 + 2 = 51 reports are owed in July and 2 a month afterwards; one is sent twice
  const ofJuly = reports.filter(({ assignmentId }) => !/@2020-0[89]$/.test(assignmentId));
  const lateInJuly = ofJuly.filter(
    ({ receivedOn, reference }) => receivedOn > '2020-07-14' && !/190$/.test(reference ?? ''),
  );
  expect(ofJuly).toHaveLength(51 - 3 + 1);
  expect(lateInJuly).toHaveLength(6);
  expect(reports).toHaveLength(51 - 3 + 1 + 2 + 2);
  expect([...byFunction].map(([name, all]) => [name, all.length]).toSorted()).toEqual([
    ['extend-assignment', 1],
    ['record-explanation', 1],
    ['record-report', 53],
    ['reopen-assignment', 1],
  ]);
});

test('the head whose mail bounces has deputies', () => {
  // Act
  const [unit] = rowsOf('units.csv').filter(({ headEmail }) => headEmail === planted.bouncingAddress);

  // Assess
  expect([...feed.bouncingAddresses]).toEqual([planted.bouncingAddress]);
  expect(unit?.deputyEmails?.split(';').length).toBeGreaterThan(0);
  expect(unit?.deputyEmails).not.toBe('');
});
