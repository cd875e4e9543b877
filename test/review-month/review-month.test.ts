import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { evaluateMonths } from '../../functions/evaluate-month/evaluate-month.ts';
import { reviewMonths } from '../../functions/review-month/review-month.ts';
import { reviewParticipation } from '../../functions/review-month/review-participation.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { monthParticipationSchema } from '../../shared/participation/participation.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import {
  acceptSnapshot,
  juneOf,
  newStores,
  registerProvince,
  sixOClock,
  TIME_ZONE,
} from '../evaluate-month/hand-made-province.ts';
import type { WrittenLine } from '../evaluation/canonical-lines.ts';

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
});
afterEach(() => engines.close());

const communes = ['my-binh', 'my-long', 'my-phuoc', 'my-quy', 'my-thanh'] as const;

/** Of May nothing; of June 25 dossiers each, but of Mỹ Thạnh none, and of Mỹ Quý's 25 two lack a due date. */
async function sendMayAndJune(): Promise<void> {
  await registerProvince(engines, Object.fromEntries(communes.map((unitId) => [unitId, 'commune'])));
  await acceptSnapshot(engines, '2020-05-31', []);
  const whole = communes.slice(0, 3).flatMap((unitId) => juneOf(unitId, 25, 0));
  const lacking = juneOf('my-quy', 25, 0).map((line, at) => (at < 2 ? withoutDueDate(line) : line));
  await acceptSnapshot(engines, '2020-06-30', [...whole, ...lacking]);
}

function withoutDueDate(line: WrittenLine): WrittenLine {
  return line.kind === 'dossier' ? { ...line, dossier: { ...line.dossier, dueAt: null } } : line;
}

function evaluationStore(): EvaluationStore {
  return new EvaluationStore(connectTables(), engines.tableNames.Evaluations);
}

function review(day: string, evaluations = evaluationStore()): Promise<number> {
  return reviewMonths(sixOClock(day), TIME_ZONE, { ...newStores(engines), evaluations }, [reviewParticipation]);
}

async function keptReviews(month: string) {
  const { bucket } = newStores(engines);
  const keys = (await bucket.keysUnder(`evidence/${month}/`)).filter((key) => key.includes('/participation-'));
  const objects = await Promise.all(keys.map((key) => bucket.read(key)));
  return objects.map((object) => monthParticipationSchema.parse(JSON.parse(object.toString())));
}

test('communes are reviewed once: the silent and the perfunctory one are noticed, and of nobody else is anything said', async () => {
  // Prepare
  await sendMayAndJune();
  await evaluateMonths(sixOClock('2020-07-01'), TIME_ZONE, newStores(engines));

  // Act
  const reviewed = [await review('2020-07-01'), await review('2020-07-02')];

  // Assess: May and June; without what was entered day by day nobody is active, and in May nobody had a history
  expect(reviewed).toEqual([2, 0]);
  const [june, ...others] = await keptReviews('2020-06');
  expect(others).toEqual([]);
  expect(june?.units.map(({ unitId, verdict }) => [unitId, verdict])).toEqual([
    ['my-binh', 'cannot-be-told'],
    ['my-long', 'cannot-be-told'],
    ['my-phuoc', 'cannot-be-told'],
    ['my-quy', 'perfunctory'], // 2/25 = 8% > 5%
    ['my-thanh', 'silent'], // the other four received 25 each
  ]);
  const [may] = await keptReviews('2020-05');
  expect(new Set(may?.units.map(({ verdict }) => verdict))).toEqual(new Set(['cannot-be-told']));
  const findings = await Promise.all(communes.map((unitId) => newStores(engines).findings.ofUnit(unitId)));
  const noticed = findings.flat().map(({ unitId, findingId }) => [unitId, findingId]);
  expect(noticed.toSorted()).toEqual([
    ['my-quy', 'participation-perfunctory#2020-06'],
    ['my-thanh', 'participation-silent#2020-06'],
  ]);
});

test('of a month that is reviewed nothing is read again', async () => {
  // Prepare
  await sendMayAndJune();
  await evaluateMonths(sixOClock('2020-07-01'), TIME_ZONE, newStores(engines));
  await review('2020-07-01');
  const store = evaluationStore();
  const read: string[] = [];
  const byMonth = store.byMonth.bind(store);
  store.byMonth = (month) => {
    read.push(month);
    return byMonth(month);
  };

  // Act
  const reviewed = await review('2020-07-02', store);

  // Assess
  expect([reviewed, read]).toEqual([0, []]);
});

test('a month that was judged anew is reviewed anew: what no longer holds is resolved, and the other review stays', async () => {
  // Prepare: in the corrected file of June all of Mỹ Quý's dossiers have a due date, and Mỹ Thạnh received 25 as well
  await sendMayAndJune();
  await evaluateMonths(sixOClock('2020-07-01'), TIME_ZONE, newStores(engines));
  await review('2020-07-01');
  const corrected = communes.flatMap((unitId) => juneOf(unitId, 25, 0));
  const { canonicalKey, canonicalDigest } = await acceptSnapshot(engines, '2020-06-30', corrected, { fileNumber: 2 });
  const store = evaluationStore();
  for (const unitId of communes) {
    const first = await store.latest(unitId, '2020-06', 'overdue-share');
    if (first?.governing == null || first.counts === null) throw new Error(`${unitId} is not judged`);
    const governing = { ...first.governing, canonicalKey: `${canonicalKey}`, canonicalDigest: `${canonicalDigest}` };
    await store.put({ ...first, revision: 2, governing, counts: { ...first.counts, received: 25, handled: 25 } });
  }

  // Act
  const reviewed = [await review('2020-07-05'), await review('2020-07-06')];

  // Assess
  expect(reviewed).toEqual([1, 0]);
  const reviews = await keptReviews('2020-06');
  expect(reviews.map(({ revision }) => revision).toSorted()).toEqual([1, 2]);
  const findings = await Promise.all(communes.map((unitId) => newStores(engines).findings.ofUnit(unitId)));
  const noticed = findings.flat().map(({ findingId, state, history }) => [findingId, state, history?.at(-1)?.actor]);
  expect(noticed.toSorted()).toEqual([
    ['participation-perfunctory#2020-06', 'resolved', 'Đúng Hẹn'],
    ['participation-silent#2020-06', 'resolved', 'Đúng Hẹn'],
  ]);
});

test('a month is not reviewed before every unit is judged', async () => {
  // Prepare
  await sendMayAndJune();

  // Act, Assess
  expect(await review('2020-07-01')).toBe(0);
  expect(await keptReviews('2020-06')).toEqual([]);
});
