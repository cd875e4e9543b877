import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkChain } from '../../shared/ledger/append-entry.ts';
import { balanceOf } from '../../shared/ledger/balance-of.ts';
import { deductionsOf } from '../../shared/ledger/deductions-of.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { startEngines } from '../engines/engines.ts';
import { endState, register, sourceRow, unitRow } from '../evaluate-month/hand-made-province.ts';
import { policyOf664 } from '../evaluation/policies.ts';
import { type Happening, RandomHistory } from './random-history.ts';

/** At once; with five working days for explaining; with approval and a yearly cap of 0.3 points. */
const units = { 'so-xay-dung': 'province', 'cho-moi': 'district', 'my-luong': 'commune' } as const;
const unitIds = Object.keys(units);
const policies = [
  policyOf664('province'),
  policyOf664('district', { explanationWorkingDays: 5 }),
  policyOf664('commune', {
    approval: 'required',
    thresholdNumerator: 20,
    thresholdDenominator: 1000,
    yearlyCapHundredths: 30,
  }),
];

const unitId = fc.constantFrom(...unitIds);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  // 0 or 1 of 10 dossiers: passed or exceeded
  fc.record({ what: fc.constant('file' as const), late: fc.array(fc.nat(2), { minLength: 3, maxLength: 3 }) }),
  fc.record({ what: fc.constant('reevaluate' as const), unitId: fc.option(unitId) }),
  fc.record({ what: fc.constant('approve' as const) }),
  fc.record({
    what: fc.constant('decide' as const),
    unitId,
    decision: fc.constantFrom('confirm' as const, 'withdraw' as const, 'reverse' as const, 'reinstate' as const),
  }),
  fc.record({ what: fc.constant('explain' as const), unitId }),
  fc.record({ what: fc.constant('days' as const), days: fc.integer({ min: 1, max: 7 }) }),
);

async function beginHistory() {
  const engines = await startEngines();
  await register(engines, 'source', [sourceRow('portal')]);
  await register(engines, 'policy', policies);
  await register(
    engines,
    'unit',
    [...Object.entries(units), ['so-tttt', 'province'] as const].map(([id, tier]) => ({
      ...unitRow(id, tier),
      headEmail: `${id}@an-giang.example`,
    })),
  );
  await register(
    engines,
    'unit-source',
    unitIds.map((id) => ({ unitId: id, sourceId: 'portal', validFrom: '2020-01-01', validTo: null })),
  );
  return { engines, history: new RandomHistory(engines, unitIds) };
}

async function accountsOf(history: RandomHistory): Promise<LedgerEntry[][]> {
  return Promise.all(unitIds.map((id) => history.entries(id)));
}

test('whatever happens to a month, nothing entered is lost, balances are sums, and all of it can be proven', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 9 }), async (happenings) => {
      const { engines, history } = await beginHistory();
      try {
        // Act
        await history.live({ what: 'file', late: [1, 1, 1] });
        let before = await accountsOf(history);
        for (const one of happenings) {
          await history.live(one);
          const after = await accountsOf(history);

          // Assess: entries are only ever added
          for (const [position, entries] of before.entries()) {
            expect(after[position]?.slice(0, entries.length)).toEqual(entries);
          }
          before = after;
        }
        await assessWhole(history, before);
        const settled = await endState(engines);
        await history.passDay();
        const nextDay = await endState(engines);
        expect(nextDay.evaluations).toEqual(settled.evaluations); // no morning judges anew by itself
      } finally {
        await engines.close();
      }
    }),
    { numRuns: 12 },
  );
}, 300_000);

async function assessWhole(history: RandomHistory, accounts: readonly LedgerEntry[][]): Promise<void> {
  for (const entries of accounts) {
    checkChain(entries);
    const taken = entries.filter(({ event }) => ['confirmed', 'adjusted', 'reversed'].includes(event));
    const sum = taken.reduce((total, { pointsHundredths }) => total + pointsHundredths, 0);
    expect(balanceOf(entries)).toBe(sum);
    expect([0, 30, 50]).toContain(sum); // one month: half a point, or what the cap leaves of it, or nothing
    const derived = deductionsOf(entries).map(({ takenHundredths }) => takenHundredths);
    expect(derived.reduce((total, points) => total + points, 0)).toBe(sum);
    const confirmedAt = entries.findIndex(({ event }) => event === 'confirmed');
    const isWindowed = entries.some(({ event }) => event === 'proposed');
    if (isWindowed && confirmedAt >= 0) {
      expect(entries.slice(0, confirmedAt).some(({ event }) => event === 'notified')).toBe(true);
    }
  }
  const evaluations = await history.evaluations();
  expect(await history.replay()).toMatchObject({ identical: evaluations.length, differences: [] });
  expect((await history.verify()).faults).toEqual([]);
}
