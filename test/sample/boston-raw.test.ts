import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type Row, readGzippedRows } from './read-rows.ts';

const snapshots = join(import.meta.dirname, '../../infra/local/sample/boston-311/snapshots');
const closed = rowsOf('2026-06-30.csv.gz').filter(({ case_status }) => case_status === 'Closed');

function rowsOf(fileName: string): Row[] {
  return readGzippedRows(readFileSync(join(snapshots, fileName)));
}

/** Epoch seconds with the fraction: `2026-06-22 08:35:58.949+00`. JavaScript's dates stop at milliseconds. */
function secondsOf(text = ''): number {
  const [, wallClock, fraction = '0'] = /^(.{19})(\.\d+)?\+00$/.exec(text) ?? [];
  return Date.parse(`${wallClock?.replace(' ', 'T')}Z`) / 1000 + Number(fraction);
}

test('the city calls two closed cases overdue that were closed before their due date, one without a department', () => {
  // Prepare
  const withDueDate = closed.filter(({ target_close_date }) => target_close_date !== '');

  // Act
  const differing = withDueDate.filter(({ close_date, target_close_date, on_time }) => {
    const isLate = secondsOf(close_date) > secondsOf(target_close_date);
    return on_time !== (isLate ? 'OVERDUE' : 'ONTIME');
  });

  // Assess
  expect(withDueDate).toHaveLength(15_565);
  expect(
    differing.map((row) => [row.case_id, row.assigned_department, row.close_date, row.target_close_date, row.on_time]),
  ).toEqual([
    [
      'BCS-00208747',
      'Public Works Department (PWD)',
      '2026-05-18 13:18:04+00',
      '2027-09-29 10:50:44.552146+00',
      'OVERDUE',
    ],
    ['BCS-00217419', '', '2026-06-11 13:30:08+00', '2027-10-12 18:36:49.899+00', 'OVERDUE'],
  ]);
});

test('the city calls 25 closed cases on time that have no due date', () => {
  // Act
  const withoutDueDate = closed.filter(({ target_close_date }) => target_close_date === '');

  // Assess
  expect(new Set(withoutDueDate.map(({ on_time }) => on_time))).toEqual(new Set(['ONTIME']));
  const byDepartment = Object.groupBy(withoutDueDate, (row) => row.assigned_department ?? '');
  const casesByDepartment = Object.fromEntries(
    Object.entries(byDepartment).map(([department, rows]) => [department, rows?.map((row) => row.case_id).toSorted()]),
  );
  expect(casesByDepartment).toEqual({
    '': [
      'BCS-00070283',
      'BCS-00077383',
      'BCS-00107893',
      'BCS-00149727',
      'BCS-00151404',
      'BCS-00155663',
      'BCS-00155690',
      'BCS-00156255',
      'BCS-00160525',
      'BCS-00184736',
    ],
    'Boston Fire Department (BFD)': ['BCS-00167651'],
    'Boston Public Health Commission (BPHC)': ['BCS-00199759'],
    Eversource: ['BCS-00206842'],
    'Public Works Department (PWD)': [
      'BCS-00107883',
      'BCS-00163892',
      'BCS-00185765',
      'BCS-00186226',
      'BCS-00186455',
      'BCS-00186585',
      'BCS-00186835',
      'BCS-00187199',
      'BCS-00187375',
      'BCS-00233713',
      'BCS-00233793',
      'BCS-00238634',
    ],
  });
  expect(withoutDueDate).toHaveLength(25);
});

test('111 cases of 30 June have no department, so that they belong to no unit', () => {
  // Act
  const nobodys = rowsOf('2026-06-30.csv.gz').filter(({ assigned_department }) => assigned_department === '');

  // Assess
  expect(nobodys).toHaveLength(111);
});

test('no case stands twice in a snapshot, and none is gone from the next', () => {
  // Prepare
  const files = readdirSync(snapshots).toSorted();
  let before = new Set<string>();

  for (const file of files) {
    // Act
    const rows = rowsOf(file);
    const cases = new Set(rows.map(({ case_id = '' }) => case_id));

    // Assess
    expect(cases.size).toBe(rows.length);
    expect([...before].filter((caseId) => !cases.has(caseId))).toEqual([]);
    before = cases;
  }
  expect(files).toHaveLength(4);
});
