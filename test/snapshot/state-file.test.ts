import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { dayNumber } from '../../shared/calendar/day.ts';
import { sha256 } from '../../shared/runtime/digest.ts';
import type { State } from '../../shared/snapshot/state.ts';
import { encodeState, readState } from '../../shared/snapshot/state-file.ts';
import { bytesOf, compare, HEADER } from './snapshot-files.ts';

const DAY_1 = [
  'A1,U1,01/06/2020 08:00,05/06/2020 17:00,,open',
  'A2,U1,01/06/2020 09:00,05/06/2020,04/06/2020 10:00,done',
  'A3,U2,02/06/2020 08:00,,,open',
  'A4,U2,02/06/2020 08:00,,,new',
];
const DAY_2 = [
  'A1,U1,01/06/2020 08:00,05/06/2020 17:00,,paused',
  `${DAY_1[1]}`,
  `${DAY_1[3]}`,
  'A5,U2,03/06/2020 08:00,09/06/2020,,open',
];

function file(rows: readonly string[]): string {
  return [HEADER, ...rows, ''].join('\n');
}

async function dayTwo(): Promise<State> {
  const first = await compare(file(DAY_1));
  return (await compare(file(DAY_2), { prior: first.state, day: '2020-06-02' })).state;
}

function read(bytes: Buffer) {
  return readState(Readable.from([bytes]));
}

/** Of each entry what it says, in words; hashes and texts aside. */
function told(state: State) {
  return Array.from({ length: state.size }, (_, at) => {
    const { kind, unitId, receivedAtMs, dueAtMs, completedAtMs, lastSeenDayNumber } = state.at(at);
    const iso = (instantMs: number) => (Number.isNaN(instantMs) ? null : new Date(instantMs).toISOString());
    const instants = [iso(receivedAtMs), iso(dueAtMs), iso(completedAtMs)];
    return [state.codeAt(at), kind, unitId, ...instants, lastSeenDayNumber];
  });
}

/** DAY_2 after DAY_1 by hand: Vietnam is seven hours ahead of UTC, a due date without a time is the day's last millisecond. */
const expected = [
  ['A1', 'paused', 'so-xay-dung', '2020-06-01T01:00:00.000Z', '2020-06-05T10:00:00.000Z', null, null],
  [
    'A2',
    'completed',
    'so-xay-dung',
    '2020-06-01T02:00:00.000Z',
    '2020-06-05T16:59:59.999Z',
    '2020-06-04T03:00:00.000Z',
    null,
  ],
  [null, 'outside', null, null, null, null, null],
  ['A5', 'open', 'ubnd-long-xuyen', '2020-06-03T01:00:00.000Z', '2020-06-09T16:59:59.999Z', null, null],
  ['A3', 'open', 'ubnd-long-xuyen', '2020-06-02T01:00:00.000Z', null, null, dayNumber('2020-06-01')],
];

describe("a state's object", () => {
  test('says of every dossier what the day showed of it', async () => {
    expect(told((await read(await bytesOf(await dayTwo()))).state)).toEqual(expected);
  });

  test('is laid out as docs/state-format.md describes it', async () => {
    // Prepare
    const bytes = await bytesOf(await dayTwo());

    // Assess
    expect(bytes.toString('latin1', 0, 4)).toBe('DHST');
    expect(bytes.readUInt32LE(4)).toBe(2);
    const head: unknown = JSON.parse(bytes.toString('utf8', 12, 12 + bytes.readUInt32LE(8)));
    expect(head).toMatchObject({ sourceId: 'portal', day: '2020-06-02', size: 5, codesLength: 12 });
    // Five entries; of each column the zeros up to a multiple of 8: 2 x 40, 7 x (20+4), 2 x (10+6), 5+3; codes 4 x (1+2).
    const headEnd = Math.ceil((12 + bytes.readUInt32LE(8)) / 8) * 8;
    expect(bytes.length - headEnd).toBe(2 * 40 + 7 * 24 + 2 * 16 + 8 + 12);
    // The column receivedAt is the third: A1 was received on 01/06/2020 08:00 at UTC+7.
    expect(bytes.readUInt32LE(headEnd + 80)).toBe(Date.UTC(2020, 5, 1, 1) / 1000);
    expect(bytes.toString('latin1', bytes.length - 12)).toBe('\u0002A1\u0002A2\u0002A3\u0002A5');
  });

  test('is named by the digest of its bytes', async () => {
    const state = await dayTwo();
    const { digest, length } = encodeState(state);
    const bytes = await bytesOf(state);
    expect([digest, length]).toEqual([sha256(bytes), bytes.length]);
    expect((await read(bytes)).digest).toBe(digest);
  });

  test('of the first format is read by the newer code, and the next day is derived from it', async () => {
    // Prepare: written by the code of the first format, of the same two days
    const old = readFileSync(new URL('../fixtures/states/state-v1.bin', import.meta.url));

    // Act
    const { state, digest } = await read(old);
    const next = await compare(file(DAY_2), { prior: state, day: '2020-06-03', readsEveryRow: true });

    // Assess
    expect(told(state)).toEqual(expected);
    expect(digest).toBe(sha256(old));
    expect(next.missing.map(({ entry, isNew }) => [entry.dossierCode, isNew])).toEqual([['A3', false]]);
    expect(next.counts).toMatchObject({ accepted: 3, outside: 1, vanished: 0 });
  });

  test('that is refused lets go of what it was read from: a process has but so many connections', async () => {
    const object = Readable.from([Buffer.from('DHST of nothing that is known'), Buffer.alloc(1 << 20)]);
    await expect(readState(object)).rejects.toMatchObject({ code: 'UNREADABLE_STATE' });
    expect(object.destroyed).toBe(true);
  });

  test.each([
    ['that is cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
    ['that goes on', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('x')])],
    [
      'of a newer format',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 4), Buffer.from([3]), bytes.subarray(5)]),
    ],
    ['of something else', () => Buffer.from('<html>Đăng nhập</html>')],
    ['of nothing', () => Buffer.alloc(0)],
    [
      'with a head that is none',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 12), Buffer.from('#'), bytes.subarray(13)]),
    ],
  ])('%s is refused', async (_, damage) => {
    const bytes = damage(await bytesOf(await dayTwo()));
    await expect(read(bytes)).rejects.toMatchObject({ code: 'UNREADABLE_STATE' });
  });
});
