import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { evaluateMonths } from '../../functions/evaluate-month/evaluate-month.ts';
import { parseOrder } from '../../functions/reevaluate-month/order.ts';
import type { Preview } from '../../functions/reevaluate-month/preview.ts';
import { reevaluateMonth } from '../../functions/reevaluate-month/reevaluate-month.ts';
import { replayMonth } from '../../functions/replay-month/replay-month.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { balanceOf } from '../../shared/ledger/balance-of.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import {
  acceptSnapshot,
  endState,
  juneOf,
  newStores,
  registerProvince,
  sixOClock,
  TIME_ZONE,
} from '../evaluate-month/hand-made-province.ts';
import { dossierLine } from '../evaluation/canonical-lines.ts';

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
  await registerProvince(engines, { 'so-xay-dung': 'province', 'so-y-te': 'province', 'so-tu-phap': 'province' });
  await acceptSnapshot(engines, '2020-06-30', [
    ...juneOf('so-xay-dung', 48, 1), // 1/49 = 2,04% > 2%
    ...juneOf('so-y-te', 49, 1), // 1/50 = 2%, not over it
    ...juneOf('so-tu-phap', 9, 1), // 1/10
  ]);
  await evaluateMonths(sixOClock('2020-07-01'), TIME_ZONE, newStores(engines));
});
afterEach(() => engines.close());

const AT = '2020-07-20T03:00:00.000Z';
const wish = { month: '2020-06', actor: 'chanh-van-phong', reason: 'Sở Xây dựng gửi lại tệp chốt tháng' };

function evaluations(): EvaluationStore {
  return new EvaluationStore(connectTables(), engines.tableNames.Evaluations);
}

function order(more: object = {}, at = AT, other: object = {}) {
  const stores = { ...newStores(engines), evaluations: evaluations(), ...other };
  return reevaluateMonth(parseOrder({ ...wish, ...more }), at, TIME_ZONE, stores);
}

async function preview(more: object = {}): Promise<Preview> {
  const answer = await order(more);
  if (answer.outcome === 'done') throw new Error('done without being confirmed');
  return answer.preview;
}

/** The correction: the late dossier of Sở Xây dựng was in time, and Sở Y tế has one late dossier more. */
function correctedFile() {
  return acceptSnapshot(
    engines,
    '2020-06-30',
    [
      ...juneOf('so-xay-dung', 49, 0),
      ...juneOf('so-y-te', 48, 2), // 2/50 = 4% > 2%
      ...juneOf('so-tu-phap', 9, 1),
    ],
    { fileNumber: 2 },
  );
}

function ledgerOf(unitId: string) {
  return newStores(engines).ledger.entries(`${unitId}#2020`);
}

/** Lets another order be carried out just before the first order is kept. */
class QuickerOrder extends Bucket {
  #quicker: (() => Promise<unknown>) | null;

  constructor(name: string, quicker: () => Promise<unknown>) {
    super(name);
    this.#quicker = quicker;
  }

  override async write(...[key, body, contentType]: Parameters<Bucket['write']>): Promise<void> {
    const quicker = /reevaluation-[0-9a-f]{16}\.json$/.test(key) ? this.#quicker : null;
    if (quicker !== null) this.#quicker = null;
    await quicker?.();
    return super.write(key, body, contentType);
  }
}

describe('a corrected governing file', () => {
  beforeEach(correctedFile);

  test('is previewed: which verdicts, points and balances would change, and why; nothing is written', async () => {
    // Prepare
    const before = await endState(engines);

    // Act
    const { changes, unitsJudgedAnew, noLongerJudged } = await preview();

    // Assess
    expect(unitsJudgedAnew).toBe(3);
    expect(noLongerJudged).toEqual([]);
    expect(changes.toSorted((one, other) => (one.unitId < other.unitId ? -1 : 1))).toMatchObject([
      {
        unitId: 'so-xay-dung',
        causes: ['governing-snapshot'],
        before: { revision: 1, verdict: 'exceeded', overdue: 1, denominator: 49 },
        after: { revision: 2, verdict: 'passed', overdue: 0, denominator: 49 },
        entries: [{ event: 'adjusted', pointsHundredths: -50 }],
        balanceBeforeHundredths: 50,
        balanceAfterHundredths: 0,
      },
      {
        unitId: 'so-y-te',
        before: { verdict: 'passed', overdue: 1, denominator: 50 },
        after: { verdict: 'exceeded', overdue: 2, denominator: 50 },
        entries: [{ event: 'confirmed', pointsHundredths: 50 }],
        balanceBeforeHundredths: 0,
        balanceAfterHundredths: 50,
      },
    ]);
    expect(await endState(engines)).toEqual(before);
  });

  test('is entered once it is confirmed: new revisions beside the old ones, adjusting entries, who ordered it and why', async () => {
    // Prepare
    const { previewDigest } = await preview();

    // Act
    const done = await order({ confirm: previewDigest });

    // Assess
    expect(done).toEqual({ outcome: 'done', previewDigest, revisions: 2 });
    const ofJune = await evaluations().byMonth('2020-06');
    expect(ofJune.map(({ unitId, revision, verdict }) => `${unitId} ${revision} ${verdict}`).toSorted()).toEqual([
      'so-tu-phap 1 exceeded',
      'so-xay-dung 1 exceeded',
      'so-xay-dung 2 passed',
      'so-y-te 1 passed',
      'so-y-te 2 exceeded',
    ]);
    const second = ofJune.find(({ unitId, revision }) => unitId === 'so-xay-dung' && revision === 2);
    expect(second).toMatchObject({ order: { actor: wish.actor, reason: wish.reason }, recordedAt: AT });
    const entries = await ledgerOf('so-xay-dung');
    expect(entries.map(({ event, pointsHundredths, revision }) => [event, pointsHundredths, revision])).toEqual([
      ['confirmed', 50, 1],
      ['adjusted', -50, 2],
    ]);
    expect(entries[1]).toMatchObject({ actor: wish.actor, reason: expect.stringContaining(wish.reason) });
    expect(balanceOf(await ledgerOf('so-y-te'))).toBe(50);
    expect(await ledgerOf('so-tu-phap')).toHaveLength(1);
  });

  test('confirmed twice changes nothing more, and the mornings after leave it as it is', async () => {
    // Prepare
    const { previewDigest } = await preview();
    await order({ confirm: previewDigest });
    const after = await endState(engines);

    // Act
    const again = await order({ confirm: previewDigest, actor: 'somebody else' }, '2020-07-21T03:00:00.000Z');
    await evaluateMonths(sixOClock('2020-07-21'), TIME_ZONE, newStores(engines));

    // Assess: only the finding of the changed file is new, which that morning was the first to see
    const { findings, ...rest } = await endState(engines);
    expect(again).toMatchObject({ outcome: 'done', revisions: 2 });
    expect({ ...rest, findings: [] }).toEqual({ ...after, findings: [] });
    expect(findings).toMatchObject([{ kind: 'governing-file-changed' }]);
  });

  test('every revision is replayed byte for byte', async () => {
    // Prepare
    const { previewDigest } = await preview();
    await order({ confirm: previewDigest });

    // Act
    const stores = { ...newStores(engines), evaluations: evaluations() };
    const report = await replayMonth({ month: '2020-06' }, TIME_ZONE, stores);

    // Assess
    expect(report).toMatchObject({ evaluations: 5, identical: 5, differences: [] });
  });

  test('ordered, cut off and taken back by a later order, enters nothing when the first order is sent again', async () => {
    // Prepare: the first order dies between its revision and the ledger; the file before it comes back, and is ordered
    const { ledger } = newStores(engines);
    const enter = () => Promise.reject(new Error('cut off'));
    const cutOff = { ledger: { entries: (account: string) => ledger.entries(account), enter } };
    const { previewDigest: first } = await preview({ unitIds: ['so-xay-dung'] });
    await expect(order({ unitIds: ['so-xay-dung'], confirm: first }, AT, cutOff)).rejects.toThrow('cut off');
    await acceptSnapshot(engines, '2020-06-30', juneOf('so-xay-dung', 48, 1), { fileNumber: 3 });
    const { previewDigest: second } = await preview({ unitIds: ['so-xay-dung'] });
    await order({ unitIds: ['so-xay-dung'], confirm: second });

    // Act
    const answer = await order({ unitIds: ['so-xay-dung'], confirm: first });

    // Assess: revision 3 asks for the 50 that revision 1 took; revision 2, which asked for nothing, never stood
    expect(answer.outcome).toBe('done');
    const entries = await ledgerOf('so-xay-dung');
    expect(entries.map(({ event, pointsHundredths }) => [event, pointsHundredths])).toEqual([['confirmed', 50]]);
  });

  test('ordered by two at once: the slower order does all but what the quicker one did, and replay finds both right', async () => {
    // Prepare: 40 units more, of which each has one dossier more that is late; one is ordered while all are
    const unitIds = Array.from({ length: 40 }, (_, at) => `so-${at}`);
    await registerProvince(engines, Object.fromEntries(unitIds.map((unitId) => [unitId, 'province'] as const)));
    const june = (late: number) => unitIds.flatMap((unitId) => juneOf(unitId, 1, late));
    await acceptSnapshot(engines, '2020-06-30', june(0), { fileNumber: 3 });
    await evaluateMonths(sixOClock('2020-07-02'), TIME_ZONE, newStores(engines));
    await acceptSnapshot(engines, '2020-06-30', june(1), { fileNumber: 4 });
    const quick = { unitIds: ['so-0'], confirm: (await preview({ unitIds: ['so-0'] })).previewDigest };
    const slow = { unitIds, confirm: (await preview({ unitIds })).previewDigest };
    const bucket = new QuickerOrder(engines.bucketName, () => order({ ...quick, actor: 'so-noi-vu' }));

    // Act
    await expect(order(slow, AT, { bucket })).rejects.toMatchObject({
      code: 'REVISION_TAKEN',
      message: expect.stringContaining('so-0 2020-06 (2). All others are done'),
    });

    // Assess
    const second = (await evaluations().byMonth('2020-06')).filter(({ revision }) => revision === 2);
    expect(second).toHaveLength(40);
    expect(second.filter(({ order: by }) => by?.actor === 'so-noi-vu').map(({ unitId }) => unitId)).toEqual(['so-0']);
    for (const unitId of unitIds) expect(balanceOf(await ledgerOf(unitId))).toBe(50);
    const stores = { ...newStores(engines), evaluations: evaluations() };
    expect(await replayMonth({ month: '2020-06' }, TIME_ZONE, stores)).toMatchObject({ differences: [] });
  });

  test('of some units leaves the others as they are', async () => {
    // Act
    const { changes, unitsJudgedAnew } = await preview({ unitIds: ['so-y-te'] });

    // Assess
    expect(unitsJudgedAnew).toBe(1);
    expect(changes.map(({ unitId }) => unitId)).toEqual(['so-y-te']);
  });

  test('that is corrected once more between preview and confirmation is not entered: here is the new preview', async () => {
    // Prepare
    const { previewDigest } = await preview();
    await acceptSnapshot(engines, '2020-06-30', juneOf('so-xay-dung', 48, 1), { fileNumber: 3 });
    const before = await endState(engines);

    // Act
    const answer = await order({ confirm: previewDigest });

    // Assess
    expect(answer.outcome).toBe('outdated');
    expect(answer).not.toMatchObject({ preview: { previewDigest } });
    expect(await endState(engines)).toEqual(before);
  });
});

test('a past that has changed is judged anew by what a later copy states', async () => {
  // Prepare: July's copy says that the dossier of Sở Tư pháp was in time
  const inTime = dossierLine('so-tu-phap', 'so-tu-phap-B0', [
    '2020-06-01 08:00',
    '2020-06-10 17:00',
    '2020-06-09 16:00',
  ]);
  await acceptSnapshot(engines, '2020-07-31', [...juneOf('so-tu-phap', 9, 0), inTime, ...juneOf('so-y-te', 49, 1)]);
  await evaluateMonths(sixOClock('2020-08-01'), TIME_ZONE, newStores(engines));

  // Act
  const { previewDigest, changes } = await preview({ countFrom: '2020-07-31', unitIds: ['so-tu-phap'] });
  const done = await order({ countFrom: '2020-07-31', unitIds: ['so-tu-phap'], confirm: previewDigest });
  const { changedFiles } = await evaluateMonths(sixOClock('2020-08-02'), TIME_ZONE, newStores(engines));

  // Assess: it is no news that another copy than the governing one was used
  expect(changes).toMatchObject([
    { unitId: 'so-tu-phap', before: { verdict: 'exceeded' }, after: { verdict: 'passed', overdue: 0 } },
  ]);
  expect(done).toMatchObject({ outcome: 'done', revisions: 1 });
  expect(changedFiles).toBe(0);
  const latest = await evaluations().latest('so-tu-phap', '2020-06', 'overdue-share');
  expect(latest?.governing).toMatchObject({ day: '2020-07-31', reading: 'as-stated' });
  expect(balanceOf(await ledgerOf('so-tu-phap'))).toBe(0);
});

test('units of which a later copy has dropped dossiers, or shows them elsewhere, are not counted from it', async () => {
  // Prepare: Sở Y tế is shown whole; of Sở Tư pháp ended dossiers are dropped; one of Sở Xây dựng's has changed hands
  const [moved, ...others] = juneOf('so-xay-dung', 48, 1);
  if (moved?.kind !== 'dossier') throw new Error('no dossier');
  const elsewhere = { ...moved, dossier: { ...moved.dossier, unitId: 'so-tu-phap' } };
  const july = [...juneOf('so-tu-phap', 3, 1), elsewhere, ...others, ...juneOf('so-y-te', 49, 1)];
  await acceptSnapshot(engines, '2020-07-31', july);

  // Act, Assess
  expect(await preview({ countFrom: '2020-07-31' })).toMatchObject({
    unitsJudgedAnew: 1,
    notJudgedAnew: 2,
    changes: [],
  });
});

test('a month of which nothing changed has an empty preview', async () => {
  expect(await preview()).toMatchObject({ unitsJudgedAnew: 3, changes: [] });
});

describe('what cannot be done is refused, in words', () => {
  test('an order that names a unit which nobody judges beside one that is judged: the unit is named', async () => {
    await expect(order({ unitIds: ['so-y-te', 'so-xay-dugn'] })).rejects.toMatchObject({
      code: 'UNITS_UNKNOWN',
      message: expect.stringMatching(/^so-xay-dugn: .* 2020-06/),
    });
  });

  test('an order that names 10.000 units which nobody judges names the first, and how many there are', async () => {
    const unitIds = Array.from({ length: 10_000 }, (_, at) => `so-${at}`);

    await expect(order({ unitIds })).rejects.toThrow(/so-0, so-1, .*so-19 and 9980 more is judged/);
    const beside = order({ unitIds: ['so-y-te', ...unitIds] });
    await expect(beside).rejects.toThrow(/^so-0, so-1, .*so-19 and 9980 more: no such unit/);
  });

  test.each([
    ['a month that is not over', { month: '2020-07' }, 'NOTHING_TO_REEVALUATE'],
    ['a unit that nobody judges', { unitIds: ['so-y-te-cu'] }, 'NOTHING_TO_REEVALUATE'],
    ['a unit, before the month is over', { month: '2020-07', unitIds: ['so-y-te'] }, 'NOTHING_TO_REEVALUATE'],
    ['a day without a copy', { countFrom: '2020-07-05' }, 'NOTHING_TO_REEVALUATE'],
    ['a day of the month itself', { countFrom: '2020-06-30' }, 'NOTHING_TO_REEVALUATE'],
  ])('%s', async (_name, more, code) => {
    await expect(order(more)).rejects.toMatchObject({ code });
  });

  test.each([
    ['without a reason', { reason: '' }],
    ['without anybody who orders it', { actor: undefined }],
    ['of a month that is none', { month: '2020-13' }],
    ['with a digest that is none', { confirm: 'yes' }],
    ['with a field that it does not know', { units: ['so-y-te'] }],
  ])('an order %s', (_name, more) => {
    expect(() => parseOrder({ ...wish, ...more })).toThrow(expect.objectContaining({ code: 'UNREADABLE_EVENT' }));
  });
});
