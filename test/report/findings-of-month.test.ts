import { expect, test } from '@jest/globals';
import type { Finding } from '../../shared/finding/finding.ts';
import { findingsOfMonth } from '../../shared/report/findings-of-month.ts';

function finding(findingId: string, changes: Partial<Finding>): Finding {
  return {
    unitId: 'so-xd',
    findingId,
    kind: 'past-changed',
    severity: 'warning',
    state: 'open',
    sourceId: 'cong-dvc',
    day: null,
    month: null,
    sentence: 'Câu.',
    evidence: {},
    noticedAt: '2020-07-01T00:00:00Z',
    ...changes,
  };
}

const june = { unitId: 'so-xd', month: '2020-06', sourceId: 'cong-dvc', periodStartDayIn: () => 1 };
const idsOf = (findings: Finding[], month = june) => findingsOfMonth(findings, month).map(({ findingId }) => findingId);

test('a finding belongs to the month that it names, else to that of its day; the latest first', () => {
  const findings = [
    finding('of its day', { day: '2020-06-18' }),
    finding('of its month', { day: '2020-07-31', month: '2020-06', noticedAt: '2020-08-01T00:00:00Z' }),
    finding('of July', { day: '2020-07-02' }),
    finding('of another unit', { unitId: 'so-yt', month: '2020-06' }),
  ];
  expect(idsOf(findings)).toEqual(['of its month', 'of its day']);
});

test('where months begin on the 21st, a day after it belongs to the next month', () => {
  const findings = [finding('on the 20th', { day: '2020-06-20' }), finding('on the 21st', { day: '2020-06-21' })];
  expect(idsOf(findings, { ...june, periodStartDayIn: () => 21 })).toEqual(['on the 20th']);
});

test('that the governing file changed concerns every unit of the source', () => {
  const changed = { unitId: 'so-tttt', kind: 'governing-file-changed', month: '2020-06' } as const;
  const findings = [
    finding('its source', changed),
    finding('another source', { ...changed, sourceId: 'so-khdt' }),
    finding('another month', { ...changed, month: '2020-05' }),
  ];
  expect(idsOf(findings)).toEqual(['its source']);
});
