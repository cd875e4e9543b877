import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { ScratchFile } from '../../shared/runtime/scratch-file.ts';

/** How the server takes the attempts, in order; the last one goes for all that follow. */
type Answer = 'broken off' | 'taken' | 'refused' | 'out of order' | 'there already' | 'being written';

const statusOf = { taken: 200, refused: 403, 'out of order': 503, 'there already': 412, 'being written': 409 } as const;

let server: Server | undefined;
afterEach(() => void server?.close());

interface Asked {
  readonly bucket: Bucket;
  readonly taken: Buffer[];
  readonly headers: IncomingHttpHeaders[];
  readonly attempts: () => number;
}

async function bucketThat(...answers: Answer[]): Promise<Asked> {
  const taken: Buffer[] = [];
  const headers: IncomingHttpHeaders[] = [];
  let attempts = 0;
  server = createServer(async (request, response) => {
    const answer = answers[Math.min(attempts++, answers.length - 1)];
    if (answer === 'broken off') return void request.socket.destroy();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    if (answer === 'taken') taken.push(Buffer.concat(chunks));
    headers.push(request.headers);
    response.writeHead(statusOf[answer ?? 'out of order']).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new S3Client({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return { bucket: new Bucket('dung-hen-test', client), taken, headers, attempts: () => attempts };
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

  test('is created once where it is a canonical copy: one that is there already stays', async () => {
    // Prepare
    const { bucket, headers, attempts } = await bucketThat('there already');
    const file = largeFile();

    // Act
    await bucket.upload('canonical/portal/2020-06-30/0123456789abcdef.ndjson.gz', file, 'application/gzip');

    // Assess
    expect(attempts()).toBe(1);
    expect(headers[0]?.['if-none-match']).toBe('*');
    file.remove();
  });

  test('is tried again where somebody else is writing the same canonical copy', async () => {
    const { bucket, attempts } = await bucketThat('being written', 'there already');
    const file = largeFile();
    await bucket.upload('canonical/portal/2020-06-30/0123456789abcdef.ndjson.gz', file, 'application/gzip');
    expect(attempts()).toBe(2);
    file.remove();
  });

  test('replaces what is there where it is no canonical copy', async () => {
    const { bucket, headers } = await bucketThat('taken');
    const file = largeFile();
    await bucket.upload('states/portal/2020-06-30/a.bin', file, 'application/octet-stream');
    expect(headers[0]).not.toHaveProperty('if-none-match');
    file.remove();
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
