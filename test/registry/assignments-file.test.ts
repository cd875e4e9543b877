import { expect, test } from '@jest/globals';
import { assignmentSchema } from '../../shared/assignment/assignment.ts';
import { readRegistryFile } from '../../shared/registry/read-registry-file.ts';
import { registryFileOf } from '../../shared/registry/registry-files.ts';
import { assignment } from '../notice-planning/facts.ts';

const HEADER =
  'assignmentId,directive,item,title,leadUnitId,coordinatingUnitIds,reportTo,dueOn,recurrence,escalationWorkingDays,validFrom,validTo';

interface Cells {
  readonly assignmentId?: string;
  readonly recurrence?: string;
  readonly steps?: string;
}

function read({ assignmentId = '664-4', recurrence = '', steps = '' }: Cells, header = HEADER) {
  const file = registryFileOf('assignments.csv');
  if (file === undefined) throw new Error('assignments.csv is a registry file.');
  const cells = [assignmentId, '664/UBND-TH', '4', 'Ghi nhận', 'van-phong', '', 'UBND tỉnh', '2020-07-14', recurrence];
  const row = [...cells, ...(header === HEADER ? [steps] : []), '2020-06-23', ''].join(',');
  const { rows, rejections } = readRegistryFile(file, Buffer.from(`${header}\n${row}\n`));
  return {
    rows: rows.map(({ entry }) => assignmentSchema.parse(entry.row)),
    faults: rejections.map(({ column, value, reason }) => `${column} ${value}: ${reason}`),
  };
}

test.each([
  ['', null],
  ['monthly', 'monthly'],
  ['quarterly', 'quarterly'],
])('the recurrence "%s" is read as %s', (recurrence, expected) => {
  expect(read({ recurrence }).rows.map((row) => row.recurrence)).toEqual([expected]);
});

test('steps of escalation are read in order; a file may leave the column out', () => {
  // Act
  const [own] = read({ steps: '2; 4;10' }).rows;
  const [usual] = read({}).rows;
  const [older] = read({}, HEADER.replace('escalationWorkingDays,', '')).rows;

  // Assess
  expect(own?.escalationWorkingDays).toEqual([2, 4, 10]);
  expect(usual).not.toHaveProperty('escalationWorkingDays');
  expect(older).toEqual(usual);
});

test.each<[Cells, string]>([
  [{ recurrence: 'hằng tháng' }, 'recurrence hằng tháng: must be monthly, quarterly or blank (once)'],
  [{ recurrence: 'Monthly' }, 'recurrence Monthly: must be monthly, quarterly or blank (once)'],
  [{ steps: '5;3;1' }, 'escalationWorkingDays 5;3;1: must ascend from 1 to 60, such as 1;3;5'],
  [{ steps: '0;3' }, 'escalationWorkingDays 0;3: must ascend from 1 to 60, such as 1;3;5'],
  [{ steps: '1;61' }, 'escalationWorkingDays 1;61: must ascend from 1 to 60, such as 1;3;5'],
  [
    { steps: 'ba ngày' },
    'escalationWorkingDays ba ngày: must be working days after the due date such as 1;3;5, or blank',
  ],
  [{ assignmentId: '664-4@2020-07' }, 'assignmentId 664-4@2020-07: must not hold # or @'],
  [{ assignmentId: '664#4' }, 'assignmentId 664#4: must not hold # or @'],
])('%j is refused', (cells, fault) => {
  expect(read(cells)).toEqual({ rows: [], faults: [fault] });
});

test('a stored row of earlier code, which took any words for a recurrence, stays single', () => {
  expect(assignmentSchema.parse({ ...assignment(), recurrence: 'hằng tháng' }).recurrence).toBeNull();
});
