import { expect, test } from '@jest/globals';
import { evaluatorOf } from '../../shared/evaluation/evaluator.ts';
import { copyLineSchema } from '../../shared/snapshot/canonical-line.ts';
import { dossierLine, rejectedLine } from './canonical-lines.ts';
import { judgeMonth, policyRow, registryOf } from './judge-rows.ts';

test.each([
  [1, 'exceeded', 'best-case-exceeds'],
  [2, 'exceeded', 'best-case-exceeds'],
  [3, 'undecided', 'minimum-not-certain'],
])(
  'version %d on one overdue dossier and an unreadable row, where two are the least: %s',
  async (version, verdict, reason) => {
    // Prepare: the unreadable row may be another month's. Then one dossier is fewer than two.
    const policy = policyRow({ minimumDenominator: '2' });
    const overdue = dossierLine('don-vi', 'a', ['2020-06-01 08:00', '2020-06-05 17:00', '2020-06-10 17:00']);
    const lines = [overdue, rejectedLine('don-vi', 2)].map((line) => copyLineSchema.parse(line));

    // Act
    const [evaluated] = await judgeMonth(registryOf([policy]), '2020-06', () => lines, undefined, evaluatorOf(version));

    // Assess
    expect(evaluated?.evaluation).toMatchObject({
      evaluatorVersion: version,
      verdict,
      reasons: [reason],
      overdue: 1,
      unknown: 1,
      denominator: 2,
    });
  },
);
