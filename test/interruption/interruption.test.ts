import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Moment } from '../engines/fault-line.ts';
import { decisionCases, explanationCases, settleCases } from './deduction-cases.ts';
import { evaluationCases } from './evaluation-cases.ts';
import { dismissCases, reviewCases } from './finding-cases.ts';
import type { InterruptedCase } from './interrupted-case.ts';
import { muteCases } from './mute-cases.ts';
import {
  deliveryCases,
  extensionCases,
  planCases,
  reopeningCases,
  reportCases,
  restoreCases,
  sendCases,
  watchMailCases,
} from './notice-cases.ts';
import { participationCases } from './participation-cases.ts';
import { announceCases, statementCases, verifyCases } from './proof-cases.ts';
import { importCases } from './registry-cases.ts';
import { riseCases } from './rise-cases.ts';
import { ingestCases, releaseCases, watchCases } from './snapshot-cases.ts';
import { System } from './system.ts';
import { approvalCases, reevaluationCases, replayCases } from './verdict-action-cases.ts';

const casesOf: Readonly<Record<string, readonly InterruptedCase[]>> = {
  'announce-month': announceCases,
  'approve-month': approvalCases,
  'decide-deduction': decisionCases,
  'dismiss-findings': dismissCases,
  'evaluate-month': evaluationCases,
  'extend-assignment': extensionCases,
  'import-registry': importCases,
  'ingest-snapshot': ingestCases,
  'mute-notices': muteCases,
  'plan-notices': planCases,
  'record-delivery': deliveryCases,
  'record-explanation': explanationCases,
  'record-report': reportCases,
  'reevaluate-month': reevaluationCases,
  'review-month': [...participationCases, ...riseCases],
  'release-snapshot': releaseCases,
  'reopen-assignment': reopeningCases,
  'replay-month': replayCases,
  'restore-address': restoreCases,
  'review-finding': reviewCases,
  'send-notice': sendCases,
  'settle-deductions': settleCases,
  'verify-ledger': verifyCases,
  'watch-mail': watchMailCases,
  'watch-snapshots': watchCases,
  'write-statement': statementCases,
};
const moments: readonly Moment[] = ['before', 'after'];

let system: System;
beforeAll(async () => {
  system = await System.start();
});
afterAll(() => system.close());

test('every function is cut off here', () => {
  const functions = readdirSync(new URL('../../functions', import.meta.url));
  expect(Object.keys(casesOf).toSorted()).toEqual(functions.toSorted());
});

describe.each(Object.entries(casesOf))('%s', (functionName, cases) => {
  test.each(cases.map((one) => [one.title, one] as const))(
    '%s: cut off before and after each write, it ends as the calm run',
    async (_title, interrupted) => {
      // Prepare: the calm run
      await system.prepare(interrupted);
      await system.begin(interrupted);
      const { writes } = await system.workOff(functionName, interrupted);
      const calm = await system.endState(interrupted);
      expect([...new Set(writes)].toSorted()).toEqual(interrupted.writesTo);
      expect(calm.alarms).toEqual(interrupted.raises ?? []);

      for (const write of writes.keys()) {
        for (const moment of moments) {
          // Act
          await system.begin(interrupted);
          system.line.cutAt(write + 1, moment);
          const { deaths, writes: made } = await system.workOff(functionName, interrupted);

          // Assess
          const cut = `${moment} write ${write + 1} of ${writes.length}, to ${made[write]}`;
          expect({ cut, deaths, ...(await system.endState(interrupted)) }).toEqual({ cut, deaths: 1, ...calm });
        }
      }
    },
  );
});
