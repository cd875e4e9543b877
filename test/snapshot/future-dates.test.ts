import { describe, expect, test } from '@jest/globals';
import { readRow } from '../../shared/snapshot/read-row.ts';
import { rowContextOf } from '../../shared/snapshot/row-context.ts';
import { source } from './snapshot-files.ts';

const context = rowContextOf(
  source,
  [{ sourceId: 'portal', code: 'U1', unitId: 'so-xay-dung', validFrom: '2020-01-01', validTo: null }],
  '2020-06-30',
);
const read = (received: string, completed: string, status: string, due = '05/06/2020 17:00') =>
  readRow(
    { dossierCode: 'A1', unitCode: 'U1', receivedAt: received, dueAt: due, completedAt: completed, status },
    { line: 2, rowNumber: 1 },
    context,
  );

describe('dates that cannot have come yet, in the file of 30/06/2020', () => {
  test.each([
    ['received a minute before 02/07 begins', '01/07/2020 23:59', '', 'open', 'dossier'],
    ['received when 02/07 begins', '02/07/2020 00:00', '', 'open', 'rejected'],
    ['completed in 2029', '01/06/2020 08:00', '04/06/2029 10:00', 'done', 'rejected'],
    ['open, and said to end in 2029', '01/06/2020 08:00', '04/06/2029 10:00', 'open', 'dossier'],
  ])('%s', (_, received, completed, status, kind) => {
    expect(read(received, completed, status).kind).toBe(kind);
  });

  test('a due date may lie ahead', () => {
    expect(read('01/06/2020 08:00', '', 'open', '30/06/2021 17:00')).toMatchObject({ kind: 'dossier' });
  });

  test('prove nothing for the bounds of a verdict, also where the row is rejected for another reason', () => {
    // With an instant of receipt in 2029 the row would be outside June for sure, and not unknown to its unit.
    expect(read('01/06/2029 08:00', '', 'open')).toMatchObject({
      rejection: { reason: 'date-in-future', column: 'received', unitId: 'so-xay-dung', receivedAtMs: null },
    });
    expect(read('01/06/2029 08:00', '', '??')).toMatchObject({
      rejection: { reason: 'unknown-status', unitId: 'so-xay-dung', receivedAtMs: null },
    });
    expect(read('01/06/2020 08:00', '04/06/2029 10:00', 'done')).toMatchObject({
      rejection: { receivedAtMs: Date.parse('2020-06-01T08:00:00+07:00'), completedAtMs: null },
    });
  });
});
