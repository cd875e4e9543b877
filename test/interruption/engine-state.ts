import { isDeepStrictEqual } from 'node:util';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { BatchWriteCommand, type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { type TableDefinition, tableDefinitions } from '../../infra/tables.ts';

type Item = Record<string, unknown>;

/** An object: the engine's word for its content, by which it is known again, and its bytes. */
interface StoredObject {
  readonly eTag: string;
  readonly bytes: Buffer;
}

/** Everything that is stored in tables and bucket: table -> key -> item, and object key -> object. */
export interface StoredState {
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, Item>>;
  readonly objects: ReadonlyMap<string, StoredObject>;
}

export const nothingStored: StoredState = { tables: new Map(), objects: new Map() };

/** DynamoDB writes at most so many items at a time. */
const ITEMS_PER_BATCH = 25;
const definitions: [string, TableDefinition][] = Object.entries(tableDefinitions);

/** Reads and sets what tables and bucket hold; by clients of its own, past every wire. */
export class EngineState {
  readonly #bucketName: string;
  readonly #tables: DynamoDBDocumentClient;
  readonly #s3: S3Client;
  readonly #bytesByETag = new Map<string, Buffer>();

  constructor(bucketName: string, tables: DynamoDBDocumentClient, s3: S3Client) {
    this.#bucketName = bucketName;
    this.#tables = tables;
    this.#s3 = s3;
  }

  async read(): Promise<StoredState> {
    const tables = definitions.map(async ([name, definition]) => [name, await this.#scan(name, definition)] as const);
    return { tables: new Map(await Promise.all(tables)), objects: await this.#readObjects() };
  }

  /** Makes tables and bucket, which hold `present`, hold `wanted` and nothing else. */
  async set(wanted: StoredState, present: StoredState): Promise<void> {
    const none = new Map<string, Item>();
    const tables = definitions.map(([name, definition]) =>
      this.#setTable(name, definition, wanted.tables.get(name) ?? none, present.tables.get(name) ?? none),
    );
    await Promise.all([...tables, this.#setObjects(wanted.objects, present.objects)]);
  }

  async #scan(TableName: string, definition: TableDefinition): Promise<Map<string, Item>> {
    const items: Item[] = [];
    for await (const { Items = [] } of paginateScan({ client: this.#tables }, { TableName })) items.push(...Items);
    return new Map(items.map((item) => [JSON.stringify(keyOf(item, definition)), item]));
  }

  async #setTable(
    tableName: string,
    definition: TableDefinition,
    wanted: ReadonlyMap<string, Item>,
    present: ReadonlyMap<string, Item>,
  ): Promise<void> {
    const isThere = (key: string, item: Item) => isDeepStrictEqual(present.get(key), item);
    const requests = [
      ...[...present].filter(([key]) => !wanted.has(key)).map(([, item]) => deletion(item, definition)),
      ...[...wanted].filter(([key, item]) => !isThere(key, item)).map(([, Item]) => ({ PutRequest: { Item } })),
    ];
    for (let first = 0; first < requests.length; first += ITEMS_PER_BATCH) {
      const RequestItems = { [tableName]: requests.slice(first, first + ITEMS_PER_BATCH) };
      await this.#tables.send(new BatchWriteCommand({ RequestItems }));
    }
  }

  async #setObjects(wanted: StoredState['objects'], present: StoredState['objects']): Promise<void> {
    const Bucket = this.#bucketName;
    for (const Key of present.keys()) {
      if (!wanted.has(Key)) await this.#s3.send(new DeleteObjectCommand({ Bucket, Key }));
    }
    for (const [Key, { bytes, eTag }] of wanted) {
      const isThere = present.get(Key)?.eTag === eTag;
      if (!isThere) await this.#s3.send(new PutObjectCommand({ Bucket, Key, Body: bytes }));
    }
  }

  async #readObjects(): Promise<Map<string, StoredObject>> {
    const { Contents = [] } = await this.#s3.send(new ListObjectsV2Command({ Bucket: this.#bucketName }));
    const objects = Contents.map(
      async ({ Key = '', ETag = '' }) => [Key, { eTag: ETag, bytes: await this.#bytesOf(Key, ETag) }] as const,
    );
    return new Map(await Promise.all(objects));
  }

  async #bytesOf(Key: string, eTag: string): Promise<Buffer> {
    const known = this.#bytesByETag.get(eTag);
    if (known !== undefined) return known;
    const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket: this.#bucketName, Key }));
    const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
    this.#bytesByETag.set(eTag, bytes);
    return bytes;
  }
}

function keyOf(item: Item, { partitionKey, sortKey }: TableDefinition): Item {
  const names = [partitionKey.name, ...(sortKey === undefined ? [] : [sortKey.name])];
  return Object.fromEntries(names.map((name) => [name, item[name]]));
}

function deletion(item: Item, definition: TableDefinition) {
  return { DeleteRequest: { Key: keyOf(item, definition) } };
}
