import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { DomainError } from './domain-error.ts';

/** The province's one bucket. Objects under `canonical/`, `states/`, `evidence/` and `ledger/` are named by their content and never change. */
export class Bucket {
  readonly name: string;
  readonly #client: S3Client;

  constructor(name: string, client: S3Client = new S3Client({})) {
    this.name = name;
    this.#client = client;
  }

  /** @throws DomainError `OBJECT_MISSING` */
  async read(key: string): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of await this.stream(key)) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
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

  async write(key: string, body: string | Uint8Array, contentType: string): Promise<void> {
    await this.#client.send(
      new PutObjectCommand({
        Bucket: this.name,
        Key: key,
        Body: body,
        ContentType: contentType,
      }),
    );
  }

  /**
   * Creates an object that is named by its content and never changes, unless it is there already. Under `evidence/`
   * and `ledger/` the bucket's policy refuses any other way of writing.
   */
  async writeOnce(key: string, body: string | Uint8Array, contentType: string): Promise<void> {
    const creation = { Bucket: this.name, Key: key, Body: body, ContentType: contentType, IfNoneMatch: '*' };
    try {
      await this.#client.send(new PutObjectCommand(creation));
    } catch (error) {
      const isThereAlready = error instanceof S3ServiceException && error.name === 'PreconditionFailed';
      if (!isThereAlready) throw error;
    }
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

/** A unit's id as one segment of an object key: Boston's departments have spaces and `&` in their names. */
export function keySegment(id: string): string {
  return encodeURIComponent(id);
}
