import type { IngestHarness } from './ingest-harness.ts';

const tables = ['Dossiers', 'Snapshots', 'Tallies', 'Findings'] as const;

/** Every item that ingest has left in the tables, but for how many times a day was derived. */
export async function endStateOf(harness: IngestHarness): Promise<Record<string, unknown>[][]> {
  return Promise.all(tables.map(async (table) => (await harness.scan(table)).map(withoutRevisions).toSorted(byText)));
}

function withoutRevisions({ revision, stateRevision, ...item }: Record<string, unknown>): Record<string, unknown> {
  return item;
}

function byText(one: unknown, other: unknown): number {
  const [first, second] = [JSON.stringify(one), JSON.stringify(other)];
  return first < second ? -1 : Number(first > second);
}
