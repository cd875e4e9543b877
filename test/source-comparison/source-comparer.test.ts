import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ZoneOffsets } from '../../shared/calendar/zone.ts';
import type { Dossier } from '../../shared/dossier/dossier.ts';
import { isSameTime } from '../../shared/source-comparison/is-same-time.ts';
import { noticeSourceDifferences } from '../../shared/source-comparison/notice-source-differences.ts';
import { SourceComparer } from '../../shared/source-comparison/source-comparer.ts';
import type { SourceDifference } from '../../shared/source-comparison/source-difference.ts';

const zone = new ZoneOffsets('Asia/Ho_Chi_Minh');
const at = (wallClock: string) => Date.parse(`${wallClock}+07:00`);
const june = { startMs: at('2020-06-01T00:00:00'), endMs: at('2020-07-01T00:00:00') };

function dossier(dossierCode: string, changes: Partial<Dossier> = {}): Dossier {
  return {
    dossierCode,
    unitId: 'so-khdt',
    receivedAtMs: at('2020-06-01T08:00:00'),
    dueAtMs: at('2020-06-22T17:00:00'),
    completedAtMs: null,
    statusClass: 'open',
    procedureCode: null,
    procedureName: null,
    channel: null,
    returnedAtMs: null,
    status: '4',
    flags: [],
    ...changes,
  };
}

function differencesOf(judging: readonly Dossier[], other: readonly Dossier[], isOtherFirst = false) {
  const comparer = new SourceComparer(zone);
  const take = (isJudging: boolean) => {
    for (const one of isJudging ? judging : other) comparer.take(one, isJudging ? 'own' : 'portal', isJudging, june);
  };
  for (const isJudging of isOtherFirst ? [false, true] : [true, false]) take(isJudging);
  return comparer.differences();
}

describe('the same time, as exactly as each system keeps it', () => {
  test.each([
    ['to the second', '2020-06-22T17:00:31', '2020-06-22T17:00:31', true],
    ['another second', '2020-06-22T17:00:31', '2020-06-22T17:00:32', false],
    ['one keeps minutes', '2020-06-22T17:04:00', '2020-06-22T17:04:31', true],
    ['one keeps minutes, another minute', '2020-06-22T17:04:00', '2020-06-22T17:05:00', false],
    ['one keeps days', '2020-06-22T00:00:00', '2020-06-22T17:04:31', true],
    ['one keeps days, by their end', '2020-06-22T23:59:59', '2020-06-22T08:00:00', true],
    ['one keeps days, another day', '2020-06-22T00:00:00', '2020-06-23T08:00:00', false],
    // 00:30 in the province is 17:30 UTC of the day before
    ['one keeps days, by the clock of the province', '2020-06-22T00:00:00', '2020-06-22T00:30:10', true],
  ])('%s', (_title, one, other, isSame) => {
    expect([isSameTime(at(one), at(other), zone), isSameTime(at(other), at(one), zone)]).toEqual([isSame, isSame]);
  });
});

describe('dossiers that two sources state', () => {
  const moved = { dueAtMs: at('2020-06-25T17:00:00') };

  test('a due date that is another one is a difference, whichever source comes first', () => {
    const expected: SourceDifference = {
      unitId: 'so-khdt',
      dossierCode: 'H1',
      judgingSourceId: 'own',
      otherSourceId: 'portal',
      // 17:00 in the province
      fields: [{ field: 'dueAt', judging: '2020-06-22T10:00:00.000Z', other: '2020-06-25T10:00:00.000Z' }],
    };
    expect(differencesOf([dossier('H1')], [dossier('H1', moved)])).toEqual([expected]);
    expect(differencesOf([dossier('H1')], [dossier('H1', moved)], true)).toEqual([expected]);
  });

  test.each([
    ['one source does not state it', dossier('H1', { dueAtMs: null }), dossier('H1', moved)],
    [
      'it has ended in one system and not yet in the other',
      dossier('H1', { statusClass: 'completed', completedAtMs: at('2020-06-20T09:00:00') }),
      dossier('H1'),
    ],
    ['it is another dossier', dossier('H1'), dossier('H2', moved)],
    ['it is another unit', dossier('H1'), dossier('H1', { ...moved, unitId: 'so-gtvt' })],
    [
      'it ended before the month',
      dossier('H1', { statusClass: 'completed', completedAtMs: at('2020-05-31T16:00:00') }),
      dossier('H1', { ...moved, statusClass: 'completed', completedAtMs: at('2020-05-30T16:00:00') }),
    ],
  ])('no difference: %s', (_title, judging, other) => {
    expect(differencesOf([judging], [other])).toEqual([]);
  });

  test('two copies with known edits differ in exactly these', () => {
    const edits = fc.array(
      fc.record({
        // Days by which the other source states it later; 0 as it is, null: not there
        received: fc.constantFrom(0, 0, 1),
        due: fc.constantFrom(0, 0, 3),
        completed: fc.constantFrom(0, 0, 2),
        isInBoth: fc.boolean(),
        hasEnded: fc.boolean(),
        isToTheMinute: fc.boolean(),
      }),
      { maxLength: 15 },
    );
    fc.assert(
      fc.property(edits, fc.boolean(), (given, isOtherFirst) => {
        const later = (wallClock: string, days: number) => at(wallClock) + days * 86_400_000;
        const stated = (edit: (typeof given)[number], number: number, isOther: boolean) => {
          // The own system keeps minutes, the portal seconds.
          const seconds = isOther && !edit.isToTheMinute ? 31_000 : 0;
          const days = isOther ? edit : { received: 0, due: 0, completed: 0 };
          return dossier(`H${number}`, {
            receivedAtMs: later('2020-06-02T08:07:00', days.received) + seconds,
            dueAtMs: later('2020-06-22T17:01:00', days.due) + seconds,
            ...(edit.hasEnded && {
              statusClass: 'completed' as const,
              completedAtMs: later('2020-06-20T09:20:00', days.completed) + seconds,
            }),
          });
        };
        const judging = given.map((edit, number) => stated(edit, number, false));
        const other = given.flatMap((edit, number) => (edit.isInBoth ? [stated(edit, number, true)] : []));

        const told = differencesOf(judging, other, isOtherFirst).map(
          ({ dossierCode, fields }) => `${dossierCode} ${fields.map(({ field }) => field).join()}`,
        );

        const expected = given.flatMap((edit, number) => {
          const fields = [
            ...(edit.received > 0 ? ['receivedAt'] : []),
            ...(edit.due > 0 ? ['dueAt'] : []),
            ...(edit.completed > 0 && edit.hasEnded ? ['completedAt'] : []),
          ];
          return edit.isInBoth && fields.length > 0 ? [`H${number} ${fields.join()}`] : [];
        });
        expect(told.toSorted()).toEqual(expected.toSorted());
      }),
    );
  });
});

describe('what is noticed of it', () => {
  const facts = {
    month: '2020-06',
    unitNameOf: () => 'Sở Kế hoạch và Đầu tư',
    sourceNameOf: (sourceId: string) => (sourceId === 'own' ? 'Hệ thống của Sở' : 'Cổng dịch vụ công'),
    timeZone: 'Asia/Ho_Chi_Minh',
    evidenceKey: 'evidence/2020-06/sources-1-a.json',
    noticedAt: '2020-06-30T23:20:00.000Z',
  };
  const many = (count: number) =>
    Array.from({ length: count }, (_, number): SourceDifference => {
      const times = { judging: '2020-06-22T10:00:00.000Z', other: '2020-06-25T10:00:00.000Z' };
      const sources = { judgingSourceId: 'own', otherSourceId: 'portal' };
      return { unitId: 'so-khdt', dossierCode: `H${number}`, ...sources, fields: [{ field: 'dueAt', ...times }] };
    });

  test('one finding a dossier, in a sentence with both times; the next month it is the same one', () => {
    const [finding] = noticeSourceDifferences(many(1), facts);
    const [later] = noticeSourceDifferences(many(1), { ...facts, month: '2020-07' });

    expect(finding).toMatchObject({
      unitId: 'so-khdt',
      findingId: 'differs-between-sources#portal#H0#dueAt',
      severity: 'warning',
      evidence: { dossierCode: 'H0', 'dueAt.judging': '2020-06-22T10:00:00.000Z' },
    });
    expect(finding?.sentence).toBe(
      'Hồ sơ H0 ghi hạn trả là 17:00 ngày 22/06/2020 theo Hệ thống của Sở nhưng là 17:00 ngày 25/06/2020 theo Cổng dịch vụ công; ' +
        'cần thống nhất dữ liệu giữa các hệ thống.',
    );
    expect(later?.findingId).toBe(finding?.findingId);
  });

  test('a unit with over a hundred of them has one finding, which says how many and where they are listed', () => {
    expect(noticeSourceDifferences(many(100), facts)).toHaveLength(100);
    const findings = noticeSourceDifferences(many(101), facts);
    expect(findings).toMatchObject([
      { findingId: 'differs-between-sources#2020-06', evidence: { dossiers: 101, list: facts.evidenceKey } },
    ]);
    expect(findings[0]?.sentence).toContain('101 hồ sơ của Sở Kế hoạch và Đầu tư');
  });
});
