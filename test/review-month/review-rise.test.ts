import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { evaluateMonths } from '../../functions/evaluate-month/evaluate-month.ts';
import { reviewMonths } from '../../functions/review-month/review-month.ts';
import { reviewRise } from '../../functions/review-month/review-rise.ts';
import { ExplanationRequestStore } from '../../shared/assignment/explanation-request-store.ts';
import { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { type MonthRise, monthRiseSchema } from '../../shared/rise/rise.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import {
  acceptSnapshot,
  newStores,
  register,
  registerProvince,
  sixOClock,
  TIME_ZONE,
  unitRow,
} from '../evaluate-month/hand-made-province.ts';
import { dossierLine, rejectedLine, type WrittenLine } from '../evaluation/canonical-lines.ts';
import { policyOf664 } from '../evaluation/policies.ts';

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
});
afterEach(() => engines.close());

const households = { procedureCode: '1.001', procedureName: 'Đăng ký hộ kinh doanh' };
const land = { procedureCode: '2.002', procedureName: 'Cấp giấy chứng nhận' };

/** Dossiers of a unit received on the 2nd of a month, due on the 10th: so many in time, so many ended on the 12th. */
function monthOf(
  unitId: string,
  month: string,
  inTime: number,
  overdue: number,
  procedure = households,
): WrittenLine[] {
  const [received, due, early, late] = ['02 08:00', '10 17:00', '09 16:00', '12 16:00'].map((day) => `${month}-${day}`);
  const line = (group: string, at: number, completed = '') =>
    dossierLine(unitId, `${unitId}-${month}-${group}${at}`, [received ?? '', due ?? '', completed], procedure);
  return [
    ...Array.from({ length: inTime }, (_, at) => line('A', at, early)),
    ...Array.from({ length: overdue }, (_, at) => line(`B${procedure.procedureCode}-`, at, late)),
  ];
}

/** Received in April, due in May, and never ended. */
function neverEnded(unitId: string, count: number, due: string): WrittenLine[] {
  return Array.from({ length: count }, (_, at) =>
    dossierLine(unitId, `${unitId}-C${due}-${at}`, ['2020-04-20 08:00', `${due} 17:00`, null], land),
  );
}

const units = {
  'so-tttt': 'province',
  'so-xay-dung': 'province',
  'so-y-te': 'province',
  'so-noi-vu': 'province',
} as const;

/**
 * Sở Xây dựng: in May 30 received, 3 late, and 2 of April fell due and stay open; in June 40 received, 14 late.
 * Sở Y tế: 20 of 200 in May, 23 of 205 in June. Sở Nội vụ: 2 late in May, 4 in June.
 */
const may = [
  ...monthOf('so-xay-dung', '2020-05', 27, 3),
  ...neverEnded('so-xay-dung', 2, '2020-05-28'),
  ...monthOf('so-y-te', '2020-05', 180, 20),
  ...monthOf('so-noi-vu', '2020-05', 98, 2),
];
const june = [
  ...monthOf('so-xay-dung', '2020-06', 26, 10),
  ...monthOf('so-xay-dung', '2020-06', 0, 4, land),
  ...neverEnded('so-xay-dung', 2, '2020-05-28'),
  ...monthOf('so-y-te', '2020-06', 182, 23),
  ...monthOf('so-noi-vu', '2020-06', 98, 4),
];

async function judge(
  months: Readonly<Record<string, readonly WrittenLine[]>>,
  on: string,
  rules?: readonly Policy[],
): Promise<void> {
  await registerProvince(engines, units, undefined, rules);
  for (const [day, lines] of Object.entries(months)) await acceptSnapshot(engines, day, lines);
  await evaluateMonths(sixOClock(on), TIME_ZONE, newStores(engines));
}

function review(day: string): Promise<number> {
  const tables = connectTables();
  const evaluations = new EvaluationStore(tables, engines.tableNames.Evaluations);
  const { Registry } = engines.tableNames;
  const requests = new ExplanationRequestStore(tables, Registry);
  const rises = reviewRise({ requests, approvals: new ApprovalStore(tables, Registry) });
  return reviewMonths(sixOClock(day), TIME_ZONE, { ...newStores(engines), evaluations }, [rises]);
}

async function keptRises(month: string): Promise<MonthRise[]> {
  const { bucket } = newStores(engines);
  const keys = (await bucket.keysUnder(`evidence/${month}/rise-`)).filter((key) => key.endsWith('.json'));
  return Promise.all(keys.map(async (key) => monthRiseSchema.parse(JSON.parse(String(await bucket.read(key))))));
}

async function answers(month: string): Promise<Record<string, string>> {
  const [kept] = await keptRises(month);
  return Object.fromEntries(kept?.units.map(({ unitId, answer, because }) => [unitId, because ?? answer]) ?? []);
}

test('of a unit whose overdue rose it is said why, in which procedures and dossiers, and it is asked to explain', async () => {
  // Prepare
  await judge({ '2020-05-31': may, '2020-06-30': june }, '2020-07-01');

  // Act
  const reviewed = [await review('2020-07-01'), await review('2020-07-02')];

  // Assess: May against an April that nobody judged, June against May, each once
  expect(reviewed).toEqual([2, 0]);
  expect(new Set(Object.values(await answers('2020-05')))).toEqual(new Set(['month-before-not-judged']));
  const [kept] = await keptRises('2020-06');
  expect(await answers('2020-06')).toEqual({
    'so-tttt': 'did-not-rise',
    'so-xay-dung': 'rose', // 3 + 2 -> 14 + 2
    'so-y-te': 'rose', // 20 -> 23: 3 more, 15% more
    'so-noi-vu': 'did-not-rise', // 2 -> 4: twice as many, but 2 more
  });
  const rise = kept?.units.find(({ unitId }) => unitId === 'so-xay-dung');
  expect(rise?.before).toMatchObject({ received: 30, carriedOver: 2, overdue: 5, denominator: 32 });
  expect(rise?.now).toMatchObject({ received: 40, carriedOver: 2, overdue: 16, denominator: 42 });
  expect(rise?.cause).toMatchObject({
    // May: 32 to handle in time, 5 became late. June: 42 less the 2 that are late already = 40, of which 14 became late.
    // 8 more bring 8 x 5/32 = 1.25; 40 at that pace give 6.25 of the 14: 7.75 by slowness; 2 of the backlog: 11.
    parts: { moreIntake: 1, slowerHandling: 8, olderBacklog: 2 },
    procedures: [
      { procedure: 'Đăng ký hộ kinh doanh', before: 3, now: 10 },
      { procedure: 'Cấp giấy chứng nhận', before: 2, now: 6 },
    ],
    otherProcedures: 0,
    dossiers: { listed: 16, total: 16 },
    monthsRunning: 1,
  });
  const { bucket, findings, registry } = newStores(engines);
  const list = String(await bucket.read(rise?.cause?.dossiers.key ?? ''));
  expect(list.split('\r\n')).toHaveLength(1 + 16 + 1);
  expect(list).toContain(
    'so-xay-dung-C2020-05-28-0,Cấp giấy chứng nhận,20/04/2020 08:00,28/05/2020 17:00,,Kỳ trước chuyển sang,Đã quá hạn từ tháng trước',
  );
  const [finding, ...others] = await findings.ofUnit('so-xay-dung');
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    findingId: 'overdue-rose#2020-06',
    severity: 'warning',
    state: 'open',
    sentence:
      // 5/32 = 15.625%, 16/42 = 38.095...%
      'Tháng 6/2020, Đơn vị so-xay-dung có 16 hồ sơ quá hạn, tăng 11 hồ sơ so với 5 hồ sơ của tháng 5/2020 (tỷ lệ từ 15,63% ' +
      'lên 38,10%): 1 hồ sơ do phải giải quyết nhiều hồ sơ hơn, 8 hồ sơ do giải quyết chậm hơn, 2 hồ sơ do hồ sơ quá hạn ' +
      'tồn từ trước nhiều hơn; tăng nhiều nhất ở: Đăng ký hộ kinh doanh (từ 3 lên 10); Cấp giấy chứng nhận (từ 2 lên 6).',
  });
  const asked = (await registry.assignments()).filter(({ leadUnitId }) => leadUnitId === 'so-xay-dung');
  expect(asked).toMatchObject([
    {
      assignmentId: 'rise@2020-06#so-xay-dung',
      reportTo: 'Đơn vị so-tttt', // owns the portal
      dueOn: '2020-07-08', // Wednesday 01/07, five working days on
      validFrom: '2020-07-01',
      explains: { findingId: 'overdue-rose#2020-06', month: '2020-06', collectingUnitId: 'so-tttt' },
    },
  ]);
});

test('what could not be read in the month before may have been overdue: then it cannot be told', async () => {
  // Prepare: 2 overdue in May, and two rows that nobody can read; 5 in June, 3 more than 2 but 1 more than 4
  const unread = [7, 8].map((row) => rejectedLine('so-noi-vu', row, { receivedAt: '2020-05-04T01:00:00.000Z' }));
  await judge(
    {
      '2020-05-31': [...monthOf('so-noi-vu', '2020-05', 98, 2), ...unread],
      '2020-06-30': monthOf('so-noi-vu', '2020-06', 98, 5),
    },
    '2020-07-01',
  );

  // Act
  await review('2020-07-01');

  // Assess
  expect(await answers('2020-06')).toMatchObject({ 'so-noi-vu': 'unknown-dossiers' });
  expect(await newStores(engines).findings.ofUnit('so-noi-vu')).toEqual([]);
});

test('a unit that began in the month, and one whose month before was judged from no snapshot, are not compared', async () => {
  // Prepare
  await registerProvince(engines, units);
  await register(engines, 'unit', [{ ...unitRow('so-moi', 'province'), validFrom: '2020-06-01' }]);
  await register(engines, 'unit-source', [
    { unitId: 'so-moi', sourceId: 'portal', validFrom: '2020-06-01', validTo: null },
  ]);
  await acceptSnapshot(engines, '2020-05-10', []);
  await acceptSnapshot(engines, '2020-06-30', [...june, ...monthOf('so-moi', '2020-06', 10, 9)]);
  await evaluateMonths(sixOClock('2020-07-01'), TIME_ZONE, newStores(engines));

  // Act
  await review('2020-07-01');

  // Assess
  expect(await answers('2020-06')).toMatchObject({
    'so-moi': 'unit-began-or-ends',
    'so-xay-dung': 'governing-snapshot-missing',
  });
  expect(await newStores(engines).findings.ofUnit('so-moi')).toEqual([]);
});

test('two months running are an alarm; a month of long ago is noticed, and nobody is asked to explain it any more', async () => {
  // Prepare: 0, 5 and 9 late; May's copy says nothing of June's
  const monthly = (month: string, overdue: number) => monthOf('so-y-te', month, 90, overdue);
  await judge(
    {
      '2020-04-30': monthly('2020-04', 0),
      '2020-05-31': monthly('2020-05', 5),
      '2020-06-30': monthly('2020-06', 9),
    },
    '2020-07-01',
  );

  // Act: on 03/08/2020 May is over for 64 days, June for 34
  await review('2020-08-03');

  // Assess
  const { findings, registry } = newStores(engines);
  const noticed = await findings.ofUnit('so-y-te');
  expect(noticed.map(({ findingId, severity }) => [findingId, severity])).toEqual([
    ['overdue-rose#2020-05', 'warning'],
    ['overdue-rose#2020-06', 'alarm'],
  ]);
  expect(noticed[1]?.sentence).toContain('đây là tháng thứ hai liên tiếp hồ sơ quá hạn tăng');
  expect((await registry.assignments()).map(({ assignmentId }) => assignmentId)).toEqual(['rise@2020-06#so-y-te']);
});

test('judged anew by a corrected copy that shows no rise, the finding is over, and the month is compared anew beside', async () => {
  // Prepare
  await judge({ '2020-05-31': may, '2020-06-30': june }, '2020-07-01');
  await review('2020-07-01');
  const corrected = [...monthOf('so-xay-dung', '2020-06', 37, 3), ...monthOf('so-y-te', '2020-06', 182, 23)];
  const { canonicalKey, canonicalDigest } = await acceptSnapshot(engines, '2020-06-30', corrected, { fileNumber: 2 });
  const evaluations = new EvaluationStore(connectTables(), engines.tableNames.Evaluations);
  const judged = (await evaluations.byMonth('2020-06')).find(({ unitId }) => unitId === 'so-xay-dung');
  if (!judged?.governing || canonicalKey === null || canonicalDigest === null) throw new Error('nothing to judge by');
  const governing = { ...judged.governing, fileNumber: 2, canonicalKey, canonicalDigest };
  await evaluations.put({ ...judged, revision: 2, governing, digest: 'of the second revision' });

  // Act
  const reviewed = [await review('2020-07-03'), await review('2020-07-04')];

  // Assess
  expect(reviewed).toEqual([1, 0]);
  expect(await keptRises('2020-06')).toHaveLength(2);
  const { findings } = newStores(engines);
  const states = await Promise.all(['so-xay-dung', 'so-y-te'].map((unitId) => findings.ofUnit(unitId)));
  expect(states.flat().map(({ unitId, state }) => [unitId, state])).toEqual([
    ['so-xay-dung', 'resolved'],
    ['so-y-te', 'open'], // judged by the first copy as before
  ]);
});

test('of a month with a draft nobody is asked anything, until it is approved', async () => {
  // Prepare: Sở Y tế exceeds 2%, and its verdict has to be signed
  const rules = [policyOf664('province', { validFrom: '2020-06-01', approval: 'required' })];
  await judge({ '2020-05-31': may, '2020-06-30': june }, '2020-07-01', rules);
  const tables = connectTables();
  const judged = await new EvaluationStore(tables, engines.tableNames.Evaluations).byMonth('2020-06');

  // Act
  const early = await review('2020-07-01');
  const told = await newStores(engines).registry.assignments();
  for (const { unitId, month, rule, revision, digest } of judged) {
    const approval = { unitId, month, rule, revision, evaluationDigest: digest };
    const signed = { ...approval, actor: 'chanh-van-phong', reason: 'Đã xem', approvedAt: '2020-07-02T02:00:00.000Z' };
    await new ApprovalStore(tables, engines.tableNames.Registry).keep(signed);
  }
  const late = await review('2020-07-03');

  // Assess: May has no policy, and is compared at once; June two days later, five working days before 10/07
  expect([early, told, late]).toEqual([1, [], 1]);
  const asked = await newStores(engines).registry.assignments();
  expect(asked.map(({ leadUnitId, dueOn }) => [leadUnitId, dueOn]).toSorted()).toEqual([
    ['so-xay-dung', '2020-07-10'],
    ['so-y-te', '2020-07-10'],
  ]);
});

test('both months are counted by the basis of the later one: a new policy makes no rise', async () => {
  // Prepare: 2 open and overdue in both months; 1 late, then 2. By what is resolved 1 and 2, by what is handled 3 and 4
  const rules = [
    policyOf664('province', { validFrom: '2020-01-01', validTo: '2020-05-31', basis: 'resolved' }),
    policyOf664('province', { validFrom: '2020-06-01', basis: 'handled' }),
  ];
  const stuck = neverEnded('so-y-te', 2, '2020-05-28');
  const months = {
    '2020-05-31': [...monthOf('so-y-te', '2020-05', 20, 1), ...stuck],
    '2020-06-30': [...monthOf('so-y-te', '2020-06', 20, 2), ...stuck],
  };
  await judge(months, '2020-07-01', rules);

  // Act
  await review('2020-07-01');

  // Assess
  const [kept] = await keptRises('2020-06');
  const rise = kept?.units.find(({ unitId }) => unitId === 'so-y-te');
  expect([rise?.before?.overdue, rise?.now?.overdue, rise?.answer]).toEqual([3, 4, 'did-not-rise']);
});
