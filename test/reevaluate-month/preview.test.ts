import { expect, test } from '@jest/globals';
import type { MonthJudgedAnew } from '../../functions/reevaluate-month/judge-anew.ts';
import { reevaluationOrderSchema } from '../../functions/reevaluate-month/order.ts';
import { PreviewBuilder } from '../../functions/reevaluate-month/preview.ts';
import { judged } from '../ledger/histories.ts';
import { evaluation } from '../notice-planning/facts.ts';

const order = reevaluationOrderSchema.parse({ month: '2020-11', untilMonth: '2021-02', actor: 'a', reason: 'r' });

function monthOf(month: string, changes: Partial<MonthJudgedAnew> = {}): MonthJudgedAnew {
  const registry = { key: 'k', digest: 'd', content: '' };
  const nobody = { noLongerJudged: [], notJudgedAnew: [], unknownUnitIds: [] };
  return { month, registry, unitsJudgedAnew: 0, changed: [], ...nobody, ...changes };
}

const nothingRead = async () => new Map();

test('very many units that are no longer judged are counted; the first ones are named, and all where the order is kept', async () => {
  // Prepare
  const builder = new PreviewBuilder(order, []);
  const gone = Array.from({ length: 1500 }, (_, number) => evaluation({ unitId: `u${number}`, month: '2020-11' }));

  // Act: 1,500 in each of two months
  await builder.add(monthOf('2020-11', { noLongerJudged: gone, notJudgedAnew: gone }), nothingRead);
  const next = gone.map((one) => ({ ...one, month: '2020-12' }));
  await builder.add(monthOf('2020-12', { noLongerJudged: next, notJudgedAnew: next }), nothingRead);

  // Assess
  const preview = builder.preview();
  expect(preview.noLongerJudgedCount).toBe(3000);
  expect(preview.notJudgedAnew).toBe(3000);
  expect(preview.noLongerJudged).toHaveLength(2000);
  expect(preview.noLongerJudged[1999]).toEqual({ month: '2020-12', unitId: 'u499' });
  expect(builder.noLongerJudged).toHaveLength(3000);
});

test('a year’s account is read once, and holds what the months before would enter; the next year’s begins anew', async () => {
  // Prepare: 0,5 points are asked for each month, and a year may take 0,8
  const cap = { yearlyCapHundredths: 80 };
  const months = ['2020-11', '2020-12', '2021-01', '2021-02'].map((month) => {
    const after = { evaluation: judged(month, 1, 50, cap), evidence: null, manifest: null };
    return monthOf(month, { unitsJudgedAnew: 1, changed: [{ before: null, after }] });
  });
  const asked: string[] = [];
  const builder = new PreviewBuilder(order, []);

  // Act
  for (const month of months) {
    await builder.add(month, async (accounts) => {
      asked.push(...accounts);
      return new Map(accounts.map((account) => [account, []]));
    });
  }

  // Assess
  const { changes, changeCount, unitsJudgedAnew } = builder.preview();
  expect(asked).toEqual(['so-khdt#2020', 'so-khdt#2021']);
  expect([changeCount, unitsJudgedAnew]).toEqual([4, 4]);
  const points = changes.map(({ entries }) => entries.map(({ pointsHundredths }) => pointsHundredths));
  expect(points).toEqual([[50], [30], [50], [30]]);
  const balances = changes.map(({ balanceAfterHundredths }) => balanceAfterHundredths);
  expect(balances).toEqual([50, 80, 50, 80]);
});

test('the digest is of all changes, also of those that the preview does not name', async () => {
  // Prepare: 2,001 changes, of which the last is another
  const digestWith = async (lastOverdue: number) => {
    const changed = Array.from({ length: 2001 }, (_, number) => {
      const overdue = number === 2000 ? lastOverdue : 12;
      const after = {
        evaluation: evaluation({ unitId: `u${number}`, month: '2020-11', overdue }),
        evidence: null,
        manifest: null,
      };
      return { before: null, after };
    });
    const builder = new PreviewBuilder(order, []);
    await builder.add(monthOf('2020-11', { changed }), nothingRead);
    return builder.preview();
  };

  // Act
  const [one, same, other] = [await digestWith(12), await digestWith(12), await digestWith(13)];

  // Assess
  expect(one?.changes).toHaveLength(2000);
  expect(one?.changeCount).toBe(2001);
  expect(same?.previewDigest).toBe(one?.previewDigest);
  expect(other?.previewDigest).not.toBe(one?.previewDigest);
});
