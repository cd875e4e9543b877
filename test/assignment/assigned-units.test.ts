import { expect, test } from '@jest/globals';
import { assignedUnits } from '../../shared/assignment/assigned-units.ts';

test('a lead unit that is listed as coordinating too has one role', () => {
  // Act
  const units = assignedUnits({
    assignmentId: '664-1a',
    directive: '664/UBND-TH',
    item: '1a',
    title: 'Đưa dữ liệu vào Cổng dịch vụ công',
    leadUnitId: 'so-tttt',
    coordinatingUnitIds: ['so-khdt', 'so-tttt', 'so-gtvt', 'so-khdt'],
    reportTo: 'UBND tỉnh',
    dueOn: '2020-07-14',
    recurrence: null,
    validFrom: '2020-06-23',
    validTo: null,
  });

  // Assess
  expect(units).toEqual([
    { unitId: 'so-tttt', role: 'lead' },
    { unitId: 'so-khdt', role: 'coordinating' },
    { unitId: 'so-gtvt', role: 'coordinating' },
  ]);
});
