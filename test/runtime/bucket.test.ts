import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Bucket } from '../../shared/runtime/bucket.ts';

/** moto knows S3's conditional writes, which the embedded engine ignores. It is Python's, and not everywhere. */
const hasMoto = spawnSync('moto_server', ['--help']).status === 0;
const withMoto = hasMoto ? test : test.skip;
if (!hasMoto) console.warn('moto_server is not on the PATH: write-once objects are not tried.');

let moto: ChildProcess | undefined;
let bucket: Bucket;
beforeAll(async () => {
  if (!hasMoto) return;
  const port = await freePort();
  moto = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const client = new S3Client({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    forcePathStyle: true,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await untilUp(() => client.send(new CreateBucketCommand({ Bucket: 'dung-hen-test' })));
  bucket = new Bucket('dung-hen-test', client);
});
afterAll(() => void moto?.kill());

withMoto('evidence that is written again with the same bytes stays as it is', async () => {
  // Act
  for (const _ of ['first', 'again']) await bucket.write('evidence/2020-06/so-xay-dung/1.csv', 'a,b\n', 'text/csv');

  // Assess
  expect((await bucket.read('evidence/2020-06/so-xay-dung/1.csv')).toString()).toBe('a,b\n');
});

withMoto('a ledger copy cannot be overwritten: other bytes are refused, and the first stay', async () => {
  // Prepare
  await bucket.write('ledger/so-xay-dung/000001.json', '{"points":50}', 'application/json');

  // Act
  const overwriting = bucket.write('ledger/so-xay-dung/000001.json', '{"points":0}', 'application/json');

  // Assess
  await expect(overwriting).rejects.toMatchObject({ code: 'OBJECT_DIFFERS' });
  expect((await bucket.read('ledger/so-xay-dung/000001.json')).toString()).toBe('{"points":50}');
});

withMoto('a canonical copy that is uploaded again stays as it was', async () => {
  // Prepare: a repetition has the same lines, named by their digest, and may pack them otherwise
  const key = 'canonical/portal/2020-06-30/0123456789abcdef.ndjson.gz';
  const packed = (text: string) => ({ length: text.length, stream: () => Readable.from([Buffer.from(text)]) });

  // Act
  for (const body of ['first', 'again']) await bucket.upload(key, packed(body), 'application/gzip');

  // Assess
  expect((await bucket.read(key)).toString()).toBe('first');
});

withMoto('other objects may be written again', async () => {
  // Act
  for (const body of ['first', 'second'])
    await bucket.write('receipts/portal/2020-06-30.json', body, 'application/json');

  // Assess
  expect((await bucket.read('receipts/portal/2020-06-30.json')).toString()).toBe('second');
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address === 'object' && address !== null) return address.port;
  throw new Error('No port is free.');
}

async function untilUp(attempt: () => Promise<unknown>): Promise<void> {
  let cause: unknown;
  for (let tries = 0; tries < 60; tries++) {
    try {
      await attempt();
      return;
    } catch (error) {
      cause = error;
      await setTimeout(500);
    }
  }
  throw new Error('moto_server did not come up within 30 seconds.', { cause });
}
