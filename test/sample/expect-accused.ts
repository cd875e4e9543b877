import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { planted } from '../../infra/local/sample/an-giang-2020/planted.ts';

/**
 * Checks a report of the whole sample (`npm start -- --json FILE`): the units that findings accuse are those in which
 * it was planted, and no other; exits with 1 where they are not. Run by CI on the run that it makes anyway.
 */
const expected: Readonly<Record<string, readonly string[]>> = {
  'participation-silent': [planted.silentUnitId],
  'participation-perfunctory': [planted.perfunctoryUnitId],
  'due-date-moved-after-it-passed': [planted.dueDateMovingUnitId],
  'completed-before-seen-open': [planted.backDatingUnitId],
  'supplement-near-due-date': [planted.pausedOverDueDate.unitId],
  'supplement-lifted-after-due-date': [planted.pausedOverDueDate.unitId],
  'status-went-back': [planted.wentBack.unitId],
  'ended-without-date': [planted.endedWithoutDate.unitId],
  'moved-while-overdue': [planted.movedWhileOverdue.unitId],
  'vanished-while-open': [planted.vanishing.unitId],
  'overdue-rose': [planted.rising.unitId],
  'differs-between-sources': [planted.datedOtherwise.unitId],
  // What is moved or dated back after a month was judged changes its past.
  'past-changed': [planted.backDatingUnitId, planted.dueDateMovingUnitId],
};

/** What says nothing against a unit: of files that did not come, mail that does not arrive, superiors that are not named. */
const accusesNobody = ['snapshot-missing', 'snapshot-quarantined', 'unit-unreachable', 'escalation-unaddressed'];

const reportSchema = z.object({ findings: z.array(z.object({ unitId: z.string(), kind: z.string() })) });

const { findings } = reportSchema.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));
const accusing = findings.filter(({ kind }) => !accusesNobody.includes(kind));
const accused = Object.fromEntries(
  [...Map.groupBy(accusing, ({ kind }) => kind)].map(([kind, all]) => [
    kind,
    [...new Set(all.map(({ unitId }) => unitId))].toSorted(),
  ]),
);
if (!isDeepStrictEqual(accused, expected)) {
  console.error('Accused:', accused, 'planted:', expected);
  process.exitCode = 1;
} else {
  console.log(`Accused are the ${new Set(Object.values(expected).flat()).size} units in which something was planted.`);
}
