import { expect, test } from '@jest/globals';
import { type DerivedDay, deriveDay, forgetSpools } from '../../functions/ingest-snapshot/derive-day.ts';
import { type RegistryOfDay, registryAsOf } from '../../functions/ingest-snapshot/registry-of-day.ts';
import { parseSnapshotName } from '../../shared/snapshot/snapshot-name.ts';
import { emptyState, type State } from '../../shared/snapshot/state.ts';
import { unitCodeSchema, unitSourceSchema } from '../../shared/unit/unit.ts';
import { copyOf, HEADER, source } from '../snapshot/snapshot-files.ts';

const unitCodes = [
  { sourceId: 'portal', code: 'U1', unitId: 'so-xay-dung', validFrom: '2020-01-01', validTo: null },
  { sourceId: 'portal', code: 'U2', unitId: 'ubnd-long-xuyen', validFrom: '2020-01-01', validTo: null },
].map((row) => unitCodeSchema.parse(row));

/** Each unit with the source that counts for it. */
function registryWith(countingSources: Readonly<Record<string, string>>): RegistryOfDay {
  const unitSources = Object.entries(countingSources).map(([unitId, sourceId]) =>
    unitSourceSchema.parse({ unitId, sourceId, validFrom: '2020-01-01', validTo: null }),
  );
  return registryAsOf(
    { source, unitCodes, policies: [], units: [], unitSources, lineage: [], calendar: [], bounds: [] },
    '2020-06-01',
  );
}

const allOurs = registryWith({ 'so-xay-dung': 'portal', 'ubnd-long-xuyen': 'portal' });
const oneMoved = registryWith({ 'so-xay-dung': 'another-portal', 'ubnd-long-xuyen': 'portal' });

async function derive(
  day: string,
  rows: readonly string[],
  given: { prior?: State; registry?: RegistryOfDay; mayGovern?: boolean } = {},
): Promise<DerivedDay> {
  const text = [HEADER, ...rows, ''].join('\n');
  const derived = await deriveDay(piecesOf(text), {
    name: parseSnapshotName(`snapshots/portal/${day}.csv`),
    registry: given.registry ?? allOurs,
    // Deriving uses the state of the day before up.
    priorDay: given.prior?.head.day ?? null,
    prior: given.prior ? await copyOf(given.prior) : emptyState({ sourceId: 'portal', day, inputsDigest: '' }),
    replaced: null,
    mayGovern: given.mayGovern ?? false,
    endedPeriod: null,
    receivedAt: `${day}T17:30:00Z`,
    timeZone: 'Asia/Ho_Chi_Minh',
  });
  const copy = { ...derived, state: await copyOf(derived.state) };
  forgetSpools(derived);
  return copy;
}

async function* piecesOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

const OPEN = 'A1,U1,01/06/2020 08:00,05/06/2020 17:00,,open';
const NOT_COUNTED = 'A1,U1,01/06/2020 08:00,05/06/2020 17:00,,new';
const OTHER = 'A2,U2,02/06/2020 08:00,09/06/2020 17:00,,open';

/** Day 1: A1 is open. Day 2: its status is not counted, so that it is kept as missing. */
async function missingDossier(): Promise<State> {
  const first = await derive('2020-06-01', [OPEN, OTHER]);
  return (await derive('2020-06-02', [NOT_COUNTED, OTHER], { prior: first.state })).state;
}

test('a missing dossier whose unit another source has come to count is no longer missing, though its row is that of the day before', async () => {
  // Prepare
  const prior = await missingDossier();
  expect([prior.kindAt(0), prior.isMissingAt(0)]).toEqual(['open', true]);

  // Act
  const day = await derive('2020-06-03', [NOT_COUNTED, OTHER], { prior, registry: oneMoved });

  // Assess: the row is what it says, a row that is not counted; the other unit's dossier stands as before
  expect([day.state.kindAt(0), day.state.isMissingAt(0)]).toEqual(['outside', false]);
  expect([day.state.kindAt(1), day.state.unitIdAt(1)]).toEqual(['open', 'ubnd-long-xuyen']);
});

test('it stays missing while its own source counts for the unit', async () => {
  const day = await derive('2020-06-03', [NOT_COUNTED, OTHER], { prior: await missingDossier() });

  expect([day.state.kindAt(0), day.state.isMissingAt(0)]).toEqual(['open', true]);
});

test('a state names what its rows were read by: units that have moved change that, their order does not', async () => {
  // Act
  const digestWith = async (registry: RegistryOfDay) =>
    (await derive('2020-06-01', [OPEN, OTHER], { registry })).state.head.inputsDigest;
  const bothMoved = { 'so-xay-dung': 'another-portal', 'ubnd-long-xuyen': 'another-portal' };
  const inOtherOrder = Object.fromEntries(Object.entries(bothMoved).toReversed());

  // Assess
  expect(await digestWith(registryWith(bothMoved))).toBe(await digestWith(registryWith(inOtherOrder)));
  const registries = [allOurs, oneMoved, registryWith(bothMoved)];
  expect(new Set(await Promise.all(registries.map(digestWith))).size).toBe(3);
});

test('it changes with the unit that a code stands for, and not with codes of other sources', async () => {
  // Prepare
  const foreign = unitCodeSchema.parse({ ...unitCodes[0], sourceId: 'another-portal', unitId: 'so-y-te' });
  const [, ...others] = unitCodes;
  const recoded = unitCodeSchema.parse({ ...unitCodes[0], unitId: 'so-y-te' });

  // Act
  const digestOfCodes = async (codes: typeof unitCodes) =>
    (await derive('2020-06-01', [OPEN], { registry: { ...allOurs, unitCodes: codes } })).state.head.inputsDigest;

  // Assess
  const asItIs = await digestOfCodes(unitCodes);
  expect(await digestOfCodes([...unitCodes, foreign])).toBe(asItIs);
  expect(await digestOfCodes(unitCodes.toReversed())).toBe(asItIs);
  expect(await digestOfCodes([recoded, ...others])).not.toBe(asItIs);
});
