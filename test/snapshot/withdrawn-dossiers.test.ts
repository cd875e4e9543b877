import { expect, test } from '@jest/globals';
import { dayNumber } from '../../shared/calendar/day.ts';
import type { State } from '../../shared/snapshot/state.ts';
import { asKnownBefore, type WithdrawnDossier, withdrawnDossiers } from '../../shared/snapshot/withdrawn-dossiers.ts';
import { compare, HEADER } from './snapshot-files.ts';

const A1 = 'A1,U1,01/06/2020 08:00,05/06/2020 17:00,,open';
const A1paused = 'A1,U1,01/06/2020 08:00,05/06/2020 17:00,,paused';
const A2 = 'A2,U2,01/06/2020 08:00,05/06/2020 17:00,,open';
const A3 = 'A3,U2,02/06/2020 08:00,08/06/2020 17:00,,open';
const A3notCounted = 'A3,U2,02/06/2020 08:00,08/06/2020 17:00,,new';
/** Ended in March: more than the 62 days before June for which codes of ended dossiers are kept. */
const ENDED_LONG_AGO = 'A4,U2,02/03/2020 08:00,08/03/2020 17:00,05/03/2020 10:00,done';

async function stateOf(day: string, rows: readonly string[], prior?: State): Promise<State> {
  const text = [HEADER, ...rows, ''].join('\n');
  return (await compare(text, { day, ...(prior && { prior }) })).state;
}

/** Code, and the day and the kind as which it was last seen; null: nothing is known of it. */
function inWords(withdrawn: readonly WithdrawnDossier[]) {
  return withdrawn.map(({ dossierCode, lastSeen }) => [
    dossierCode,
    lastSeen && [lastSeen.lastSeenDayNumber, lastSeen.kind],
  ]);
}

test('what only the replaced file told is taken back, and what both show is not', async () => {
  // Prepare: a first day, told with A3; the file that replaces it has A1 in another status
  const told = await stateOf('2020-06-02', [A1, A2, A3]);
  const now = await stateOf('2020-06-02', [A1paused, A2]);

  // Act and assess
  expect(inWords(withdrawnDossiers(told, now))).toEqual([['A3', null]]);
  expect(withdrawnDossiers(now, now)).toEqual([]);
});

test('what the day before knew goes back to what it was then', async () => {
  // Prepare: A1 is open on 01/06; the first file of 02/06 shows it paused, the one that replaces it does not show it
  const before = await stateOf('2020-06-01', [A1, A2]);
  const told = await stateOf('2020-06-02', [A1paused, A2], before);
  const now = await stateOf('2020-06-02', [A2], before);

  // Act and assess
  expect(inWords(withdrawnDossiers(told, now))).toEqual([['A1', [dayNumber('2020-06-01'), 'open']]]);
});

test('a dossier that was known as missing in the same way is left as it stands', async () => {
  // Prepare: A1 is missing by both files of 02/06, which differ in A3
  const before = await stateOf('2020-06-01', [A1, A2]);
  const told = await stateOf('2020-06-02', [A2], before);
  const now = await stateOf('2020-06-02', [A2, A3], before);

  // Act and assess
  expect(withdrawnDossiers(told, now)).toEqual([]);
});

test('a dossier that is missing since another day than was told goes back to that day', async () => {
  // Prepare: 03/06 was told when the file of 02/06 had not come, so that A1 was last seen on 01/06
  const first = await stateOf('2020-06-01', [A1, A2]);
  const told = await stateOf('2020-06-03', [A2], first);
  const second = await stateOf('2020-06-02', [A1, A2], first);
  const now = await stateOf('2020-06-03', [A2], second);

  // Act and assess
  expect(inWords(withdrawnDossiers(told, now))).toEqual([['A1', [dayNumber('2020-06-02'), 'open']]]);
});

test('a dossier that the file which stands shows as not counted is taken back', async () => {
  const told = await stateOf('2020-06-02', [A2, A3]);
  const now = await stateOf('2020-06-02', [A2, A3notCounted]);

  expect(inWords(withdrawnDossiers(told, now))).toEqual([['A3', null]]);
});

test('nobody is named whose code is no longer kept: no month can change by it', async () => {
  const told = await stateOf('2020-06-02', [A2, ENDED_LONG_AGO]);
  const now = await stateOf('2020-06-02', [A2]);

  expect(withdrawnDossiers(told, now)).toEqual([]);
});

test('who is unknown to the new state is looked up in the day before, as last seen then', async () => {
  // Prepare: A1 and A3 are taken back; the day before knows A1, and A3 as a row that is not counted
  const told = await stateOf('2020-06-02', [A1paused, A2, A3]);
  const withdrawn = withdrawnDossiers(told, await stateOf('2020-06-02', [A2]));
  expect(inWords(withdrawn)).toEqual([
    ['A1', null],
    ['A3', null],
  ]);
  const before = await stateOf('2020-06-01', [A1, A2, A3notCounted]);

  // Act and assess
  expect(inWords(asKnownBefore(withdrawn, before))).toEqual([
    ['A1', [dayNumber('2020-06-01'), 'open']],
    ['A3', null],
  ]);
});

test('who was missing on the day before keeps the day on which he was last seen', async () => {
  // Prepare: A1 was last seen on 01/06 and is missing on 02/06
  const first = await stateOf('2020-06-01', [A1, A2]);
  const before = await stateOf('2020-06-02', [A2], first);
  const withdrawn = withdrawnDossiers(await stateOf('2020-06-03', [A1, A2]), await stateOf('2020-06-03', [A2]));

  // Act and assess
  expect(inWords(asKnownBefore(withdrawn, before))).toEqual([['A1', [dayNumber('2020-06-01'), 'open']]]);
});

test('who is known to be missing is not looked up again', async () => {
  // Prepare: the new state says that A1 was last seen on 02/06; the state that is looked in knows it on 01/06
  const first = await stateOf('2020-06-01', [A1, A2]);
  const second = await stateOf('2020-06-02', [A1, A2], first);
  const told = await stateOf('2020-06-03', [A1paused, A2], second);
  const withdrawn = withdrawnDossiers(told, await stateOf('2020-06-03', [A2], second));

  // Act and assess
  expect(inWords(asKnownBefore(withdrawn, first))).toEqual([['A1', [dayNumber('2020-06-02'), 'open']]]);
});
