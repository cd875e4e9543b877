import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { evaluateMonths } from '../../functions/evaluate-month/evaluate-month.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { appendEntry } from '../../shared/ledger/append-entry.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { noCounts, type Tally } from '../../shared/tally/tally.ts';
import { TallyStore } from '../../shared/tally/tally-store.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { dossierLine, instant, rejectedLine, type WrittenLine } from '../evaluation/canonical-lines.ts';
import { policyOf664 } from '../evaluation/policies.ts';
import { draftFor, enterDraft } from '../ledger/drafts.ts';
import {
  acceptSnapshot,
  endState,
  forget,
  juneOf,
  newStores,
  register,
  registerProvince,
  sixOClock,
  sourceRow,
  TIME_ZONE,
  unitRow,
} from './hand-made-province.ts';

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
});
afterEach(() => engines.close());

function evaluate(day: string) {
  return evaluateMonths(sixOClock(day), TIME_ZONE, newStores(engines));
}

async function verdicts(month = '2020-06'): Promise<Record<string, string>> {
  const evaluations = await new EvaluationStore(connectTables(), engines.tableNames.Evaluations).byMonth(month);
  return Object.fromEntries(evaluations.map(({ unitId, verdict, reasons }) => [unitId, `${verdict}: ${reasons}`]));
}

function findingsOf(unitId: string) {
  return new FindingStore(connectTables(), engines.tableNames.Findings).ofUnit(unitId);
}

/** Takes a unit's deduction away again, as if the run had died after its evaluation was kept. */
async function forgetDeduction(account: string): Promise<void> {
  const Key = { account, sequence: 1 };
  await connectTables().send(new DeleteCommand({ TableName: engines.tableNames.Ledger, Key }));
}

const units = {
  'so-xay-dung': 'province',
  'so-y-te': 'province',
  'so-tu-phap': 'province',
  'Parks & Recreation': 'province',
  'cho-moi': 'district',
  'tinh-bien': 'district',
  'my-luong': 'commune',
} as const;

const june: WrittenLine[] = [
  ...juneOf('so-xay-dung', 48, 1), // 1/49 = 2,04% > 2%
  ...juneOf('so-y-te', 49, 1), // 1/50 = 2%, not over it
  ...juneOf('Parks & Recreation', 1, 1), // 1/2
  ...juneOf('cho-moi', 27, 1), // 1/28 = 3,57% > 3,5%
  ...juneOf('tinh-bien', 28, 1), // with the unreadable row at best 1/30 = 3,33%, at worst 2/30 = 6,67%
  rejectedLine('tinh-bien', 99),
  ...juneOf('my-luong', 0, 1),
  rejectedLine(null, 100),
];

describe('June 2020 on the morning of 1 July', () => {
  beforeEach(async () => {
    await registerProvince(engines, units);
    await acceptSnapshot(engines, '2020-06-30', june);
  });

  test('every unit is judged as reckoned by hand', async () => {
    // Act
    const outcome = await evaluate('2020-07-01');

    // Assess
    expect(outcome).toEqual({ judged: 7, exceeded: 3, undecided: 1, differing: 0, changedFiles: 0, changedPasts: 0 });
    expect(await verdicts()).toEqual({
      'so-xay-dung': 'exceeded: best-case-exceeds',
      'so-y-te': 'passed: worst-case-does-not-exceed',
      'so-tu-phap': 'not-judged: nothing-handled',
      'Parks & Recreation': 'exceeded: best-case-exceeds',
      'cho-moi': 'exceeded: best-case-exceeds',
      'tinh-bien': 'undecided: only-worst-case-exceeds',
      'my-luong': 'not-judged: no-threshold',
    });
  });

  test('an evaluation says by what it was made, and its evidence lists the dossiers', async () => {
    // Act
    await evaluate('2020-07-01');

    // Assess
    const stores = newStores(engines);
    const [evaluation] = await stores.judgedMonths.of('2020-06', 'overdue-share', ['tinh-bien']);
    expect(evaluation).toMatchObject({
      unitName: 'Đơn vị tinh-bien',
      revision: 1,
      tier: 'district',
      overdue: 1,
      unknown: 1,
      denominator: 30,
      threshold: { numerator: 35, denominator: 1000 },
      policyId: '664-district',
      counts: { received: 29, handled: 29, resolvedEarly: 28, resolvedOverdue: 1, overdue: 1 },
      sourceId: 'portal',
      governing: { day: '2020-06-30', fileNumber: 1 },
      evidence: { overdueRows: 1, unknownRows: 1 },
      recordedAt: '2020-06-30T23:00:00.000Z',
    });
    const evidence = (await stores.bucket.read(evaluation?.evidence?.key ?? '')).toString();
    expect(evidence).toContain(
      'Quá hạn,tinh-bien-B0,Đăng ký thành lập hộ kinh doanh,01/06/2020 08:00,10/06/2020 17:00,12/06/2020 16:00,',
    );
    expect(evidence).toContain('Chưa rõ,,,,,,Hàng dữ liệu thứ 99 bị loại');
  });

  test('the three that exceed lose half a point each, in the account of 2020', async () => {
    // Act
    await evaluate('2020-07-01');

    // Assess
    const { ledger, copies } = await endState(engines);
    expect(ledger).toEqual(
      ['Parks & Recreation', 'cho-moi', 'so-xay-dung'].map((unitId) =>
        expect.objectContaining({ account: `${unitId}#2020`, sequence: 1, event: 'confirmed', pointsHundredths: 50 }),
      ),
    );
    expect(copies?.map((copy) => Array.isArray(copy) && copy[0])).toEqual([
      'ledger/Parks%20%26%20Recreation%232020/000001.json',
      'ledger/cho-moi%232020/000001.json',
      'ledger/so-xay-dung%232020/000001.json',
    ]);
  });

  test('run again, at once, late and out of order: the same end state', async () => {
    // Prepare
    await evaluate('2020-07-01');
    const once = await endState(engines);

    // Act
    await evaluate('2020-07-01');
    await Promise.all([evaluate('2020-07-02'), evaluate('2020-07-01'), evaluate('2020-07-02')]);
    await evaluate('2020-06-30');

    // Assess
    expect(await endState(engines)).toEqual(once);
  });

  test('two runs at the same moment judge once', async () => {
    // Act
    await Promise.all([evaluate('2020-07-01'), evaluate('2020-07-01')]);

    // Assess
    const { evaluations, ledger } = await endState(engines);
    expect([evaluations?.length, ledger?.length]).toEqual([7, 3]);
  });

  test('not a minute before the month is over', async () => {
    // Act: 23:59:59 and 00:00:00 in the province
    await evaluateMonths({ scheduledAt: '2020-06-30T16:59:59Z' }, TIME_ZONE, newStores(engines));
    const before = await verdicts();
    await evaluateMonths({ scheduledAt: '2020-06-30T17:00:00Z' }, TIME_ZONE, newStores(engines));

    // Assess
    expect(before).toEqual({});
    expect(Object.keys(await verdicts())).toHaveLength(7);
  });

  test('a governing file that is corrected later is a finding, once; the judgement stands', async () => {
    // Prepare
    await evaluate('2020-07-01');
    const judged = await endState(engines);
    await acceptSnapshot(engines, '2020-06-30', juneOf('so-xay-dung', 49, 0), { fileNumber: 2 });

    // Act
    const outcome = await evaluate('2020-07-02');
    await evaluate('2020-07-03');

    // Assess
    expect(outcome.changedFiles).toBe(1);
    const after = await endState(engines);
    expect([after.evaluations, after.ledger]).toEqual([judged.evaluations, judged.ledger]);
    expect(await findingsOf('so-tttt')).toEqual([
      expect.objectContaining({
        kind: 'governing-file-changed',
        sourceId: 'portal',
        month: '2020-06',
        sentence:
          'Dữ liệu chốt tháng 6/2020 của nguồn Cổng dịch vụ công (dữ liệu ngày 30/06/2020) đến muộn hoặc được gửi lại sau khi tháng đã được đánh giá; kết quả đã ghi nhận không tự thay đổi. Nếu tệp mới là đúng, quản trị viên có thể đề nghị đánh giá lại.',
        evidence: expect.objectContaining({ action: 'reevaluate-month' }),
        noticedAt: '2020-07-01T23:00:00.000Z',
      }),
    ]);
  });
});

describe('a row of the policy that is edited after June was judged changes nothing of June', () => {
  test.each<[string, Partial<Policy>, Partial<Policy>, string | null]>([
    ['time for explanations taken away', { explanationWorkingDays: 5 }, {}, 'proposed'],
    ['time for explanations given', {}, { explanationWorkingDays: 5 }, 'confirmed'],
    // It stays a draft, which enters nothing before somebody approves it.
    ['approval no longer asked for', { approval: 'required' }, {}, null],
    ['approval asked for', {}, { approval: 'required' }, 'confirmed'],
    ['another number of points', {}, { pointsHundredths: 80 }, 'confirmed'],
  ])('%s', async (_name, before, after, event) => {
    // Prepare
    const row = policyOf664('province');
    await registerProvince(engines, { 'so-xay-dung': 'province' }, sourceRow('portal'), [{ ...row, ...before }]);
    await acceptSnapshot(engines, '2020-06-30', juneOf('so-xay-dung', 48, 1));
    await evaluate('2020-07-01');
    await forget(engines, 'policy');
    await register(engines, 'policy', [{ ...row, ...after }]);

    // Act
    await evaluate('2020-07-02');
    await evaluate('2020-09-02');

    // Assess
    const { ledger } = await endState(engines);
    expect(ledger).toEqual(event === null ? [] : [expect.objectContaining({ event, pointsHundredths: 50 })]);
  });
});

test('where people have entered something for the month already, the run enters nothing beside it', async () => {
  // Prepare
  await registerProvince(engines, { 'so-xay-dung': 'province' });
  await acceptSnapshot(engines, '2020-06-30', juneOf('so-xay-dung', 48, 1));
  const ledger = new LedgerStore(connectTables(), engines.tableNames.Ledger);
  const withdrawn = await enterDraft(
    ledger,
    draftFor('2020-06', { event: 'withdrawn', pointsHundredths: 0, actor: 'an admin' }),
  );

  // Act
  await evaluate('2020-07-01');

  // Assess
  expect(await ledger.entries('so-xay-dung#2020')).toEqual([withdrawn]);
});

describe('the recount must give what ingest tallied', () => {
  const tally: Omit<Tally, 'stateDigest'> = {
    ...noCounts(),
    unitId: 'so-xay-dung',
    month: '2020-06',
    sourceId: 'portal',
    day: '2020-06-30',
    received: 49,
    handled: 49,
    resolvedEarly: 48,
    resolvedOverdue: 1,
    overdue: 1,
    fellDue: 49,
    fellDueOverdue: 1,
  };

  test('where it does not, there is no verdict but an alarm; others are judged, and so is it once the tally is right', async () => {
    // Prepare: a tally that lacks the overdue dossier
    await registerProvince(engines, { 'so-xay-dung': 'province', 'so-y-te': 'province' });
    const june = [...juneOf('so-xay-dung', 48, 1), ...juneOf('so-y-te', 50, 0)];
    const { stateDigest } = await acceptSnapshot(engines, '2020-06-30', june);
    const tallies = new TallyStore(connectTables(), engines.tableNames.Tallies);
    const lacking = { overdue: 0, resolvedOverdue: 0, resolvedEarly: 49, fellDueOverdue: 0 };
    await tallies.put({ ...tally, ...lacking, stateDigest }, 1);

    // Act
    const outcome = await evaluate('2020-07-01');
    const afterFirst = await verdicts();
    await tallies.put({ ...tally, stateDigest }, 2);
    await evaluate('2020-07-02');

    // Assess
    expect(outcome).toMatchObject({ judged: 1, differing: 1 });
    expect(afterFirst).toEqual({ 'so-y-te': 'passed: worst-case-does-not-exceed' });
    expect(await findingsOf('so-xay-dung')).toEqual([
      expect.objectContaining({
        kind: 'recount-differs',
        severity: 'alarm',
        month: '2020-06',
        evidence: expect.objectContaining({
          differences: [
            'resolvedEarly: tally 49, recount 48',
            'resolvedOverdue: tally 0, recount 1',
            'overdue: tally 0, recount 1',
            'fellDueOverdue: tally 0, recount 1',
          ],
        }),
      }),
    ]);
    expect(await verdicts()).toMatchObject({ 'so-xay-dung': 'exceeded: best-case-exceeds' });
  });
});

describe('what fails for one unit holds up no other', () => {
  // More than are worked on at once, so that some would not have been begun.
  const others = Array.from({ length: 70 }, (_, at) => `unit-${at}`);
  const tiers = Object.fromEntries(others.map((unitId) => [unitId, 'province' as const]));
  const late = others.flatMap((unitId) => juneOf(unitId, 1, 1));

  test('an account that was tampered with gets no entry, every other one does, and the run fails by name', async () => {
    // Prepare
    await registerProvince(engines, { 'aaa-tampered': 'province', ...tiers });
    await acceptSnapshot(engines, '2020-06-30', [...juneOf('aaa-tampered', 1, 1), ...late]);
    const tables = connectTables();
    const entry = appendEntry([], draftFor('2020-05', { unitId: 'aaa-tampered' }));
    const Item = { ...entry, pointsHundredths: 0 };
    await tables.send(new PutCommand({ TableName: engines.tableNames.Ledger, Item }));

    // Act
    const run = evaluate('2020-07-01');

    // Assess
    await expect(run).rejects.toMatchObject({
      code: 'EVALUATION_FAILED',
      message: expect.stringContaining('aaa-tampered#2020'),
    });
    const { ledger, evaluations } = await endState(engines);
    expect([evaluations?.length, ledger?.length]).toEqual([71, 71]);
  });

  test('a unit that cannot be judged leaves the others judged and deducted', async () => {
    // Prepare: 2 x 2^53 is no exact product, so that the district cannot be compared with its threshold
    const rules = [policyOf664('province'), policyOf664('district', { thresholdDenominator: Number.MAX_SAFE_INTEGER })];
    await registerProvince(engines, { 'aaa-huyen': 'district', ...tiers }, sourceRow('portal'), rules);
    await acceptSnapshot(engines, '2020-06-30', [...juneOf('aaa-huyen', 0, 2), ...late]);

    // Act
    const run = evaluate('2020-07-01');

    // Assess
    await expect(run).rejects.toMatchObject({
      code: 'EVALUATION_FAILED',
      message: expect.stringContaining('aaa-huyen'),
    });
    const { ledger, evaluations } = await endState(engines);
    expect([evaluations?.length, ledger?.length]).toEqual([70, 70]);
  });

  test('a copy that is damaged after some units were judged leaves their deductions to be made up for', async () => {
    // Prepare: judged from a good copy, dead before the deduction; then another unit joins and the copy is damaged
    await registerProvince(engines, { 'so-xay-dung': 'province' });
    const receipt = await acceptSnapshot(engines, '2020-06-30', juneOf('so-xay-dung', 1, 1));
    await evaluate('2020-07-01');
    await forgetDeduction('so-xay-dung#2020');
    await register(engines, 'unit', [unitRow('so-y-te', 'province')]);
    await register(engines, 'unit-source', [
      { unitId: 'so-y-te', sourceId: 'portal', validFrom: '2020-01-01', validTo: null },
    ]);
    const other = await acceptSnapshot(engines, '2020-06-29', []);
    await newStores(engines).bucket.copy(other.canonicalKey ?? '', receipt.canonicalKey ?? '');

    // Act
    const run = evaluate('2020-07-02');

    // Assess
    await expect(run).rejects.toMatchObject({ message: expect.stringContaining('is damaged') });
    const { ledger } = await endState(engines);
    expect(ledger).toEqual([expect.objectContaining({ unitId: 'so-xay-dung', event: 'confirmed' })]);
  });
});

describe('which snapshot governs, and how long it is waited for', () => {
  const first = sourceRow('portal', { evaluateFrom: '2020-06' });
  const unit = { 'so-xay-dung': 'province' } as const;

  test('without a file of 30/06 that of 01/07 governs, with the status last seen before the end', async () => {
    // Prepare: completed on 01/07, open when last seen in June
    await registerProvince(engines, unit, first);
    const line = dossierLine('so-xay-dung', 'x', ['2020-06-01 08:00', '2020-06-29 17:00', '2020-07-01 09:00']);
    const lastSeenBeforeEnd = {
      unitId: 'so-xay-dung',
      dueAt: instant('2020-06-29 17:00'),
      completedAt: null,
      statusClass: 'open',
    } as const;
    await evaluate('2020-07-01');
    const onTheFirst = await verdicts();
    await acceptSnapshot(engines, '2020-07-01', [{ ...line, lastSeenBeforeEnd }]);

    // Act
    await evaluate('2020-07-02');

    // Assess
    expect(onTheFirst).toEqual({});
    const [evaluation] = await newStores(engines).judgedMonths.of('2020-06', 'overdue-share', ['so-xay-dung']);
    expect(evaluation).toMatchObject({
      verdict: 'exceeded',
      governing: { day: '2020-07-01' },
      counts: { inProcessOverdue: 1, handled: 1 },
    });
  });

  test('the wait ends after the morning on which the file of 03/07 was due; then the month is undecided', async () => {
    // Prepare
    await registerProvince(engines, unit, first);

    // Act
    await evaluate('2020-07-04');
    const onTheFourth = await verdicts();
    await evaluate('2020-07-05');

    // Assess
    expect(onTheFourth).toEqual({});
    expect(await verdicts()).toEqual({ 'so-xay-dung': 'undecided: governing-snapshot-missing' });
  });

  test('a file that comes after that is a finding, not a verdict', async () => {
    // Prepare
    await registerProvince(engines, unit, first);
    await evaluate('2020-07-05');
    await acceptSnapshot(engines, '2020-06-30', juneOf('so-xay-dung', 49, 0));

    // Act
    await evaluate('2020-07-06');
    await evaluate('2020-07-07');

    // Assess
    expect(await verdicts()).toEqual({ 'so-xay-dung': 'undecided: governing-snapshot-missing' });
    expect((await findingsOf('so-tttt')).map(({ kind }) => kind)).toEqual(['governing-file-changed']);
  });

  test('a source cut off during the day shows June whole only in the file of 01/07', async () => {
    // Prepare
    await registerProvince(engines, unit, sourceRow('portal', { evaluateFrom: '2020-06', cutOff: '17:00' }));
    await acceptSnapshot(engines, '2020-06-30', juneOf('so-xay-dung', 0, 1));
    await evaluate('2020-07-01');
    const withoutIt = await verdicts();
    await acceptSnapshot(engines, '2020-07-01', juneOf('so-xay-dung', 50, 1));

    // Act
    await evaluate('2020-07-02');

    // Assess
    expect(withoutIt).toEqual({});
    expect(await verdicts()).toEqual({ 'so-xay-dung': 'passed: worst-case-does-not-exceed' });
  });

  test('a source that never sent anything, and is not said to be judged from some month, judges nobody', async () => {
    await registerProvince(engines, unit);
    await evaluate('2020-09-01');
    expect(await verdicts()).toEqual({});
  });
});

test('months missed are caught up in order: May only reported, June and July deducted, one chain in the account', async () => {
  // Prepare: one late dossier that stays open from April on
  await registerProvince(engines, { 'so-xay-dung': 'province' });
  const openSinceApril = dossierLine('so-xay-dung', 'x', ['2020-04-01 08:00', '2020-04-10 17:00', null]);
  for (const day of ['2020-05-31', '2020-06-30', '2020-07-31']) await acceptSnapshot(engines, day, [openSinceApril]);

  // Act
  await evaluate('2020-08-03');

  // Assess
  expect(await Promise.all(['2020-04', '2020-05', '2020-06', '2020-07', '2020-08'].map(verdicts))).toEqual([
    {},
    { 'so-xay-dung': 'not-judged: mode-report' },
    { 'so-xay-dung': 'exceeded: best-case-exceeds' },
    { 'so-xay-dung': 'exceeded: best-case-exceeds' },
    {},
  ]);
  const entries = await new LedgerStore(connectTables(), engines.tableNames.Ledger).entries('so-xay-dung#2020');
  expect(entries.map(({ sequence, month }) => [sequence, month])).toEqual([
    [1, '2020-06'],
    [2, '2020-07'],
  ]);
});

test('a unit that no source counts for is undecided once the wait is over', async () => {
  // Prepare
  await registerProvince(engines, { 'so-xay-dung': 'province' });
  await register(engines, 'unit', [unitRow('so-noi-vu', 'province')]);
  await acceptSnapshot(engines, '2020-06-30', juneOf('so-xay-dung', 50, 0));

  // Act
  await evaluate('2020-07-01');
  const onTheFirst = await verdicts();
  await evaluate('2020-07-05');

  // Assess
  expect(onTheFirst).toEqual({ 'so-xay-dung': 'passed: worst-case-does-not-exceed' });
  expect(await verdicts()).toMatchObject({ 'so-noi-vu': 'undecided: no-counting-source' });
});

test('a district that counts its communes is undecided while another source counts for one of them', async () => {
  // Prepare
  const rules = [policyOf664('district', { countsChildren: true }), policyOf664('commune')];
  await registerProvince(engines, { 'cho-moi': 'district' }, sourceRow('portal'), rules);
  await register(engines, 'source', [sourceRow('own-system')]);
  await register(engines, 'unit', [{ ...unitRow('my-luong', 'commune'), parentUnitId: 'cho-moi' }]);
  await register(engines, 'unit-source', [
    { unitId: 'my-luong', sourceId: 'own-system', validFrom: '2020-01-01', validTo: null },
  ]);
  await acceptSnapshot(engines, '2020-06-30', juneOf('cho-moi', 20, 0));
  await acceptSnapshot(engines, '2020-06-30', juneOf('my-luong', 0, 3), { sourceId: 'own-system' });

  // Act
  await evaluate('2020-07-01');

  // Assess
  expect(await verdicts()).toEqual({
    'cho-moi': 'undecided: children-counted-elsewhere',
    'my-luong': 'not-judged: no-threshold',
  });
});

test('a canonical copy that is not what its receipt says judges nobody, is reported, and holds up no other source', async () => {
  // Prepare
  await registerProvince(engines, { 'so-xay-dung': 'province' });
  await register(engines, 'source', [sourceRow('aaa-own-system')]);
  await register(engines, 'unit', [unitRow('so-khdt', 'province')]);
  await register(engines, 'unit-source', [
    { unitId: 'so-khdt', sourceId: 'aaa-own-system', validFrom: '2020-01-01', validTo: null },
  ]);
  const receipt = await acceptSnapshot(engines, '2020-06-30', juneOf('so-khdt', 1, 0), { sourceId: 'aaa-own-system' });
  const other = await acceptSnapshot(engines, '2020-06-30', juneOf('so-xay-dung', 50, 0));
  const { bucket } = newStores(engines);
  await bucket.copy(other.canonicalKey ?? '', receipt.canonicalKey ?? '');

  // Act
  const run = evaluate('2020-07-01');

  // Assess
  await expect(run).rejects.toMatchObject({
    code: 'EVALUATION_FAILED',
    message: expect.stringContaining(`${receipt.canonicalKey} is damaged`),
  });
  expect(await verdicts()).toEqual({ 'so-xay-dung': 'passed: worst-case-does-not-exceed' });
});

test('Vĩnh Phúc’s way: a month from the 21st, by due date, is judged on the 21st', async () => {
  // Prepare: 21/05 to 20/06/2020
  const rules = [policyOf664('province', { periodStartDay: 21, basis: 'fell-due', validFrom: '2020-01-01' })];
  await registerProvince(engines, { 'so-xay-dung': 'province' }, sourceRow('portal'), rules);
  const lines = [
    dossierLine('so-xay-dung', '1', ['2020-05-01 08:00', '2020-05-21 00:00', '2020-05-21 00:01']), // fell due, late
    dossierLine('so-xay-dung', '2', ['2020-05-01 08:00', '2020-05-20 23:59', '2020-05-25 08:00']), // fell due before
    dossierLine('so-xay-dung', '3', ['2020-06-01 08:00', '2020-06-20 23:59', null]), // fell due, open
    dossierLine('so-xay-dung', '4', ['2020-06-01 08:00', '2020-06-21 00:00', null]), // falls due after
  ];
  await acceptSnapshot(engines, '2020-06-20', lines);

  // Act
  await evaluate('2020-06-20');
  const onTheTwentieth = await verdicts();
  await evaluate('2020-06-21');

  // Assess
  expect(onTheTwentieth).toEqual({});
  const [evaluation] = await newStores(engines).judgedMonths.of('2020-06', 'overdue-share', ['so-xay-dung']);
  expect(evaluation).toMatchObject({ overdue: 2, denominator: 2, counts: { handled: 4, overdue: 3 } });
});
