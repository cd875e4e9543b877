import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { decideDeduction, parseDecisionOrder } from '../../functions/decide-deduction/decide-deduction.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { confirmationOf } from '../../shared/ledger/decide-on-deduction.ts';
import { findDeduction } from '../../shared/ledger/deductions-of.ts';
import { MonthHeadStore } from '../../shared/ledger/month-head-store.ts';
import type { Announcement } from '../../shared/notice/announcement.ts';
import { AnnouncementStore } from '../../shared/notice/announcement-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { newStores, policies, TIME_ZONE } from '../evaluate-month/hand-made-province.ts';
import { registerJudgedProvince } from '../verify-ledger/judged-province.ts';
import { announce, announceStores, evaluate, verify } from '../verify-ledger/proven-province.ts';

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
  const withWindow = policies.map((policy) => ({ ...policy, explanationWorkingDays: 5 }));
  await registerJudgedProvince(engines, withWindow);
  await evaluate(engines, '2020-07-01');
});
afterEach(() => engines.close());

test('points that are only proposed are announced as such', async () => {
  // Act
  await announce(engines, '2020-07-01');

  // Assess: half a point each of so-xay-dung and cho-moi
  expect(await announced()).toEqual([
    expect.objectContaining({ number: 1, pointsHundredths: 0, proposed: { count: 2, pointsHundredths: 100 } }),
  ]);
});

test('while a proposal is open the month is not announced anew; once all are decided it is, by a head of its own', async () => {
  // Prepare
  await announce(engines, '2020-07-01');
  await confirm('so-xay-dung');

  // Act
  const halfDone = await announce(engines, '2020-07-10');
  await withdraw('cho-moi');
  const done = await announce(engines, '2020-07-11');
  const again = await announce(engines, '2020-07-12');

  // Assess: so-xay-dung's half point is taken, cho-moi's is not
  expect(halfDone.announced).toEqual([]);
  expect(done.announced).toMatchObject([{ month: '2020-06', number: 2 }]);
  expect(again.announced).toEqual([]);
  const [, second] = await announced();
  expect(second).toMatchObject({ number: 2, pointsHundredths: 50, occasion: 'settlement', exceededCount: 2 });
  expect(second).not.toHaveProperty('proposed');
  const heads = new MonthHeadStore(new Bucket(engines.bucketName));
  const first = await heads.read({ month: '2020-06', number: 1 });
  const { head } = await heads.read({ month: '2020-06', number: 2 });
  expect(head.previous).toEqual({ key: first.key, digest: first.digest });
  expect((await verify(engines)).faults).toEqual([]);
});

test('of months that are announced the evaluations are counted, not fetched, until one comes or all is decided', async () => {
  // Prepare
  await announce(engines, '2020-07-01');
  const stores = announceStores(engines);
  const counted: string[] = [];
  const evaluations = {
    byMonth: () => Promise.reject(new Error('fetched')),
    countOfMonth: (month: string) => {
      counted.push(month);
      return stores.evaluations.countOfMonth(month);
    },
  };

  // Act
  const quiet = await announce(engines, '2020-07-02', { ...stores, evaluations });

  // Assess
  expect(quiet).toEqual({ announced: [], waiting: [] });
  expect(counted).toEqual(['2020-06']);
  await confirm('so-xay-dung');
  await withdraw('cho-moi');
  await expect(announce(engines, '2020-07-03', { ...stores, evaluations })).rejects.toThrow('fetched');
});

function announced(): Promise<Announcement[]> {
  return new AnnouncementStore(connectTables(), engines.tableNames.Registry).since('2020-01');
}

/** As settle-deductions does once the window is over. */
async function confirm(unitId: string): Promise<void> {
  const { ledger, ledgerCopies } = newStores(engines);
  const decide: Parameters<typeof ledger.enter>[1] = (entries) => {
    const deduction = findDeduction(entries, { month: '2020-06', rule: 'overdue-share' });
    if (deduction === null) throw new Error(`${unitId} has no deduction`);
    const by = {
      actor: 'settle-deductions',
      reason: 'Hết thời hạn giải trình',
      recordedAt: '2020-07-09T10:00:00.000Z',
    };
    return { ...confirmationOf(deduction.restsOn, deduction.askedHundredths), ...by };
  };
  await ledger.enter(`${unitId}#2020`, decide, ledgerCopies);
}

async function withdraw(unitId: string): Promise<void> {
  const order = { month: '2020-06', unitId, decision: 'withdraw', actor: 'vp', reason: 'Giải trình xác đáng' };
  const evaluations = new EvaluationStore(connectTables(), engines.tableNames.Evaluations);
  const stores = { ...newStores(engines), evaluations };
  await decideDeduction(parseDecisionOrder(order), '2020-07-10T03:00:00.000Z', TIME_ZONE, stores);
}
