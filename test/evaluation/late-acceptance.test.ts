import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RegistryOfMonth } from '../../shared/evaluation/judging-registry.ts';
import { registryOfMonth } from '../../shared/evaluation/judging-registry.ts';
import type { CopyLine } from '../../shared/snapshot/canonical-line.ts';
import { copyLineSchema } from '../../shared/snapshot/canonical-line.ts';
import { dossierLine, instant, rejectedLine, vanishedLine } from './canonical-lines.ts';
import { importPolicies, judgeMonth, policiesCsv, policyRow, registryOf, TIME_ZONE } from './judge-rows.ts';

/** 8 working hours, 07:00-11:00 and 13:00-17:00; June 2020 has 22 weekdays, of which none is a holiday. */
const policy = policyRow({ rule: 'late-acceptance', thresholdNumerator: '10' });

const FAR = '2020-07-30 17:00';

/** An online dossier of the unit: when it was submitted, and when accepted. */
function online(code: string, submitted: string | null, accepted: string, more: object = {}) {
  const submittedAt = submitted === null ? null : instant(submitted);
  return dossierLine('don-vi', code, [accepted, FAR, null], { submittedAt, ...more });
}

function awaiting(code: string, submitted: string | null, more: object = {}) {
  const submittedAt = submitted === null ? null : instant(submitted);
  const procedure = { procedureCode: '1.001612', procedureName: null };
  return {
    kind: 'awaiting',
    dossierCode: code,
    unitId: 'don-vi',
    ...procedure,
    channel: 'online',
    submittedAt,
    ...more,
  };
}

function read(lines: readonly object[]): CopyLine[] {
  return lines.map((line) => copyLineSchema.parse(line));
}

async function june(lines: readonly object[], { calendar, day }: { calendar?: object[]; day?: string } = {}) {
  const registry = registryOf([policy], calendar === undefined ? {} : { calendar: calendar as never });
  const evaluated = await judgeMonth(registry, '2020-06', () => read(lines), day);
  const found = evaluated.find(({ evaluation }) => evaluation.rule === 'late-acceptance');
  if (found === undefined) throw new Error('not judged');
  const { evaluation, counted, evidence } = found;
  const { overdue, unknown, denominator, verdict } = evaluation;
  return { overdue, unknown, denominator, verdict, counted, evaluation, evidence: evidence?.content ?? '' };
}

describe('what one dossier is to June 2020', () => {
  test.each([
    ['accepted at once', online('a', '2020-06-01 08:00', '2020-06-01 08:30'), [0, 0, 1]],
    ['accepted as the eighth hour ends', online('a', '2020-06-01 09:00', '2020-06-02 09:00'), [0, 0, 1]],
    ['accepted a minute later', online('a', '2020-06-01 09:00', '2020-06-02 09:01'), [1, 0, 1]],
    [
      'eight hours are full at 17:00, accepted that evening',
      online('a', '2020-06-01 07:00', '2020-06-01 21:00'),
      [0, 0, 1],
    ],
    [
      'eight hours are full at 17:00, accepted the next morning',
      online('a', '2020-06-01 07:00', '2020-06-02 07:01'),
      [1, 0, 1],
    ],
    ['over a weekend', online('a', '2020-06-05 16:00', '2020-06-08 16:00'), [0, 0, 1]],
    ['still waiting', awaiting('a', '2020-06-01 09:00'), [1, 0, 1]],
    ['still waiting, and its time ends in July', awaiting('a', '2020-06-30 09:00'), [0, 0, 0]],
    ['still waiting, and its time ends as June does', awaiting('a', '2020-06-30 07:00'), [1, 0, 1]],
    ['submitted in May, its time ends in June', online('a', '2020-05-29 16:00', '2020-06-02 08:00'), [1, 0, 1]],
    ['submitted in May, its time ended in May', online('a', '2020-05-28 16:00', '2020-06-02 08:00'), [0, 0, 0]],
    ['accepted at once, its time would end in July', online('a', '2020-06-30 16:00', '2020-06-30 16:05'), [0, 0, 0]],
    ['handed in at the counter', online('a', '2020-06-01 09:00', '2020-06-09 09:00', { channel: 'direct' }), [0, 0, 0]],
    ['sent by post, waiting', awaiting('a', '2020-06-01 09:00', { channel: 'post' }), [0, 0, 0]],
    ['an unknown way, late', online('a', '2020-06-01 09:00', '2020-06-09 09:00', { channel: 'other' }), [0, 1, 1]],
    ['an unknown way, in time', online('a', '2020-06-01 09:00', '2020-06-01 10:00', { channel: 'other' }), [0, 0, 0]],
    ['no submission time', online('a', null, '2020-06-09 09:00'), [0, 1, 1]],
    ['no submission time, accepted in May', online('a', null, '2020-05-20 09:00'), [0, 0, 0]],
    ['no submission time, still waiting', awaiting('a', null), [0, 1, 1]],
    ['submitted days after it was accepted', online('a', '2020-06-15 09:00', '2020-06-09 09:00'), [0, 1, 1]],
    [
      'accepted on the day of submission, without a time',
      online('a', '2020-06-09 09:00', '2020-06-09 00:00'),
      [0, 0, 1],
    ],
    ['the source does not say when', dossierLine('don-vi', 'a', ['2020-06-09 09:00', FAR, null]), [0, 1, 1]],
    ['a row that cannot be read', rejectedLine('don-vi', 7), [0, 1, 1]],
    ['one received in May', rejectedLine('don-vi', 7, { receivedAt: instant('2020-05-20 09:00') }), [0, 0, 0]],
    ['one handed in at the counter', rejectedLine('don-vi', 7, { channel: 'direct' }), [0, 0, 0]],
    [
      'one submitted in July',
      rejectedLine('don-vi', 7, { channel: 'online', submittedAt: instant('2020-07-01 09:00') }),
      [0, 0, 0],
    ],
    ['one that repeats another word for word', rejectedLine('don-vi', 7, { reason: 'duplicate' }), [0, 0, 0]],
    ['vanished', vanishedLine('don-vi', 'a', ['2020-06-09 09:00', FAR]), [0, 1, 1]],
    ['vanished, accepted in May', vanishedLine('don-vi', 'a', ['2020-05-09 09:00', FAR]), [0, 0, 0]],
  ])('%s', async (_name, line, [overdue, unknown, denominator]) => {
    expect(await june([line])).toMatchObject({ overdue, unknown, denominator });
  });

  test('a holiday and a worked Saturday of the registry move the time', async () => {
    // Friday 05/06 16:00: one hour, then Saturday 06/06 is worked, Monday 08/06 is off.
    const calendar = [
      { date: '2020-06-06', kind: 'working', name: 'Làm bù' },
      { date: '2020-06-08', kind: 'holiday', name: 'Nghỉ bù' },
    ];
    const monday = online('a', '2020-06-05 16:00', '2020-06-08 10:00');

    expect(await june([monday])).toMatchObject({ overdue: 0, denominator: 1 });
    // Eight hours end on Saturday at 16:00; one more passes until its 17:00.
    expect(await june([monday], { calendar })).toMatchObject({ overdue: 1, denominator: 1 });
  });

  test('in a snapshot taken after the end, what was accepted after the end was not accepted at the end', async () => {
    const july = online('a', '2020-06-25 09:00', '2020-07-02 09:00');
    expect(await june([july], { day: '2020-07-03' })).toMatchObject({ overdue: 1, denominator: 1 });
  });
});

describe('rows that contradict each other, and rows that come twice', () => {
  const late = online('a', '2020-06-01 09:00', '2020-06-09 09:00');
  const inTime = online('a', '2020-06-01 09:00', '2020-06-01 10:00');
  const contradiction = rejectedLine('don-vi', 9, { dossierCode: 'a', reason: 'conflicting-duplicate' });

  test.each([
    ['a late one that another row contradicts', [late, contradiction], [0, 1, 1]],
    ['one in time that another row contradicts', [inTime, contradiction], [0, 1, 1]],
    ['a late one that vanished before, too', [late, vanishedLine('don-vi', 'a', ['2020-06-09 09:00', FAR])], [1, 0, 1]],
    ['one in time of which a row cannot be read', [inTime, rejectedLine('don-vi', 9, { dossierCode: 'a' })], [0, 1, 1]],
    [
      'one that went back to waiting',
      [vanishedLine('don-vi', 'a', ['2020-06-02 09:00', FAR]), awaiting('a', '2020-06-01 09:00')],
      [1, 0, 1],
    ],
    ['one that waits in two rows', [awaiting('a', '2020-06-01 09:00'), awaiting('a', '2020-06-02 09:00')], [1, 0, 1]],
  ])('%s', async (_name, lines, [overdue, unknown, denominator]) => {
    expect(await june(lines)).toMatchObject({ overdue, unknown, denominator });
    expect(await june(lines.toReversed())).toMatchObject({ overdue, unknown, denominator });
  });
});

test('the verdict is by bounds: 10% strictly, with what is unknown on either side', async () => {
  const inTime = (count: number) =>
    Array.from({ length: count }, (_, at) => online(`t${at}`, '2020-06-01 08:00', '2020-06-01 09:00'));
  const late = (count: number) =>
    Array.from({ length: count }, (_, at) => online(`l${at}`, '2020-06-01 08:00', '2020-06-09 09:00'));
  const verdictOf = async (...lines: object[]) => (await june(lines)).verdict;

  expect(await verdictOf(...inTime(9), ...late(1))).toBe('passed');
  expect(await verdictOf(...inTime(8), ...late(1))).toBe('exceeded');
  // 1 of 10 at best, 2 of 10 at worst
  expect(await verdictOf(...inTime(8), ...late(1), online('x', null, '2020-06-02 09:00'))).toBe('undecided');
  expect(await verdictOf()).toBe('not-judged');
});

test('evidence and manifest list who waited how long, and by which hours that was reckoned', async () => {
  // Act
  const lines = [online('b', '2020-06-01 09:00', '2020-06-09 10:15'), awaiting('a', '2020-06-05 16:00')];
  const { evidence } = await june(lines);
  const [, byAcceptance] = await judgeMonth(registryOf([policy], { calendar: [] }), '2020-06', () => read(lines));
  const manifest = JSON.parse(byAcceptance?.manifest?.content ?? '{}');

  // Assess
  const rows = evidence.split('\r\n');
  expect(rows[0]).toContain('Nhóm,Mã hồ sơ,Thủ tục,Ngày nộp,Hạn tiếp nhận,Ngày tiếp nhận,Tình trạng/Lý do');
  expect(rows.slice(1, 3)).toEqual([
    'Tiếp nhận chậm,a,1.001612,05/06/2020 16:00,08/06/2020 16:00,,"Chưa tiếp nhận đến hết kỳ, đã quá hạn tiếp nhận"',
    'Tiếp nhận chậm,b,Đăng ký thành lập hộ kinh doanh,01/06/2020 09:00,02/06/2020 09:00,09/06/2020 10:15,"Đã tiếp nhận, quá hạn tiếp nhận"',
  ]);
  expect(byAcceptance?.evidence?.key).toMatch(/^evidence\/2020-06\/don-vi\/late-acceptance-r1-/);
  expect(manifest).toMatchObject({ rule: 'late-acceptance', overdue: 2, denominator: 2, counts: null });
  expect(manifest.formula).toContain('8 working hours');
  expect(manifest.overdueDossiers[0]).toMatchObject({ dossierCode: 'a', receivedAt: null, outcome: 'notAccepted' });
});

test('hiding does not pay: no dossier that is left out, blurred or sent back to waiting turns exceeded into passed', async () => {
  const accepted = fc.record({ submitted: fc.integer({ min: 1, max: 26 }), days: fc.integer({ min: 0, max: 4 }) });
  const hidings = fc.constantFrom('unreadable row', 'no submission time', 'vanished', 'waiting again', 'other channel');
  await fc.assert(
    fc.asyncProperty(
      fc.array(accepted, { minLength: 1, maxLength: 12 }),
      fc.nat(),
      hidings,
      async (all, which, how) => {
        const day = (number: number) => `2020-06-${String(number).padStart(2, '0')}`;
        const lines: object[] = all.map(({ submitted, days }, at) =>
          online(`d${at}`, `${day(submitted)} 10:00`, `${day(submitted + days)} 10:30`),
        );
        const at = which % all.length;
        const { submitted, days } = all[at] ?? { submitted: 1, days: 0 };
        const [from, to] = [`${day(submitted)} 10:00`, `${day(submitted + days)} 10:30`];
        const hidden = {
          'unreadable row': rejectedLine('don-vi', 5, { dossierCode: `d${at}` }),
          'no submission time': online(`d${at}`, null, to),
          vanished: vanishedLine('don-vi', `d${at}`, [to, FAR]),
          'waiting again': awaiting(`d${at}`, from),
          'other channel': online(`d${at}`, from, to, { channel: 'other' }),
        }[how];

        const before = await june(lines);
        const after = await june(lines.with(at, hidden));

        if (before.verdict === 'exceeded') expect(after.verdict).not.toBe('passed');
      },
    ),
    { numRuns: 300 },
  );
});

test('of a source that does not show what waits no unit passes, though it may exceed', async () => {
  // Prepare
  const blind = [{ sourceId: 'portal', name: 'Cổng', ownerUnitId: 'don-vi' }];
  const inTime = Array.from({ length: 9 }, (_, at) => online(`t${at}`, '2020-06-01 08:00', '2020-06-01 09:00'));
  const late = [
    online('a', '2020-06-01 08:00', '2020-06-09 09:00'),
    online('b', '2020-06-01 08:00', '2020-06-09 09:00'),
  ];
  const judgedBy = async (lines: object[]) => {
    const judged = await judgeMonth(registryOf([policy], { sources: blind }), '2020-06', () => read(lines));
    return judged.find(({ evaluation }) => evaluation.rule === 'late-acceptance')?.evaluation;
  };

  // Act and Assess: 0 of 9, 2 of 11
  expect(await judgedBy(inTime)).toMatchObject({ verdict: 'undecided', reasons: ['waiting-dossiers-not-shown'] });
  expect(await judgedBy([...inTime, ...late])).toMatchObject({ verdict: 'exceeded', overdue: 2 });
});

describe('what is kept with the month', () => {
  const calendar = [
    { date: '2020-04-30', kind: 'holiday', name: 'a' },
    { date: '2020-05-01', kind: 'holiday', name: 'b' },
    { date: '2020-07-01', kind: 'holiday', name: 'c' },
  ] as const;
  const kept = (rule: string): RegistryOfMonth =>
    registryOfMonth(registryOf([policyRow({ rule })], { calendar: [...calendar] }), '2020-06', TIME_ZONE);

  test('the calendar of the month and the one before, where a rule reckons in working time; else nothing more than before', () => {
    expect(kept('late-acceptance').calendar).toEqual([calendar[1]]);
    expect(Object.keys(kept('overdue-share'))).not.toContain('calendar');
    expect(kept('late-acceptance').sources).toMatchObject([{ awaiting: ['1'] }]);
    expect(kept('overdue-share').sources[0]).not.toHaveProperty('awaiting');
  });
});

describe('the columns of the rule in policies.csv', () => {
  test('say the office hours and the limit', () => {
    const cells = { rule: 'late-acceptance', officeHours: '07:30-11:30;13:30-17:30', limitWorkingHours: '4' };
    expect(policyRow(cells)).toMatchObject({ officeHours: ['07:30-11:30', '13:30-17:30'], limitWorkingHours: 4 });
    expect(Object.keys(policy)).not.toContain('officeHours');
  });

  test.each([
    [
      { rule: 'late-acceptance', officeHours: '17:00-13:00' },
      'officeHours: 17:00-13:00 ends before it begins, or after its day',
    ],
    [{ rule: 'late-acceptance', limitWorkingHours: '0' }, 'limitWorkingHours: Too small: expected number to be >0'],
    [{ rule: 'late-acceptance', limitWorkingHours: '41' }, 'limitWorkingHours: Too big: expected number to be <=40'],
    [{ officeHours: '07:00-11:00' }, 'officeHours: only late-acceptance reckons in it'],
    [{ limitWorkingHours: '8' }, 'limitWorkingHours: only late-acceptance reckons in it'],
  ])('%j', (cells, fault) => {
    expect(importPolicies(policiesCsv(cells)).faults).toEqual([fault]);
  });
});
