import { Readable } from 'node:stream';
import type { ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-s3';
import type { FinalizeRequestMiddleware } from '@smithy/types';

/*
 * What the S3 client sends for each call of shared/runtime/bucket.ts, printed as JSON. Runs alone, bundled as the functions
 * are and as the SDK comes, at one moment and with one id, so that both must print the same, signatures too.
 */
const NOW = Date.UTC(2026, 6, 1);
globalThis.Date = class extends Date {
  constructor(...value: [] | [number | string]) {
    super(...((value.length === 0 ? [NOW] : value) as [number]));
  }
  static override now() {
    return NOW;
  }
} as DateConstructor;

const { CopyObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, paginateListObjectsV2, S3Client } =
  await import('@aws-sdk/client-s3');
const { HttpRequest, HttpResponse } = await import('@smithy/core/protocols');

const requests: object[] = [];
const answers: Readonly<Record<string, readonly [statusCode: number, body: string]>> = {
  '/gone': [404, '<Error><Code>NoSuchKey</Code></Error>'],
  '/secret': [403, '<Error><Code>AccessDenied</Code><Message>Not for you.</Message></Error>'],
  '/torn': [200, 'other bytes than their checksum says'],
  '/there': [412, '<Error><Code>PreconditionFailed</Code></Error>'],
  '/quarantine/a.csv': [200, '<CopyObjectResult><ETag>e</ETag></CopyObjectResult>'],
  '/': [200, '<ListBucketResult><Contents><Key>ledger/a b</Key><Size>3</Size></Contents></ListBucketResult>'],
};

/** Instead of the network: the first answer is that S3 is busy, so that it is asked again. */
const requestHandler = {
  handle: async (request: {
    hostname: string;
    path: string;
    method: string;
    query: object;
    headers: Record<string, string>;
  }) => {
    const { hostname, path, method, query } = request;
    const { 'user-agent': _, 'x-amz-user-agent': __, ...headers } = request.headers;
    requests.push({ method, hostname, path, query, headers });
    const [statusCode, text] = requests.length === 1 ? [503, ''] : (answers[path] ?? [200, '']);
    const checksum =
      method === 'GET' && statusCode === 200 && path !== '/' ? { 'x-amz-checksum-crc32': 'AAAAAA==' } : {};
    const body = Readable.from([Buffer.from(text)]);
    return { response: new HttpResponse({ statusCode, headers: checksum, body }) };
  },
};

const client = new S3Client({ requestHandler });
/** Headers that are signed, and that tell one call from another and one build from another. */
const sameForAll: FinalizeRequestMiddleware<ServiceInputTypes, ServiceOutputTypes> = (next) => (args) => {
  const same = { 'amz-sdk-invocation-id': 'one and the same', 'x-amz-user-agent': 'any' };
  if (HttpRequest.isInstance(args.request)) Object.assign(args.request.headers, same);
  return next(args);
};
client.middlewareStack.addRelativeTo(sameForAll, { relation: 'before', toMiddleware: 'httpSigningMiddleware' });
const Bucket = 'dung-hen';
const outcomes: unknown[] = [];
async function note(answer: () => Promise<unknown>): Promise<void> {
  try {
    outcomes.push(await answer());
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    outcomes.push([error.name, error instanceof NoSuchKey, Reflect.get(error, '$fault') ?? error.message.slice(0, 17)]);
  }
}
await note(async () => (await client.send(new GetObjectCommand({ Bucket, Key: 'states/ngày 1.bin' }))).ETag ?? null);
await note(() => client.send(new GetObjectCommand({ Bucket, Key: 'gone' })));
await note(() => client.send(new GetObjectCommand({ Bucket, Key: 'secret' })));
await note(async () => {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'torn' }));
  return Body?.transformToString();
});
await note(async () => {
  const put = { Bucket, Key: 'ledger/1.json', Body: '{"là":1}', ContentType: 'application/json', IfNoneMatch: '*' };
  await client.send(new PutObjectCommand(put));
});
await note(() => client.send(new PutObjectCommand({ Bucket, Key: 'there', Body: 'x', IfNoneMatch: '*' })));
await note(async () => {
  const Body = Readable.from([Buffer.from('ab'), Buffer.from('c')]);
  await client.send(new PutObjectCommand({ Bucket, Key: 'canonical/a.gz', Body, ContentLength: 3 }));
});
await note(async () => {
  await client.send(new CopyObjectCommand({ Bucket, Key: 'quarantine/a.csv', CopySource: `${Bucket}/incoming/a.csv` }));
});
await note(async () => {
  const keys: unknown[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix: 'ledger/' }))
    keys.push(Contents);
  return keys;
});
console.log(JSON.stringify({ requests, outcomes }, null, 1));
