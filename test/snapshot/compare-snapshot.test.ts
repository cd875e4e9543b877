import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayNumber } from '../../shared/calendar/day.ts';
import type { State } from '../../shared/snapshot/state.ts';
import { bytesOf, compare, copyOf, HEADER } from './snapshot-files.ts';

const ROWS = [
  'A1,U1,01/06/2020 08:00,05/06/2020 17:00,,open',
  'A2,U1,01/06/2020 09:00,05/06/2020,04/06/2020 10:00,done',
  'A3,U2,02/06/2020 08:00,,,open',
];

function file(...rows: string[]): string {
  return [HEADER, ...rows, ''].join('\n');
}

describe('a day compared with the day before', () => {
  test('the first snapshot is new as a whole', async () => {
    // Act
    const { counts, dossiers } = await compare(file(...ROWS));

    // Assess
    expect(counts).toEqual({ rowsRead: 3, accepted: 3, rejected: 0, outside: 0, changed: 3, vanished: 0 });
    expect(dossiers.map(({ dossier }) => dossier.dossierCode)).toEqual(['A1', 'A2', 'A3']);
    // A due date without a time is the day's last millisecond: 05/06/2020 23:59:59.999 at UTC+7.
    expect(dossiers[1]?.dossier.dueAtMs).toBe(Date.parse('2020-06-05T16:59:59.999Z'));
  });

  test('rows that are byte for byte the same are not read; changed, new and vanished ones are', async () => {
    // Prepare
    const { state } = await compare(file(...ROWS));

    // Act
    const next = await compare(
      file(
        'A1,U1,01/06/2020 08:00,05/06/2020 17:00,03/06/2020 11:00,done',
        `${ROWS[1]}`,
        'A4,U2,03/06/2020 08:00,10/06/2020,,open',
      ),
      { prior: state, day: '2020-06-03' },
    );

    // Assess
    expect(next.counts).toEqual({ rowsRead: 3, accepted: 3, rejected: 0, outside: 0, changed: 2, vanished: 1 });
    expect(next.dossiers.map(({ dossier }) => dossier.dossierCode)).toEqual(['A1', 'A4']);
    expect(next.missing.map(({ entry }) => entry.dossierCode)).toEqual(['A3']);
  });

  test('a vanished dossier stays in the state until it comes again', async () => {
    // Prepare
    const first = await compare(file(...ROWS));
    const second = await compare(file(...ROWS.slice(0, 2)), { prior: first.state, day: '2020-06-02' });

    // Act
    const third = await compare(file(...ROWS.slice(0, 2)), { prior: second.state, day: '2020-06-03' });
    const fourth = await compare(file(...ROWS), { prior: third.state, day: '2020-06-04' });

    // Assess
    expect(third.missing.map(({ entry, isNew }) => [entry.dossierCode, isNew])).toEqual([['A3', false]]);
    expect(third.missing[0]?.entry.lastSeenDayNumber).toBe(dayNumber('2020-06-01'));
    expect([fourth.counts.accepted, fourth.counts.changed, fourth.counts.vanished]).toEqual([3, 0, 0]);
  });

  test('where another source counts for the unit now, a missing dossier has moved, not vanished', async () => {
    // Prepare
    const { state } = await compare(file(...ROWS));

    // Act
    const next = await compare(file(`${ROWS[0]}`), { prior: state, hasMoved: (unitId) => unitId !== 'so-xay-dung' });

    // Assess
    expect(next.counts.vanished).toBe(0);
  });

  test('a dossier whose row can no longer be read is rejected and stays unknown, but is not told as vanished', async () => {
    // Prepare
    const { state } = await compare(file(...ROWS));

    // Act
    const next = await compare(file('A1,U1,01/06/2020 08:00,31/06/2020 17:00,,open', ...ROWS.slice(1)), {
      prior: state,
    });

    // Assess
    expect(next.rejections).toMatchObject([
      {
        line: 2,
        reason: 'unreadable-date',
        column: 'due',
        value: '31/06/2020 17:00',
        unitId: 'so-xay-dung',
        dossierCode: 'A1',
      },
    ]);
    expect(next.missing).toMatchObject([{ why: 'unreadable', isNew: true }]);
    expect(next.counts.vanished).toBe(0);
  });

  test('of two rows about one dossier the first counts, and the second is rejected as equal or contradictory', async () => {
    // Act
    const { counts, rejections } = await compare(
      file(...ROWS, `${ROWS[1]}`, 'A1,U1,01/06/2020 08:00,09/06/2020 17:00,,open'),
    );

    // Assess
    expect(counts).toMatchObject({ rowsRead: 5, accepted: 3, rejected: 2 });
    expect(rejections.map(({ line, reason }) => [line, reason])).toEqual([
      [5, 'duplicate'],
      [6, 'conflicting-duplicate'],
    ]);
  });

  test('rows that carriage returns alone part are each rejected, and none goes unnamed', async () => {
    // Act
    const { counts, rejections } = await compare(`${HEADER}\n${ROWS.join('\r')}\n${ROWS[0]?.replace('A1', 'A9')}\n`);

    // Assess
    expect(counts).toMatchObject({ rowsRead: 4, accepted: 1, rejected: 3 });
    expect(rejections.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'rows-in-one-line'],
      [2, 'rows-in-one-line'],
      [2, 'rows-in-one-line'],
    ]);
  });

  test.each([1 << 20, 3 << 20, 1 << 26])(
    'a long line without an end is told by its number, in chunks of %i bytes',
    async (chunkBytes) => {
      const { quarantine, quarantineMessage, counts } = await compare(`${HEADER}\n${'x'.repeat(3 << 20)}`, {
        chunkBytes,
      });
      expect(quarantine).toBe('truncated');
      // The heading is line 1.
      expect(quarantineMessage).toBe('The file ends in the middle of a row, on line 2.');
      expect(counts.rowsRead).toBe(1);
    },
  );

  test('an ended dossier without a completion date ended on the first day on which it is seen ended', async () => {
    // Prepare
    const ended = 'A1,U1,01/06/2020 08:00,05/06/2020 17:00,,done';
    const first = await compare(file(`${ROWS[0]}`));

    // Act
    const second = await compare(file(ended), { prior: first.state, day: '2020-06-02' });
    const third = await compare(file(ended), { prior: second.state, day: '2020-06-03', readsEveryRow: true });

    // Assess
    const midnight = Date.parse('2020-06-02T00:00:00+07:00');
    expect(second.dossiers[0]?.dossier).toMatchObject({
      completedAtMs: midnight,
      flags: ['completion-from-first-day-seen-ended'],
    });
    expect(third.dossiers[0]).toMatchObject({ dossier: { completedAtMs: midnight }, isChanged: false });
  });
});

function edited(row: string, index: number, edit: string): string[] {
  if (edit === 'change') return [row.replace('open', 'paused')];
  if (edit === 'drop') return [];
  if (edit === 'insert') return [row, `N${index},U2,02/06/2020 08:00,05/06/2020,,open`];
  if (edit === 'repeat') return [row, row];
  return edit === 'blank' ? [row, ''] : [row];
}

/** What a state holds, entry by entry. */
function entriesOf(state: State) {
  return Array.from({ length: state.size }, (_, at) => ({ ...state.at(at), code: state.codeAt(at) }));
}

describe('nothing is lost, whatever comes', () => {
  const text = fc.constantFrom(
    '',
    'x',
    '"',
    '""',
    'a,b',
    'a\nb',
    'hồ sơ',
    ' ',
    '01/06/2020 08:00',
    '31/02/2020',
    '5/6/2020',
  );
  const date = fc.constantFrom('', '01/06/2020 08:00', '05/06/2020', '31/05/2020 23:59', 'hôm qua');
  const row = fc
    .record({
      code: fc.oneof(
        fc.integer({ min: 1, max: 12 }).map((number) => `A${number}`),
        text,
      ),
      unit: fc.constantFrom('U1', 'U2', 'U9'),
      received: date,
      due: date,
      completed: date,
      status: fc.constantFrom('open', 'paused', 'done', 'returned', 'new', '?'),
      isQuoted: fc.boolean(),
    })
    .map(({ isQuoted, ...fields }) => {
      const values = Object.values(fields);
      return values
        .map((value) => (isQuoted ? `"${value.replaceAll('"', '""')}"` : value.replace(/[,"\n]/g, ' ')))
        .join(',');
    });
  const rows = fc.array(
    fc.oneof(
      { weight: 9, arbitrary: row },
      { weight: 1, arbitrary: fc.constantFrom('a,b', '"never closed,U1', ',,,,,') },
    ),
    { maxLength: 25 },
  );

  test('rows read = accepted + rejected + outside, and an unreadable row takes no other with it', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 40 }), async (lines, chunkBytes) => {
        const whole = await compare(file(...lines));
        const chunked = await compare(file(...lines), { chunkBytes });

        const { rowsRead, accepted, rejected, outside } = whole.counts;
        expect(rowsRead).toBe(accepted + rejected + outside);
        expect(whole.rejections.length).toBe(rejected);
        expect(chunked.counts).toEqual(whole.counts);
        expect(await bytesOf(chunked.state)).toEqual(await bytesOf(whole.state));
      }),
    );
  });

  test('the fast path, which skips rows that are as yesterday, and the careful one, which reads all, give the same state', async () => {
    await fc.assert(
      fc.asyncProperty(rows, rows, async (yesterday, edited) => {
        // Prepare: today is yesterday with some rows taken out, some put in, in another order
        const { state } = await compare(file(...yesterday));
        const today = file(...edited.slice(0, 5), ...yesterday.filter((_, index) => index % 4 !== 1).reverse());

        // Act
        const fast = await compare(today, { prior: state, day: '2020-06-02' });
        const careful = await compare(today, { prior: state, day: '2020-06-02', readsEveryRow: true });

        // Assess
        expect(fast.counts).toEqual(careful.counts);
        expect(fast.rejections).toEqual(careful.rejections);
        const newlyMissing = (compared: typeof fast) => compared.missing.filter(({ isNew }) => isNew);
        expect(newlyMissing(fast)).toEqual(newlyMissing(careful));
        expect(await bytesOf(fast.state)).toEqual(await bytesOf(careful.state));
        const changed = (compared: typeof fast) => compared.dossiers.filter(({ isChanged }) => isChanged);
        expect(changed(fast)).toEqual(changed(careful));
      }),
    );
  });

  test('so do files in the order of yesterday, whose rows are recognised a block at a time', async () => {
    const edit = fc.constantFrom('keep', 'keep', 'keep', 'keep', 'keep', 'change', 'drop', 'insert', 'repeat', 'blank');
    const day = fc.tuple(fc.integer({ min: 20, max: 120 }), fc.array(edit, { maxLength: 120 }));
    const end = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(day, end, fc.integer({ min: 1, max: 900 }), async ([size, edits], rowsAtEnd, chunkBytes) => {
        // Prepare
        const yesterday = Array.from({ length: size }, (_, index) => `B${index},U1,01/06/2020 08:00,05/06/2020,,open`);
        const { state } = await compare(file(...yesterday));
        const kept = yesterday.flatMap((row, index) => edited(row, index, edits[index] ?? 'keep'));
        const today = [...kept, ...rowsAtEnd.map((number) => `E${number},U2,02/06/2020 08:00,05/06/2020,,open`)];

        // Act
        const fast = await compare(file(...today), { prior: state, day: '2020-06-02', chunkBytes });
        const careful = await compare(file(...today), { prior: state, day: '2020-06-02', readsEveryRow: true });

        // Assess
        expect(fast.counts).toEqual(careful.counts);
        expect(fast.rejections).toEqual(careful.rejections);
        expect(await bytesOf(fast.state)).toEqual(await bytesOf(careful.state));
      }),
    );
  });

  test('a state comes back from its object as it went in', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (lines) => {
        const { state } = await compare(file(...lines));
        const again = await copyOf(state);
        expect(again.head).toEqual(state.head);
        expect(entriesOf(again)).toEqual(entriesOf(state));
      }),
    );
  });
});
