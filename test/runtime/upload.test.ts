import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { ScratchFile } from '../../shared/runtime/scratch-file.ts';

/** How the server takes the attempts, in order; the last one goes for all that follow. */
type Answer = 'broken off' | 'taken' | 'refused' | 'out of order';

let server: Server | undefined;
afterEach(() => void server?.close());

async function bucketThat(...answers: Answer[]): Promise<{ bucket: Bucket; taken: Buffer[]; attempts: () => number }> {
  const taken: Buffer[] = [];
  let attempts = 0;
  server = createServer(async (request, response) => {
    const answer = answers[Math.min(attempts++, answers.length - 1)];
    if (answer === 'broken off') return void request.socket.destroy();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    if (answer === 'taken') taken.push(Buffer.concat(chunks));
    response.writeHead(answer === 'taken' ? 200 : answer === 'refused' ? 403 : 503).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new S3Client({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return { bucket: new Bucket('dung-hen-test', client), taken, attempts: () => attempts };
}

/** More than the sockets between take at once. */
function largeFile(): ScratchFile {
  const file = new ScratchFile();
  for (let part = 0; part < 6; part++) file.append(Buffer.alloc(1 << 20, `hồ sơ ${part};`));
  return file;
}

describe('an object that is uploaded from disk', () => {
  test.each<Answer>(['broken off', 'out of order'])('arrives whole though the first attempt is %s', async (first) => {
    // Prepare
    const { bucket, taken, attempts } = await bucketThat(first, 'taken');
    const file = largeFile();

    // Act
    await bucket.upload('states/portal/2020-06-01/a.bin', file, 'application/octet-stream');

    // Assess
    expect(attempts()).toBe(2);
    expect(taken[0]?.equals(Buffer.concat([...file.chunks()]))).toBe(true);
    file.remove();
  });

  test('is given up after three attempts, and its file can be removed at once', async () => {
    const { bucket, attempts } = await bucketThat('broken off');
    const file = largeFile();
    await expect(bucket.upload('states/x.bin', file, 'application/octet-stream')).rejects.toThrow();
    file.remove();
    // What still reads the file would fail in the loop's next turns, where nobody could catch it.
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(attempts()).toBe(3);
  });

  test('is not tried again where it is refused', async () => {
    const { bucket, attempts } = await bucketThat('refused');
    const file = largeFile();
    await expect(bucket.upload('states/x.bin', file, 'application/octet-stream')).rejects.toMatchObject({
      $fault: 'client',
    });
    file.remove();
    expect(attempts()).toBe(1);
  });
});
