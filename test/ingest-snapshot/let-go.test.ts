import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { type IngestOrder, toIngestOrder } from '../../shared/snapshot/ingest-order.ts';
import { objectCreated } from '../import-registry/registry-drops.ts';
import { type IngestHarness, startIngest } from './ingest-harness.ts';
import { canTellOpenFiles, openScratchFiles } from './open-scratch-files.ts';
import { file, nextMorning, openRows, registerPortals } from './portal.ts';

let harness: IngestHarness;
beforeAll(async () => {
  harness = await startIngest('Asia/Ho_Chi_Minh');
  await registerPortals(harness);
});
afterEach(() => harness.forget());
afterAll(() => harness.engines.close());

function keyOf(day: string): string {
  return `snapshots/portal/${day}.csv`;
}

function orderOf(day: string): IngestOrder {
  return toIngestOrder(objectCreated(keyOf(day), nextMorning(day)));
}

async function dropFirstDay(): Promise<void> {
  await harness.drop(keyOf('2020-06-02'), file(...openRows(3)), nextMorning('2020-06-02'));
}

/** Remembers the snapshots that it hands out. */
class WatchedBucket extends Bucket {
  readonly snapshots: Readable[] = [];

  constructor() {
    super(harness.engines.bucketName);
  }

  override async stream(key: string): Promise<Readable> {
    const stream = await super.stream(key);
    if (key.startsWith('snapshots/')) this.snapshots.push(stream);
    return stream;
  }
}

class BucketWithoutListing extends WatchedBucket {
  override async keysUnder(): Promise<string[]> {
    throw new Error('The listing is throttled.');
  }
}

/** Its snapshots break off after some rows. */
class BreakingBucket extends WatchedBucket {
  override async stream(key: string): Promise<Readable> {
    return key.startsWith('snapshots/') ? Readable.from(breakingOff()) : super.stream(key);
  }
}

async function* breakingOff(): AsyncGenerator<Buffer> {
  yield Buffer.from(file(...openRows(3)));
  throw new Error('The connection was reset.');
}

(canTellOpenFiles ? describe : describe.skip)('where a file cannot be read', () => {
  test('what the day before keeps on disk is let go if the file is not there', async () => {
    // Prepare
    await dropFirstDay();
    const openBefore = openScratchFiles();

    // Act
    await expect(harness.handle(orderOf('2020-06-03'))).rejects.toMatchObject({ code: 'OBJECT_MISSING' });

    // Assess
    expect(openScratchFiles()).toBe(openBefore);
  });

  test('so is the file itself, if nobody can say what the day told before', async () => {
    // Prepare
    await dropFirstDay();
    await harness.bucket.write(keyOf('2020-06-03'), file(...openRows(4)), 'text/csv');
    const openBefore = openScratchFiles();
    const bucket = new BucketWithoutListing();

    // Act
    await expect(harness.handle(orderOf('2020-06-03'), { bucket })).rejects.toThrow('The listing is throttled.');

    // Assess
    expect(bucket.snapshots.map(({ destroyed }) => destroyed)).toEqual([true]);
    expect(openScratchFiles()).toBe(openBefore);
  });

  test('so are the rows put aside, if the file breaks off on its way', async () => {
    // Prepare
    await dropFirstDay();
    const openBefore = openScratchFiles();

    // Act
    const outcome = harness.handle(orderOf('2020-06-03'), { bucket: new BreakingBucket() });
    await expect(outcome).rejects.toThrow('The connection was reset.');

    // Assess
    expect(openScratchFiles()).toBe(openBefore);
  });
});
