import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ZoneOffsets } from '../../shared/calendar/zone.ts';
import { countUnitMonths } from '../../shared/evaluation/count-unit-month.ts';
import { judgeUnit } from '../../shared/evaluation/judge-unit.ts';
import type { OverdueShareMonth } from '../../shared/evaluation/unit-month.ts';
import { monthRulesOf } from '../../shared/policy/month-rules.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { dossierLine, instant, readLines, rejectedLine, vanishedLine, type WrittenLine } from './canonical-lines.ts';
import { overdueCounter } from './overdue-counter.ts';
import { policyOf664 } from './policies.ts';

const zone = new ZoneOffsets('Asia/Ho_Chi_Minh');

const early = ['2020-06-01 08:00', '2020-06-10 17:00', '2020-06-09 16:00'] as const;
const late = ['2020-06-01 08:00', '2020-06-10 17:00', '2020-06-12 16:00'] as const;
const openLate = ['2020-05-20 08:00', '2020-06-29 17:00', null] as const;
const open = ['2020-06-20 08:00', '2020-07-10 17:00', null] as const;
const openNoDue = ['2020-06-20 08:00', null, null] as const;
const endedInMay = ['2020-05-01 08:00', '2020-05-10 17:00', '2020-05-12 16:00'] as const;

async function countJune(
  lines: readonly WrittenLine[],
  changes: Partial<Policy> = {},
  unitId = 'a',
  isAfterEnd = true,
): Promise<OverdueShareMonth> {
  const rules = monthRulesOf([policyOf664('province', changes)], 'province', '2020-06', zone.timeZone);
  const rule = { countedBy: (ofUnit: string) => [ofUnit], isAfterEnd, zone };
  const months = await countUnitMonths(readLines(lines), [{ unitId, ...rules }], overdueCounter, rule);
  return months.get(unitId) ?? missing();
}

function missing(): never {
  throw new Error('the unit was not counted');
}

test('a unit’s month gives counts, the overdue dossiers by code, and the unknown ones', async () => {
  // Act
  const month = await countJune([
    dossierLine('a', 'H01.02-3', late),
    dossierLine('a', 'H01.02-1', openLate),
    dossierLine('a', 'H01.02-2', early),
    dossierLine('a', 'H01.02-4', openNoDue),
    dossierLine('b', 'H01.03-1', late),
  ]);

  // Assess
  expect(month.counts).toMatchObject({ received: 3, carriedOver: 1, handled: 4, overdue: 2, inProcessNoDueDate: 1 });
  expect(month.overdue).toEqual([
    expect.objectContaining({ dossierCode: 'H01.02-1', outcome: 'inProcessOverdue', completedAtMs: null }),
    expect.objectContaining({
      dossierCode: 'H01.02-3',
      outcome: 'resolvedOverdue',
      completedAtMs: Date.parse(instant('2020-06-12 16:00')),
    }),
  ]);
  expect(month.unknown).toEqual([
    expect.objectContaining({ dossierCode: 'H01.02-4', inDenominator: true, cause: { kind: 'no-due-date' } }),
  ]);
});

describe('which rejected rows leave a month unknown', () => {
  const cases: [string, Parameters<typeof rejectedLine>[2], number][] = [
    ['nothing of it could be read', {}, 1],
    ['received in the period', { receivedAt: instant('2020-06-30 23:59') }, 1],
    ['received when the period was over', { receivedAt: instant('2020-07-01 00:00') }, 0],
    ['ended before the period', { statusClass: 'completed', completedAt: instant('2020-05-31 23:59') }, 0],
    ['ended as the period began', { statusClass: 'completed', completedAt: instant('2020-06-01 00:00') }, 1],
    ['has a completion date, but its status could not be read', { completedAt: instant('2020-05-31 23:59') }, 1],
    ['is open in spite of a completion date', { statusClass: 'open', completedAt: instant('2020-05-31 23:59') }, 1],
    ['is in a status that is never counted', { statusClass: 'not-counted' }, 0],
    ['repeats another row word for word', { reason: 'duplicate', isDuplicate: true, dossierCode: 'x' }, 0],
  ];
  test.each(cases)('%s', async (_name, row, unknown) => {
    const month = await countJune([rejectedLine('a', 7, row)]);
    expect(month.unknown).toHaveLength(unknown);
  });

  test('one that names no unit belongs to none', async () => {
    expect((await countJune([rejectedLine(null, 7)])).unknown).toEqual([]);
  });
});

describe('each unknown dossier counts once', () => {
  test('two rejected rows and a vanishing of one dossier are one; the first row stands for it', async () => {
    // Act
    const month = await countJune([
      vanishedLine('a', 'x', ['2020-06-01 08:00', '2020-06-10 17:00']),
      rejectedLine('a', 9, { dossierCode: 'x' }),
      rejectedLine('a', 7, { dossierCode: 'x' }),
    ]);

    // Assess
    expect(month.unknown).toEqual([
      expect.objectContaining({
        dossierCode: 'x',
        inDenominator: false,
        cause: { kind: 'rejected', row: 7, reason: 'unreadable-date' },
      }),
    ]);
  });

  test('two rejected rows without a code are two', async () => {
    expect((await countJune([rejectedLine('a', 7), rejectedLine('a', 8)])).unknown).toHaveLength(2);
  });

  const duplicate = rejectedLine('a', 9, { dossierCode: 'x', isDuplicate: true, reason: 'conflicting-duplicate' });

  test('an unequal duplicate makes a dossier unknown that is counted on time: the denominator stays', async () => {
    const month = await countJune([dossierLine('a', 'x', early), duplicate]);
    expect(month.unknown).toEqual([expect.objectContaining({ dossierCode: 'x', inDenominator: true })]);
  });

  test.each([
    ['overdue', late],
    ['unknown', openNoDue],
  ] as const)(
    'an unequal duplicate of a dossier that the first row shows as %s leaves it unknown, once',
    async (_name, dates) => {
      const month = await countJune([duplicate, dossierLine('a', 'x', dates)]);
      expect(month.overdue).toEqual([]);
      expect(month.unknown).toEqual([
        expect.objectContaining({ dossierCode: 'x', inDenominator: true, cause: expect.objectContaining({ row: 9 }) }),
      ]);
    },
  );

  test('the counts of the month stay as the first row says; the verdict leaves the doubtful dossier out of its numerator', async () => {
    // Act
    const month = await countJune([dossierLine('a', 'x', late), dossierLine('a', 'y', late), duplicate]);
    const judgement = judgeUnit({ policy: policyOf664('province'), basis: 'handled' }, month);

    // Assess
    expect(month.counts).toMatchObject({ overdue: 2, handled: 2 });
    expect(judgement).toMatchObject({ overdue: 1, unknown: 1, denominator: 2 });
  });

  test('an unequal duplicate that names another unit leaves the dossier unknown in both', async () => {
    // Prepare
    const lines = [dossierLine('a', 'x', late), { ...duplicate, unitId: 'b' }];

    // Act
    const [ofA, ofB] = [await countJune(lines), await countJune(lines, {}, 'b')];

    // Assess
    expect([ofA.overdue, ofA.unknown]).toEqual([[], [expect.objectContaining({ inDenominator: true })]]);
    expect(ofB.unknown).toEqual([expect.objectContaining({ inDenominator: false })]);
  });

  test('an unequal duplicate of a dossier that ended in May comes on top of the denominator', async () => {
    const month = await countJune([dossierLine('a', 'x', endedInMay), duplicate]);
    expect(month.unknown).toEqual([expect.objectContaining({ dossierCode: 'x', inDenominator: false })]);
  });
});

describe('vanished dossiers', () => {
  test.each([
    ['received in June', '2020-06-30 23:59', 1],
    ['received in July', '2020-07-01 00:00', 0],
  ] as const)('%s', async (_name, received, unknown) => {
    const month = await countJune([vanishedLine('a', 'x', [received, '2020-07-20 17:00'])]);
    expect(month.unknown).toHaveLength(unknown);
  });

  test.each([
    ['as May ended', 'handled', '2020-06-10 17:00', '2020-05-31 23:59', 0],
    ['as June began', 'handled', '2020-06-10 17:00', '2020-06-01 00:00', 1],
    ['in May, falling due in June', 'fell-due', '2020-06-10 17:00', '2020-05-31 23:59', 1],
    ['in May, falling due in July', 'fell-due', '2020-07-10 17:00', '2020-05-31 23:59', 0],
    ['in May, without a due date', 'fell-due', null, '2020-05-31 23:59', 0],
  ] as const)('last seen ended %s, on the basis %s', async (_name, basis, due, completed, unknown) => {
    const month = await countJune([vanishedLine('a', 'x', ['2020-05-20 08:00', due, completed])], { basis });
    expect(month.unknown).toHaveLength(unknown);
  });

  test('the evidence says when it had ended', async () => {
    const month = await countJune([vanishedLine('a', 'x', ['2020-06-01 08:00', null, '2020-06-20 16:00'])]);
    expect(month.unknown).toEqual([
      expect.objectContaining({ completedAtMs: Date.parse(instant('2020-06-20 16:00')), inDenominator: false }),
    ]);
  });
});

describe('the basis decides what is in the numerator, the denominator and unknown', () => {
  const lines = [
    dossierLine('a', '1', early),
    dossierLine('a', '2', late),
    dossierLine('a', '3', openLate),
    dossierLine('a', '4', open),
    dossierLine('a', '5', openNoDue),
    dossierLine('a', '6', ['2020-06-20 08:00', null, '2020-06-21 08:00']),
    vanishedLine('a', '7', ['2020-06-01 08:00', '2020-07-20 17:00']),
    vanishedLine('a', '8', ['2020-06-01 08:00', '2020-06-20 17:00']),
  ];

  test.each([
    // of 1 2 3 4 5 6: overdue 2 and 3; without a due date 5 and 6; vanished 7 and 8 on top
    ['handled', ['2', '3'], ['5', '6', '7', '8'], 8],
    // of 1 2 6: overdue 2; without a due date 6; 7 and 8 may have been resolved
    ['resolved', ['2'], ['6', '7', '8'], 5],
    // due in June 1 2 3: overdue 2 and 3; 5, 6 and 8 may have been due in June, 7 was due in July
    ['fell-due', ['2', '3'], ['5', '6', '8'], 6],
  ] as const)('%s', async (basis, overdue, unknown, denominator) => {
    // Act
    const month = await countJune(lines, { basis });
    const judgement = judgeUnit({ policy: policyOf664('province', { basis }), basis }, month);

    // Assess
    expect(month.overdue.map(({ dossierCode }) => dossierCode)).toEqual(overdue);
    expect(month.unknown.map(({ dossierCode }) => dossierCode)).toEqual(unknown);
    expect(judgement).toMatchObject({ overdue: overdue.length, unknown: unknown.length, denominator });
  });
});

describe('a snapshot taken after the month’s end', () => {
  const seen = { unitId: 'a', dueAt: instant('2020-06-29 17:00'), completedAt: null, statusClass: 'open' } as const;

  test('a completion entered on 01/07 for 01/07 leaves the dossier open at the end of June', async () => {
    const line = dossierLine('a', 'x', ['2020-06-01 08:00', '2020-06-29 17:00', '2020-07-01 09:00']);
    const month = await countJune([{ ...line, lastSeenBeforeEnd: seen }]);
    expect(month.counts).toMatchObject({ inProcessOverdue: 1, resolvedOverdue: 0 });
  });

  test('a completion on 25/06 that was entered on 01/07 holds', async () => {
    const line = dossierLine('a', 'x', ['2020-06-01 08:00', '2020-06-29 17:00', '2020-06-25 09:00']);
    const month = await countJune([{ ...line, lastSeenBeforeEnd: seen }]);
    expect(month.counts).toMatchObject({ resolvedEarly: 1, overdue: 0 });
  });

  test('a due date moved on 01/07 is not the one that counts', async () => {
    const line = dossierLine('a', 'x', ['2020-06-01 08:00', '2020-07-29 17:00', null]);
    const month = await countJune([{ ...line, lastSeenBeforeEnd: seen }]);
    expect(month.overdue).toEqual([expect.objectContaining({ dueAtMs: Date.parse(instant('2020-06-29 17:00')) })]);
  });

  test('a pause entered on 01/07 does not stop the clock of June', async () => {
    const line = dossierLine('a', 'x', openLate, { statusClass: 'paused' });
    const month = await countJune([{ ...line, lastSeenBeforeEnd: seen }]);
    expect(month.counts.inProcessOverdue).toBe(1);
  });

  test.each([
    ['returned', '2020-06-25 09:00'],
    ['completed', '2020-06-28 09:00'],
  ] as const)('a dossier completed late that turns %s on 01/07 stays late', async (statusClass, completed) => {
    // Prepare: completed on 30/06, due on 29/06
    const ended = { ...seen, statusClass: 'completed', completedAt: instant('2020-06-30 09:00') } as const;
    const line = dossierLine('a', 'x', ['2020-06-01 08:00', '2020-06-29 17:00', completed], { statusClass });

    // Act
    const month = await countJune([{ ...line, lastSeenBeforeEnd: ended }]);

    // Assess
    expect(month.overdue).toEqual([
      expect.objectContaining({ completedAtMs: Date.parse(instant('2020-06-30 09:00')), outcome: 'resolvedOverdue' }),
    ]);
  });

  test('an open dossier returned on 01/07 with a date in June was open at the end of June', async () => {
    const line = dossierLine('a', 'x', ['2020-06-01 08:00', '2020-06-29 17:00', '2020-06-30 16:00'], {
      statusClass: 'returned',
    });
    const month = await countJune([{ ...line, lastSeenBeforeEnd: seen }]);
    expect(month.counts).toMatchObject({ inProcessOverdue: 1, resolvedOnTime: 0 });
  });

  test('what a file says of the end of another month is left alone by a month that was not over yet', async () => {
    // Prepare: the file of 30/06 may also govern a month that ended on 20/06
    const line = dossierLine('b', 'x', openLate);
    const moved = dossierLine('b', 'y', ['2020-06-01 08:00', '2020-07-29 17:00', null]);
    const lines = [line, moved].map((one) => ({
      ...one,
      lastSeenBeforeEnd: { ...seen, unitId: one === line ? 'a' : 'b' },
    }));

    // Act
    const [ofA, ofB] = [await countJune(lines, {}, 'a', false), await countJune(lines, {}, 'b', false)];

    // Assess
    expect([ofA.counts.handled, ofB.counts.handled]).toEqual([0, 2]);
    expect(ofB.overdue.map(({ dossierCode }) => dossierCode)).toEqual(['x']);
  });

  test('a dossier handed to another unit on 01/07 is counted by the one that had it', async () => {
    const line = dossierLine('b', 'x', openLate);
    const month = await countJune([{ ...line, lastSeenBeforeEnd: seen }]);
    expect(month.counts.handled).toBe(1);
  });
});

test('a unit whose policy counts its children counts theirs too, and keeps its own apart', async () => {
  // Prepare
  const rules = monthRulesOf([policyOf664('district')], 'district', '2020-06', zone.timeZone);
  const countedBy = (unitId: string) => (unitId === 'xa' ? ['xa', 'huyen'] : [unitId]);
  const units = ['huyen', 'xa'].map((unitId) => ({ unitId, ...rules }));
  const lines = readLines([dossierLine('huyen', '1', early), dossierLine('xa', '2', late), rejectedLine('xa', 9)]);

  // Act
  const months = await countUnitMonths(lines, units, overdueCounter, { countedBy, isAfterEnd: false, zone });

  // Assess
  expect(months.get('huyen')).toMatchObject({
    counts: { handled: 2, overdue: 1 },
    ownCounts: { handled: 1, overdue: 0 },
    overdue: [{ dossierCode: '2' }],
    unknown: [{ cause: { kind: 'rejected' } }],
  });
  expect(months.get('xa')).toMatchObject({ counts: { handled: 1 }, ownCounts: { handled: 1 } });
});

const day = fc.integer({ min: 0, max: 90 });
const anyLine: fc.Arbitrary<WrittenLine> = fc
  .record({
    kind: fc.constantFrom('dossier', 'dossier', 'dossier', 'rejected', 'contradicting', 'vanished'),
    code: fc.integer({ min: 1, max: 30 }),
    received: day,
    due: fc.option(day),
    completed: fc.option(day),
    line: fc.integer({ min: 2, max: 1000 }),
    hasCode: fc.boolean(),
  })
  .map(({ kind, code, received, due, completed, line, hasCode }) => {
    if (kind === 'rejected') return rejectedLine('a', line, hasCode ? { dossierCode: `v${code}` } : {});
    if (kind === 'contradicting') {
      const what = { dossierCode: `d${code}`, isDuplicate: true, reason: 'conflicting-duplicate' };
      return rejectedLine('a', line, { ...what, receivedAt: instant(dayText(received)), statusClass: 'open' });
    }
    if (kind === 'vanished')
      return vanishedLine('a', `v${code}`, [dayText(received), due === null ? null : dayText(due)]);
    return dossierLine('a', `d${code}`, [
      dayText(received),
      due === null ? null : dayText(due),
      completed === null ? null : dayText(completed),
    ]);
  });

function dayText(daysAfterMayFirst: number): string {
  return new Date(Date.UTC(2020, 4, 1 + daysAfterMayFirst, 10)).toISOString().slice(0, 16).replace('T', ' ');
}

/** A canonical copy has one line per accepted dossier and one per rejected row. */
const anyCopy = fc.uniqueArray(anyLine, {
  maxLength: 40,
  selector: (line) => {
    if (line.kind === 'dossier') return line.dossier.dossierCode;
    return line.kind === 'rejected' ? `row ${line.row}` : `vanished ${line.dossierCode}`;
  },
});

test('the recount is the same in whatever order the lines stand', async () => {
  const shuffled = anyCopy.chain((lines) =>
    fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })),
  );
  await fc.assert(
    fc.asyncProperty(shuffled, async ([lines, reordered]) => {
      expect(await countJune(reordered)).toEqual(await countJune(lines));
    }),
    { numRuns: 200 },
  );
});

/** Rows about few dossiers of two units, as ingest leaves them: the first row counts, others repeat or contradict it. */
function canonicalOf(rows: readonly Row[]): WrittenLine[] {
  const firstOf = new Map<string, Row>();
  return rows.map((row, position) => {
    const first = firstOf.get(row.dossier.dossierCode);
    if (first === undefined) {
      firstOf.set(row.dossier.dossierCode, row);
      return row;
    }
    const { unitId, dossierCode, receivedAt, completedAt, statusClass } = row.dossier;
    const isEqual = JSON.stringify(first) === JSON.stringify(row);
    const reason = isEqual ? 'duplicate' : 'conflicting-duplicate';
    const what = { reason, dossierCode, receivedAt, completedAt, statusClass, isDuplicate: true };
    return rejectedLine(unitId, position + 2, what);
  });
}

type Row = ReturnType<typeof dossierLine>;
const anyRow: fc.Arbitrary<Row> = fc
  .record({
    unitId: fc.constantFrom('a', 'a', 'b'),
    code: fc.integer({ min: 1, max: 6 }),
    received: day,
    due: fc.option(day),
    completed: fc.option(day),
    isReturned: fc.boolean(),
  })
  .map(({ unitId, code, received, due, completed, isReturned }) =>
    dossierLine(
      unitId,
      `d${code}`,
      [dayText(received), due === null ? null : dayText(due), completed === null ? null : dayText(completed)],
      completed !== null && isReturned ? { statusClass: 'returned', status: '7' } : {},
    ),
  );

test.each(['handled', 'resolved'] as const)(
  'whichever row of a file comes first, the verdict and its figures on the basis %s are the same',
  async (basis) => {
    const anyOrder = fc
      .array(anyRow, { maxLength: 12 })
      .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));
    await fc.assert(
      fc.asyncProperty(anyOrder, fc.integer({ min: 20, max: 900 }), async ([rows, reordered], numerator) => {
        const policy = policyOf664('province', { basis, thresholdNumerator: numerator });
        const [first, second] = [
          await countJune(canonicalOf(rows), policy),
          await countJune(canonicalOf(reordered), policy),
        ];
        expect(judgeUnit({ policy, basis }, second)).toEqual(judgeUnit({ policy, basis }, first));
        expect(second.overdue).toEqual(first.overdue);
      }),
      { numRuns: 500 },
    );
  },
);

test('the evidence always lists as many dossiers as the verdict counts, on every basis', async () => {
  const anyBasis = fc.constantFrom('handled', 'resolved', 'fell-due');
  await fc.assert(
    fc.asyncProperty(anyCopy, anyBasis, async (lines, basis) => {
      const policy = policyOf664('province', { basis });
      const month = await countJune(lines, { basis });
      const judgement = judgeUnit({ policy, basis }, month);
      expect(month.overdue).toHaveLength(judgement.overdue);
      expect(judgement.overdue + judgement.unknown).toBeLessThanOrEqual(judgement.denominator);
    }),
    { numRuns: 200 },
  );
});

test('adding an unreadable or contradicting row to a copy never turns exceeded into passed, nor passed into exceeded', async () => {
  const anyRejected = anyLine.filter(({ kind }) => kind === 'rejected');
  await fc.assert(
    fc.asyncProperty(anyCopy, anyRejected, fc.integer({ min: 20, max: 900 }), async (lines, rejected, numerator) => {
      const policy = policyOf664('province', { thresholdNumerator: numerator });
      const [before, after] = [await countJune(lines), await countJune([...lines, rejected])].map(
        (month) => judgeUnit({ policy, basis: 'handled' }, month).verdict,
      );
      expect([before, after]).not.toEqual(['exceeded', 'passed']);
      expect([before, after]).not.toEqual(['passed', 'exceeded']);
    }),
    { numRuns: 300 },
  );
});
