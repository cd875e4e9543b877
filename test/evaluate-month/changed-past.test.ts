import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { evaluateMonths } from '../../functions/evaluate-month/evaluate-month.ts';
import { parseOrder } from '../../functions/reevaluate-month/order.ts';
import { reevaluateMonth } from '../../functions/reevaluate-month/reevaluate-month.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { noCounts } from '../../shared/tally/tally.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { dossierLine, type WrittenLine } from '../evaluation/canonical-lines.ts';
import { acceptSnapshot, newStores, registerProvince, sixOClock, TIME_ZONE } from './hand-made-province.ts';

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
  await registerProvince(engines, { 'so-xay-dung': 'province', 'so-y-te': 'province' });
});
afterEach(() => engines.close());

const UNIT = 'so-xay-dung';
const early = ['2020-06-01 08:00', '2020-06-10 17:00', '2020-06-09 16:00'] as const;
const late = ['2020-06-01 08:00', '2020-06-10 17:00', '2020-06-12 16:00'] as const;
const openAndOverdue = ['2020-06-01 08:00', '2020-06-10 17:00', null] as const;

/** June as it was judged: one dossier completed late, one still open and overdue, two in time. */
const june: WrittenLine[] = [
  dossierLine(UNIT, 'A', late),
  dossierLine(UNIT, 'B', openAndOverdue),
  dossierLine(UNIT, 'C', early),
  dossierLine(UNIT, 'D', early),
  dossierLine('so-y-te', 'E', late),
];

async function judgeJuneThenJuly(july: readonly WrittenLine[]) {
  await acceptSnapshot(engines, '2020-06-30', june);
  await evaluateMonths(sixOClock('2020-07-01'), TIME_ZONE, newStores(engines));
  await acceptSnapshot(engines, '2020-07-31', july);
  return evaluateMonths(sixOClock('2020-08-01'), TIME_ZONE, newStores(engines));
}

function findingsOf(unitId: string) {
  return new FindingStore(connectTables(), engines.tableNames.Findings).ofUnit(unitId);
}

test('completions entered afterwards, and dossiers that come late, are found with their codes; the verdict stays', async () => {
  // Act: B is now said to have been completed before it was due, and F was overdue in June and came in July only
  const outcome = await judgeJuneThenJuly([
    dossierLine(UNIT, 'A', late),
    dossierLine(UNIT, 'B', early),
    dossierLine(UNIT, 'C', early),
    dossierLine(UNIT, 'F', late),
    dossierLine('so-y-te', 'E', late),
  ]);

  // Assess
  expect(outcome.changedPasts).toBe(1);
  const [finding, ...others] = await findingsOf(UNIT);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    kind: 'past-changed',
    state: 'open',
    month: '2020-06',
    day: '2020-07-31',
    evidence: {
      from: 2,
      to: 2,
      noLongerOverdue: ['B'],
      newlyOverdue: ['F'],
      action: 'reevaluate-month, countFrom 2020-07-31',
    },
  });
  expect(finding?.sentence).toContain('quản trị viên có thể đề nghị đánh giá lại theo dữ liệu ngày 31/07/2020.');
  expect(finding?.sentence).not.toMatch(/[a-z]-month|\d{4}-\d{2}/);
  expect(await findingsOf('so-y-te')).toEqual([]);
  const [evaluation] = await newStores(engines).judgedMonths.of('2020-06', 'overdue-share', [UNIT]);
  expect(evaluation).toMatchObject({ revision: 1, overdue: 2, denominator: 4 });
});

test('what goes on lawfully is no changed past: completed in July, dropped from the export, handed to another unit', async () => {
  // Act: A is no longer exported, B was completed in July, E belongs to the other unit now
  const outcome = await judgeJuneThenJuly([
    dossierLine(UNIT, 'B', ['2020-06-01 08:00', '2020-06-10 17:00', '2020-07-02 09:00']),
    dossierLine(UNIT, 'C', early),
    dossierLine(UNIT, 'D', early),
    dossierLine(UNIT, 'E', early),
  ]);

  // Assess
  expect(outcome.changedPasts).toBe(0);
  expect([...(await findingsOf(UNIT)), ...(await findingsOf('so-y-te'))]).toEqual([]);
});

test('a run that is repeated finds nothing twice', async () => {
  // Prepare
  await judgeJuneThenJuly([dossierLine(UNIT, 'A', early)]);

  // Act
  const again = await evaluateMonths(sixOClock('2020-08-02'), TIME_ZONE, newStores(engines));

  // Assess
  expect(again.changedPasts).toBe(0);
  expect(await findingsOf(UNIT)).toHaveLength(1);
});

test('once the unit is judged by the later copy, the finding is over; that of another unit stays', async () => {
  // Prepare: B completed afterwards, and E of so-y-te too
  const inTime = [dossierLine(UNIT, 'B', early), dossierLine('so-y-te', 'E', early)];
  const unchanged = [dossierLine(UNIT, 'A', late), dossierLine(UNIT, 'C', early), dossierLine(UNIT, 'D', early)];
  await judgeJuneThenJuly([...unchanged, ...inTime]);
  const evaluations = new EvaluationStore(connectTables(), engines.tableNames.Evaluations);
  const stores = { ...newStores(engines), evaluations };
  const order = { month: '2020-06', countFrom: '2020-07-31', unitIds: [UNIT], actor: 'so-tttt', reason: 'Nhập chậm' };
  const at = '2020-08-03T02:00:00.000Z';
  const first = await reevaluateMonth(parseOrder(order), at, TIME_ZONE, stores);
  const confirm = first.outcome === 'done' ? '' : first.preview.previewDigest;
  expect(await findingsOf(UNIT)).toMatchObject([{ state: 'open' }]);

  // Act
  await reevaluateMonth(parseOrder({ ...order, confirm }), at, TIME_ZONE, stores);

  // Assess
  expect(await findingsOf(UNIT)).toMatchObject([
    { state: 'resolved', history: [{ actor: 'Đúng Hẹn', reason: expect.stringContaining('lần 2'), at }] },
  ]);
  expect(await findingsOf('so-y-te')).toMatchObject([{ kind: 'past-changed', state: 'open' }]);
});

test('whoever took over dossiers that were overdue elsewhere is accused of nothing', async () => {
  // Act: A and B of so-xay-dung belong to so-y-te since July
  const outcome = await judgeJuneThenJuly([
    dossierLine('so-y-te', 'A', late),
    dossierLine('so-y-te', 'B', openAndOverdue),
    dossierLine(UNIT, 'C', early),
    dossierLine('so-y-te', 'E', late),
  ]);

  // Assess
  expect(outcome.changedPasts).toBe(0);
  expect([...(await findingsOf(UNIT)), ...(await findingsOf('so-y-te'))]).toEqual([]);
});

describe('a look back that fails', () => {
  /** By July's copy June's B was completed before it was due. */
  const july = [dossierLine(UNIT, 'A', late), dossierLine(UNIT, 'B', early), dossierLine('so-y-te', 'E', late)];
  const aside = 'canonical/portal/aside';
  let juneKey = '';

  /** June is judged; then its copy is damaged, so that July cannot be held against it. */
  beforeEach(async () => {
    const { bucket } = newStores(engines);
    juneKey = (await acceptSnapshot(engines, '2020-06-30', june)).canonicalKey ?? '';
    await evaluate('2020-07-01');
    const other = await acceptSnapshot(engines, '2020-07-31', july);
    await bucket.copy(juneKey, aside);
    await bucket.copy(other.canonicalKey ?? '', juneKey);
  });

  const evaluate = (day: string) => evaluateMonths(sixOClock(day), TIME_ZONE, newStores(engines));
  const mend = () => newStores(engines).bucket.copy(aside, juneKey);
  const julyOf = async () => newStores(engines).judgedMonths.of('2020-07', 'overdue-share', [UNIT, 'so-y-te']);

  test('holds up no verdict, fails the run, is on record as an alarm, and is made up for by the next run', async () => {
    // Act
    const broken = evaluate('2020-08-01');

    // Assess: July is judged all the same, and admins can read what is owed
    await expect(broken).rejects.toMatchObject({ message: expect.stringContaining(`${juneKey} is damaged`) });
    expect(await julyOf()).toHaveLength(2);
    expect(await findingsOf('so-tttt')).toMatchObject([
      {
        kind: 'past-not-compared',
        severity: 'alarm',
        state: 'open',
        month: '2020-06',
        day: '2020-07-31',
        evidence: { reason: expect.stringContaining('is damaged') },
        sentence:
          'Chưa đối chiếu được số liệu tháng 6/2020 của nguồn Cổng dịch vụ công với dữ liệu ngày 31/07/2020, nên chưa biết số liệu của tháng đã đánh giá có bị thay đổi về sau hay không; kết quả đánh giá không bị ảnh hưởng. Hệ thống tự đối chiếu lại mỗi ngày cho đến khi được.',
      },
    ]);

    // Act
    await mend();
    const outcome = await evaluate('2020-08-02');
    const after = await evaluate('2020-08-03');

    // Assess: found as a calm run would have found it, once
    expect(outcome).toMatchObject({ judged: 0, changedPasts: 1 });
    expect(after).toMatchObject({ changedPasts: 0 });
    const ofUnit = await findingsOf(UNIT);
    expect(ofUnit).toMatchObject([{ kind: 'past-changed', evidence: { noLongerOverdue: ['B'] } }]);
    const [owed, ...others] = await findingsOf('so-tttt');
    expect(others).toEqual([]);
    expect(owed).toMatchObject({ state: 'resolved', history: [{ state: 'resolved', at: '2020-08-01T23:00:00.000Z' }] });
  });

  test('fails the run every morning until it is mended, or somebody closes the finding', async () => {
    // Act
    await expect(evaluate('2020-08-01')).rejects.toMatchObject({ code: 'EVALUATION_FAILED' });
    await expect(evaluate('2020-08-02')).rejects.toMatchObject({ code: 'EVALUATION_FAILED' });
    const [owed] = await findingsOf('so-tttt');
    if (owed === undefined) throw new Error('nothing is owed');
    const { findings } = newStores(engines);
    const by = { actor: 'quan-tri', reference: null, at: '2020-08-02T03:00:00.000Z' };
    await findings.move(owed, { state: 'dismissed', reason: 'Tệp tháng 6 đã mất', ...by });

    // Assess
    expect(await evaluate('2020-08-03')).toMatchObject({ changedPasts: 0 });
  });
});

test('a unit whose recount differs for days is recounted each morning; the month before is looked at once', async () => {
  // Prepare: July's tally of so-xay-dung lacks what its copy shows
  const before = await acceptSnapshot(engines, '2020-06-30', june);
  await evaluateMonths(sixOClock('2020-07-01'), TIME_ZONE, newStores(engines));
  const july = await acceptSnapshot(engines, '2020-07-31', june);
  const { sourceId, day, stateDigest } = july;
  await newStores(engines).tallies.put(
    { ...noCounts(), unitId: UNIT, month: '2020-07', sourceId, day, stateDigest },
    1,
  );
  await evaluateMonths(sixOClock('2020-08-01'), TIME_ZONE, newStores(engines));

  // Act
  const stores = newStores(engines);
  const read: string[] = [];
  const stream = stores.bucket.stream.bind(stores.bucket);
  stores.bucket.stream = (key) => {
    read.push(key);
    return stream(key);
  };
  const { differing } = await evaluateMonths(sixOClock('2020-08-02'), TIME_ZONE, stores);

  // Assess
  expect(differing).toBe(1);
  expect(read.filter((key) => key === july.canonicalKey)).toHaveLength(1);
  expect(read).not.toContain(before.canonicalKey);
});
