import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accountOf, checkChain } from '../../shared/ledger/append-entry.ts';
import { balanceOf } from '../../shared/ledger/balance-of.ts';
import { decideOnDeduction } from '../../shared/ledger/decide-on-deduction.ts';
import { deductionsOf, findDeduction } from '../../shared/ledger/deductions-of.ts';
import { draftExplanation } from '../../shared/ledger/draft-explanation.ts';
import { enterConsequences } from '../../shared/ledger/enter-consequences.ts';
import { enterRuling } from '../../shared/ledger/enter-ruling.ts';
import { copyKey, LedgerCopies } from '../../shared/ledger/ledger-copies.ts';
import { contentOfEntry } from '../../shared/ledger/ledger-entry.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { settleDeduction } from '../../shared/ledger/settle-deduction.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { afternoonOf, judged, settlingDay } from './histories.ts';

const CAP = 120;
const DAY = '2020-08-10';
const months = ['2020-04', '2020-05', '2020-06', '2020-07'] as const;
const terms = { explanationWorkingDays: 5, yearlyCapHundredths: CAP };

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.close());

/** The ledger as a process of its own sees it. */
function newLedger() {
  return {
    ledger: new LedgerStore(connectTables(), engines.tableNames.Ledger),
    ledgerCopies: new LedgerCopies(new Bucket(engines.bucketName)),
  };
}

/** What may come for a month's deduction at the same moment, from functions that know nothing of each other. */
const writers: Readonly<Record<string, (unitId: string, month: string) => Promise<unknown>>> = {
  evaluation: (unitId, month) => enterConsequences({ ...judged(month, 1, 50, terms), unitId }, null, newLedger()),
  reevaluation: (unitId, month) => enterConsequences({ ...judged(month, 2, 80, terms), unitId }, null, newLedger()),
  schedule: (unitId, month) => settle(unitId, month),
  explanation: (unitId, month) => explain(unitId, month),
  withdrawal: (unitId, month) => decide(unitId, month, 'withdraw'),
  confirmation: (unitId, month) => decide(unitId, month, 'confirm'),
};

const name = (unitId: string, month: string) => ({ unitId, month, rule: 'overdue-share' });

async function settle(unitId: string, month: string): Promise<void> {
  const { ledger, ledgerCopies } = newLedger();
  const acceptance = { noticeId: `digest-${month}`, on: '2020-07-02' };
  const decideNext = () =>
    ledger.enter(
      accountOf(unitId, month),
      (entries) => {
        const deduction = findDeduction(entries, name(unitId, month));
        return deduction && settleDeduction(deduction, acceptance, settlingDay(DAY));
      },
      ledgerCopies,
    );
  while ((await decideNext()) !== null);
}

function explain(unitId: string, month: string): Promise<unknown> {
  const explanation = {
    ...name(unitId, month),
    receivedOn: '2020-07-07',
    text: 'x',
    reference: null,
    actor: 'a',
    reason: 'r',
  };
  return possibly(
    enterRuling(
      explanation,
      (entries) => draftExplanation(entries, explanation, afternoonOf(DAY), 'Asia/Ho_Chi_Minh'),
      newLedger(),
    ),
  );
}

function decide(unitId: string, month: string, decision: 'withdraw' | 'confirm'): Promise<unknown> {
  const order = { ...name(unitId, month), decision, actor: 'a', reason: decision, reference: null };
  const circumstances = { at: afternoonOf(DAY), on: DAY, latest: null, approval: null };
  return possibly(enterRuling(order, (entries) => decideOnDeduction(entries, order, circumstances), newLedger()));
}

/** What is not possible at the moment at which it comes is refused, and told so. */
async function possibly(order: Promise<unknown>): Promise<unknown> {
  try {
    return await order;
  } catch (error) {
    if (error instanceof DomainError && error.code !== 'LEDGER_BUSY') return error.code;
    throw error;
  }
}

let runs = 0;

test('whoever writes at the same moment, each fact is entered once, and the account holds together', async () => {
  const call = fc.record({ writer: fc.constantFrom(...Object.keys(writers)), month: fc.constantFrom(...months) });
  await fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: 4, maxLength: 16 }), async (calls) => {
      // Prepare
      const unitId = `unit-${++runs}`;

      // Act: all at once, each twice
      await Promise.all([...calls, ...calls].map(({ writer, month }) => writers[writer]?.(unitId, month)));

      // Assess
      const entries = await newLedger().ledger.entries(`${unitId}#2020`);
      expect(() => checkChain(entries)).not.toThrow();
      expect(balanceOf(entries)).toBe(
        deductionsOf(entries).reduce((sum, { takenHundredths }) => sum + takenHundredths, 0),
      );
      expect(balanceOf(entries)).toBeLessThanOrEqual(CAP);
      const facts = entries.map(({ month, revision, event, actor, reference }) =>
        JSON.stringify([month, revision, event, actor, reference]),
      );
      expect(facts.filter((fact, at) => facts.indexOf(fact) !== at && !isExplanationOfNewProposal(fact))).toEqual([]);
      for (const entry of entries) {
        const copy = await new Bucket(engines.bucketName).read(copyKey(entry));
        expect(copy.toString()).toBe(canonicalJson(contentOfEntry(entry)));
      }
    }),
    { numRuns: 25 },
  );
});

/** A proposal made anew is explained anew, by an order that came twice. */
function isExplanationOfNewProposal(fact: string): boolean {
  return fact.includes('"explained"');
}
