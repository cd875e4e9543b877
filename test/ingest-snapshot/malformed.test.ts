import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { type Made, type MalformedCase, malformedCases, type Outcome } from '../fixtures/malformed/cases.ts';
import { registryFiles } from '../fixtures/malformed/registry.ts';
import { type IngestHarness, startIngest } from './ingest-harness.ts';

const DAY_BEFORE = '2020-06-29';
const DAY = '2020-06-30';
/** Half an hour past midnight, local time. */
const NEXT_MORNING: Readonly<Record<string, string>> = {
  [DAY_BEFORE]: '2020-06-29T17:30:00Z',
  [DAY]: '2020-06-30T17:30:00Z',
};

let harness: IngestHarness;
beforeAll(async () => {
  harness = await startIngest('Asia/Ho_Chi_Minh');
  for (const [name, content] of Object.entries(registryFiles)) await harness.register(name, content);
});
afterEach(() => harness.forget());
afterAll(() => harness.engines.close());

function contentOf(file: string | Made): { suffix: string; content: Buffer } {
  if (typeof file !== 'string') return { suffix: file.suffix, content: file.make() };
  const content = readFileSync(new URL(`../fixtures/malformed/files/${file}`, import.meta.url));
  return { suffix: file.slice(file.indexOf('.') + 1), content };
}

async function drop({ sourceId = 'cong-tinh' }: MalformedCase, file: string | Made, day: string, time: string) {
  const { suffix, content } = contentOf(file);
  await harness.drop(`snapshots/${sourceId}/${day}.${suffix}`, content.length === 0 ? '' : content, time);
}

const receiptSchema = z.object({
  outcome: z.string(),
  day: z.string(),
  rowsRead: z.number(),
  accepted: z.number(),
  rejected: z.number(),
  outside: z.number(),
  changed: z.number(),
  vanished: z.number(),
  rejectedKey: z.string().nullable(),
  reasons: z.array(z.object({ code: z.string() })).default([]),
});
type Receipt = z.infer<typeof receiptSchema>;

const rejectedSchema = z.array(
  z.object({ line: z.coerce.number(), column: z.string(), value: z.string(), reason: z.string() }),
);

/** The rejected rows as whoever mends the export finds them. */
async function rejectedRows({ rejectedKey }: Receipt): Promise<(string | number | null)[][]> {
  if (rejectedKey === null) return [];
  const content = await harness.bucket.read(rejectedKey);
  const rows = rejectedSchema.parse(parse(content, { columns: true, bom: true }));
  const isWhole = (column: string) => column === '';
  return rows.map(({ line, reason, column, value }) =>
    isWhole(column) ? [line, reason, null, null] : [line, reason, column, value],
  );
}

async function receiptOf(day: string): Promise<Receipt> {
  const receipts = (await harness.scan('Snapshots')).map((item) => receiptSchema.parse(item));
  const receipt = receipts.find((candidate) => candidate.day === day);
  if (receipt === undefined) throw new Error(`There is no receipt of ${day}.`);
  return receipt;
}

const kindsOfFindings = async () => (await harness.scan('Findings')).map(({ kind }) => String(kind)).toSorted();

async function assessDossiers({ dossiers = {} }: Outcome): Promise<void> {
  const stored = new Map((await harness.scan('Dossiers')).map((item) => [item.dossierCode, item]));
  for (const [code, parts] of Object.entries(dossiers)) expect(stored.get(code)).toMatchObject(parts);
}

describe('malformed files, through the real handlers', () => {
  test.each(malformedCases.map((malformed) => [malformed.name, malformed] as const))('%s', async (_, malformed) => {
    // Prepare
    const { outcome, dayBefore, namedFor = DAY } = malformed;
    if (dayBefore !== undefined) await drop(malformed, dayBefore, DAY_BEFORE, NEXT_MORNING[DAY_BEFORE] ?? '');
    const before = await harness.scan('Dossiers');

    // Act
    await drop(malformed, malformed.file, namedFor, NEXT_MORNING[DAY] ?? '');

    // Assess
    const receipt = await receiptOf(namedFor);
    const { rowsRead, accepted, rejected, outside, changed, vanished } = receipt;
    const { quarantine = [], findings = [] } = outcome;
    expect(receipt.reasons.map(({ code }) => code)).toEqual(quarantine);
    expect(receipt.outcome).toBe(quarantine.length > 0 ? 'quarantined' : 'accepted');
    expect(rowsRead).toBe(accepted + rejected + outside);
    if (outcome.counts !== undefined) expect([rowsRead, accepted, rejected, outside]).toEqual(outcome.counts);
    if (outcome.changed !== undefined) expect(changed).toBe(outcome.changed);
    if (outcome.vanished !== undefined) expect(vanished).toBe(outcome.vanished);
    const rows = await rejectedRows(receipt);
    expect(rows).toHaveLength(rejected);
    if (quarantine.length === 0) expect(rows).toEqual(outcome.rejected ?? []);
    const expectedFindings = quarantine.length > 0 ? ['snapshot-quarantined'] : findings;
    expect(await kindsOfFindings()).toEqual(expectedFindings);
    await assessDossiers(outcome);
    if (quarantine.length > 0) expect(await harness.scan('Dossiers')).toEqual(before);
  });

  test('there are at least 40, each under a name of its own', () => {
    const names = new Set(malformedCases.map(({ name }) => name));
    expect(names.size).toBe(malformedCases.length);
    expect(names.size).toBeGreaterThanOrEqual(40);
  });
});
