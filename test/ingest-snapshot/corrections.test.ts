import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type IngestOrder, toIngestOrder } from '../../shared/snapshot/ingest-order.ts';
import type { AcceptedReceipt } from '../../shared/snapshot/receipt.ts';
import { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import { objectCreated } from '../import-registry/registry-drops.ts';
import { type IngestHarness, startIngest } from './ingest-harness.ts';
import { file, nextMorning, registerPortals } from './portal.ts';

let harness: IngestHarness;
beforeAll(async () => {
  harness = await startIngest('Asia/Ho_Chi_Minh');
  await registerPortals(harness);
});
afterEach(() => harness.forget());
afterAll(() => harness.engines.close());

const A1 = 'A1,U1,01/06/2020 08:00,05/06/2020 17:00,,open';
const A1done = 'A1,U1,01/06/2020 08:00,05/06/2020 17:00,04/06/2020 16:00,done';
const A2 = 'A2,U2,02/06/2020 08:00,30/06/2020 17:00,,open';

async function put(day: string, content: string, suffix = '.csv'): Promise<IngestOrder> {
  const key = `snapshots/portal/${day}${suffix}`;
  await harness.bucket.write(key, content, 'text/csv');
  return toIngestOrder(objectCreated(key, nextMorning(day)));
}

async function take(day: string, content: string, suffix = '.csv') {
  return harness.handle(await put(day, content, suffix));
}

/** dossier -> its class, and the file or day that it is known from */
async function dossiers(): Promise<Record<string, string>> {
  const items = await harness.scan('Dossiers');
  return Object.fromEntries(items.map((item) => [item.dossierCode, `${item.statusClass} ${item.asOf}`]));
}

/** Lets something happen just before a run sets the day's pointer. */
class ReceiptsThatWait extends ReceiptStore {
  readonly #meanwhile: () => Promise<unknown>;

  constructor(meanwhile: () => Promise<unknown>) {
    super(connectTables(), harness.engines.tableNames.Snapshots);
    this.#meanwhile = meanwhile;
  }

  override async putAccepted(receipt: AcceptedReceipt, expectedRevision: number): Promise<boolean> {
    await this.#meanwhile();
    return super.putAccepted(receipt, expectedRevision);
  }
}

describe('what a file told that was corrected away', () => {
  test('a dossier that stands in no other file is kept no more', async () => {
    // Prepare
    await take('2020-06-03', file(A1));
    await take('2020-06-04', file(A1, A2));

    // Act
    await take('2020-06-04', file(A1), '.2.csv');

    // Assess
    expect(await dossiers()).toEqual({ A1: 'open 2020-06-03#0001' });
  });

  test('a dossier that is missing in the correction is again as it was last seen: open, and found by its due date', async () => {
    // Prepare
    await take('2020-06-03', file(A1, A2));
    await take('2020-06-04', file(A1done, A2));

    // Act
    await take('2020-06-04', file(A2), '.2.csv');

    // Assess: 2020-06-05 17:00 at UTC+7; the completion and the status code of the replaced file are gone
    const [restored] = (await harness.scan('Dossiers')).filter(({ dossierCode }) => dossierCode === 'A1');
    expect(restored).toMatchObject({
      statusClass: 'open',
      openUnitId: 'so-portal',
      dueAt: '2020-06-05T10:00:00.000Z',
      completedAt: null,
      asOf: '2020-06-03#0000',
    });
    expect(restored).not.toHaveProperty('status');
  });

  test('what a later day tells of it stays', async () => {
    // Prepare: the correction comes after a later day has told otherwise
    await take('2020-06-04', file(A1, A2));
    await take('2020-06-05', file(A1done, A2));

    // Act
    await take('2020-06-04', file(A2), '.2.csv');
    await harness.drain();

    // Assess
    expect(await dossiers()).toEqual({ A1: 'completed 2020-06-05#0001', A2: 'open 2020-06-04#0002' });
  });

  test('what an unreadable row of the correction hides is as it was last seen, too', async () => {
    // Prepare
    await take('2020-06-03', file(A1, A2));
    await take('2020-06-04', file(A1done, A2));

    // Act
    await take('2020-06-04', file(A1done.replace('U1', 'U?'), A2), '.2.csv');

    // Assess
    expect(await dossiers()).toMatchObject({ A1: 'open 2020-06-03#0000' });
  });
});

describe('two files of a day at once', () => {
  test('a correction that loses the pointer to the file that it corrects is taken up again, and stands', async () => {
    // Prepare
    const wrong = await put('2020-06-04', file(A1, A2));
    const right = await put('2020-06-04', file(A1done), '.2.csv');

    // Act: the first file is done just before the correction sets the pointer
    const outcome = await harness.handle(right, { receipts: new ReceiptsThatWait(() => harness.handle(wrong)) });
    await harness.drain();

    // Assess
    expect(outcome).toBe('overtaken');
    expect(await harness.scan('Snapshots')).toMatchObject([{ fileNumber: 2, rowsRead: 1 }]);
    expect(await dossiers()).toEqual({ A1: 'completed 2020-06-04#0002' });
  });

  test('a file that loses the pointer to its correction leaves nothing behind', async () => {
    // Prepare
    const wrong = await put('2020-06-04', file(A1, A2));
    const right = await put('2020-06-04', file(A1done), '.2.csv');

    // Act
    await harness.handle(wrong, { receipts: new ReceiptsThatWait(() => harness.handle(right)) });
    await harness.drain();

    // Assess
    expect(await harness.scan('Snapshots')).toMatchObject([{ fileNumber: 2, rowsRead: 1 }]);
    expect(await dossiers()).toEqual({ A1: 'completed 2020-06-04#0002' });
  });

  test('of two files with one number the one that loses the pointer is put aside, and leaves no dossier behind', async () => {
    // Prepare: <day>.csv is file 1 as well
    const first = await put('2020-06-04', file(A1));
    const second = await put('2020-06-04', file(A1done, A2), '.1.csv');

    // Act
    await harness.handle(second, { receipts: new ReceiptsThatWait(() => harness.handle(first)) });
    await harness.drain();

    // Assess
    expect((await harness.scan('Snapshots')).map(({ receiptId, outcome }) => [receiptId, outcome])).toEqual([
      ['2020-06-04', 'accepted'],
      ['2020-06-04#quarantined#1', 'quarantined'],
    ]);
    expect(await dossiers()).toEqual({ A1: 'open 2020-06-04#0001' });
  });

  test('one file twice at once needs no third run', async () => {
    // Prepare
    const order = await put('2020-06-04', file(A1, A2));

    // Act
    const outcome = await harness.handle(order, { receipts: new ReceiptsThatWait(() => harness.handle(order)) });

    // Assess
    expect(outcome).toBe('overtaken');
    expect(await harness.drain()).toBe(0);
    expect(await harness.scan('Snapshots')).toMatchObject([{ revision: 1 }]);
  });
});
