import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { DomainError } from './domain-error.ts';

const UPLOAD_ATTEMPTS = 3;
/** Before the next attempt; twice that before the one after it. */
const PAUSE_MS = 100;

/** What is too large to be held as one buffer: its length in bytes, and the bytes as often as they are asked for. */
export interface StreamedBody {
  readonly length: number;
  stream(): Readable;
}

/** What verdicts rest on: the bucket's policy lets nobody overwrite or delete it. */
export const writeOncePrefixes = ['ledger/', 'evidence/', 'canonical/'] as const;

/** The province's one bucket. Objects under the write-once prefixes are created and never change; those under `states/` are named by their content. */
export class Bucket {
  readonly name: string;
  /** Made when it is first needed: a run that neither reads nor writes an object is spared the millisecond. */
  #madeClient: S3Client | undefined;

  constructor(name: string, client?: S3Client) {
    this.name = name;
    this.#madeClient = client;
  }

  get #client(): S3Client {
    this.#madeClient ??= new S3Client({});
    return this.#madeClient;
  }

  /** @throws DomainError `OBJECT_MISSING` */
  async read(key: string): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of await this.stream(key)) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  }

  /**
   * Writes an object whose bytes come as a stream. Under the write-once prefixes it is created, or there already: then it
   * stays, unread, since such a key names the content by its digest, and whoever reads it compares.
   */
  async upload(key: string, body: StreamedBody, contentType: string): Promise<void> {
    const object = { Bucket: this.name, Key: key, ContentType: contentType, ContentLength: body.length };
    for (let attempt = 1; ; attempt++) {
      const stream = body.stream();
      // An attempt that fails leaves the stream half read; its own complaint about that is no news.
      stream.on('error', () => {});
      try {
        await this.#client.send(new PutObjectCommand({ ...object, Body: stream, ...creating(key) }));
        return;
      } catch (error) {
        if (isThereAlready(error)) return;
        // The SDK does not try again by itself where the body is a stream: it cannot be read twice.
        if (attempt >= UPLOAD_ATTEMPTS || isRefusal(error)) throw error;
      } finally {
        stream.destroy();
      }
      await new Promise((resolve) => setTimeout(resolve, attempt * PAUSE_MS));
    }
  }

  /** The object's bytes as a stream. @throws DomainError `OBJECT_MISSING` */
  async stream(key: string): Promise<Readable> {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.name, Key: key }));
      if (Body instanceof Readable) return Body;
      throw new DomainError('OBJECT_UNREADABLE', `s3://${this.name}/${key} came without a body.`);
    } catch (error) {
      if (error instanceof NoSuchKey) {
        throw new DomainError('OBJECT_MISSING', `There is no object s3://${this.name}/${key}.`, { cause: error });
      }
      throw error;
    }
  }

  /**
   * Writes an object. Under the write-once prefixes it is created, or there already with the same bytes.
   *
   * @throws DomainError `OBJECT_DIFFERS` where a write-once object holds something else.
   */
  async write(key: string, body: string | Uint8Array, contentType: string): Promise<void> {
    const object = { Bucket: this.name, Key: key, Body: body, ContentType: contentType };
    try {
      await this.#client.send(new PutObjectCommand({ ...object, ...creating(key) }));
    } catch (error) {
      if (!isThereAlready(error)) throw error;
      if (!(await this.read(key)).equals(Buffer.from(body))) throw differs(this.name, key, error);
    }
  }

  /** The keys under a prefix, in order. */
  async keysUnder(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    const request = { Bucket: this.name, Prefix: prefix };
    for await (const { Contents = [] } of paginateListObjectsV2({ client: this.#client }, request)) {
      keys.push(...Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
    }
    return keys;
  }

  /** What stands between a prefix and the next `/`, once each: `evidence/` has months. */
  async foldersUnder(prefix: string): Promise<string[]> {
    const folders: string[] = [];
    const request = { Bucket: this.name, Prefix: prefix, Delimiter: '/' };
    for await (const { CommonPrefixes = [] } of paginateListObjectsV2({ client: this.#client }, request)) {
      folders.push(...CommonPrefixes.flatMap(({ Prefix }) => Prefix?.slice(prefix.length, -1) ?? []));
    }
    return folders;
  }

  async copy(fromKey: string, toKey: string): Promise<void> {
    const source = `${this.name}/${fromKey.split('/').map(encodeURIComponent).join('/')}`;
    await this.#client.send(
      new CopyObjectCommand({
        Bucket: this.name,
        Key: toKey,
        CopySource: source,
      }),
    );
  }
}

/** What makes a request create and not replace, where the key is of what is written once. */
function creating(key: string): { IfNoneMatch?: '*' } {
  return writeOncePrefixes.some((prefix) => key.startsWith(prefix)) ? { IfNoneMatch: '*' } : {};
}

function isThereAlready(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412;
}

/**
 * S3 has understood and will not: it would not the next time either. What breaks on the way, or meets another writer of
 * the same object (409), is worth another attempt.
 */
function isRefusal(error: unknown): boolean {
  const isOfClient = error instanceof S3ServiceException && error.$fault === 'client';
  return isOfClient && error.$retryable === undefined && error.$metadata.httpStatusCode !== 409;
}

function differs(bucketName: string, key: string, cause: unknown): DomainError {
  return new DomainError(
    'OBJECT_DIFFERS',
    `s3://${bucketName}/${key} is written once, and holds other bytes than are to be written: find out which are right.`,
    { cause },
  );
}

/** A unit's id as one segment of an object key: Boston's departments have spaces and `&` in their names. */
export function keySegment(id: string): string {
  return encodeURIComponent(id);
}
