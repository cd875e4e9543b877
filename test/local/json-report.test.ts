import { expect, test } from '@jest/globals';
import { jsonReport } from '../../infra/local/json-report.ts';
import type { Outcome } from '../../infra/local/read-outcome.ts';
import { withMove } from '../../shared/finding/move-finding.ts';
import { extension, noEvents, report } from '../assignment/events.ts';
import { extensionsAllowed, movedDueDate } from '../finding/facts.ts';
import { assignment, evaluation, ledgerEntry } from '../notice-planning/facts.ts';

const nothing: Outcome = {
  units: [],
  policies: [],
  unitSources: [],
  evaluations: [],
  approvals: new Map(),
  receipts: [],
  ledger: [],
  findings: [],
  dismissalRules: [],
  notices: [],
  monthTallies: [],
  calendar: [],
  assignments: [],
  assignmentEvents: noEvents,
};

const consequence = {
  mode: 'deduct',
  approval: 'required',
  explanationWorkingDays: 0,
  pointsHundredths: 50,
  yearlyCapHundredths: null,
  legalBasis: 'Công văn số 664/UBND-TH',
} as const;

test('evaluations name their rule, and drafts say so', () => {
  // Prepare
  const draft = evaluation({ consequence });
  const inForce = evaluation({ unitId: 'so-y-te', consequence: { ...consequence, approval: 'automatic' } });

  // Act
  const { evaluations } = jsonReport({ ...nothing, evaluations: [inForce, draft] }, [], '2020-07-16');

  // Assess
  const figures = { month: '2020-06', rule: 'overdue-share', revision: 1, overdue: 12, unknown: 1, denominator: 430 };
  const judgement = { verdict: 'exceeded', reasons: ['best-case-exceeds'] };
  const threshold = { numerator: 20, denominator: 1000 };
  expect(evaluations).toEqual([
    { unitId: 'so-khdt', ...figures, ...judgement, threshold, draft: true },
    { unitId: 'so-y-te', ...figures, ...judgement, threshold },
  ]);
});

test('ledger rows say who entered them, why and by which document', () => {
  // Prepare
  const facts = { actor: 'Sở Nội vụ', reason: 'Chấp nhận giải trình', reference: '88/QĐ-SNV' };
  const reversed = ledgerEntry({ sequence: 2, event: 'reversed', pointsHundredths: -50, ...facts });

  // Act
  const { ledger } = jsonReport({ ...nothing, ledger: [reversed] }, [], '2020-07-16');

  // Assess
  expect(ledger).toEqual([
    {
      unitId: reversed.unitId,
      year: '2020',
      sequence: 2,
      month: '2020-06',
      rule: 'overdue-share',
      event: 'reversed',
      pointsHundredths: -50,
      revision: 1,
      ...facts,
    },
  ]);
});

test('assignments say who owes what since when, as of the last day walked; the first due date stays', () => {
  // Prepare: 14/07/2020 is a Tuesday; so-tttt leads and has not reported
  const events = {
    ...noEvents,
    reports: [report({ receivedOn: '2020-07-15' })],
    extensions: [extension({ unitId: 'so-khdt' })],
  };
  const outcome = { ...nothing, assignments: [assignment()], assignmentEvents: events };

  // Act
  const { assignments } = jsonReport(outcome, [], '2020-07-16');

  // Assess
  const { directive, item, title } = assignment();
  const what = { assignmentId: '664-1a', directive, item, title, firstDueOn: '2020-07-14' };
  expect(assignments).toEqual([
    {
      ...what,
      unitId: 'so-tttt',
      role: 'lead',
      dueOn: '2020-07-14',
      state: 'late',
      receivedOn: null,
      reference: null,
      file: null,
      workingDaysLate: 2,
      extensions: [],
      reopenings: [],
    },
    {
      ...what,
      unitId: 'so-khdt',
      role: 'coordinating',
      dueOn: '2020-07-20',
      state: 'reported-on-time',
      receivedOn: '2020-07-15',
      reference: '812/SKHĐT-VP',
      file: null,
      workingDaysLate: 0,
      extensions: [{ dueOn: '2020-07-20', reference: '702/UBND-TH', reason: 'Cổng dịch vụ công bảo trì' }],
      reopenings: [],
    },
  ]);
});

test('findings have the state that holds: by what people did, or by a standing rule', () => {
  // Prepare
  const explained = withMove(
    { ...movedDueDate, findingId: 'a' },
    { state: 'explained', actor: 'nguyen-van-a', reason: 'Gia hạn', reference: null, at: '2020-06-20T02:00:00.000Z' },
  );
  const dismissed = { ...movedDueDate, findingId: 'b' };
  const open = { ...movedDueDate, findingId: 'c', day: '2020-05-31' };
  const findings = [open, dismissed, explained];

  // Act
  const report = jsonReport({ ...nothing, findings, dismissalRules: [extensionsAllowed] }, [], '2020-07-16');

  // Assess
  const row = { unitId: 'so-xay-dung', kind: 'due-date-moved-after-it-passed' };
  expect(report.findings).toEqual([
    { ...row, id: 'a', state: 'explained' },
    { ...row, id: 'b', state: 'dismissed' },
    { ...row, id: 'c', state: 'open' },
  ]);
});
