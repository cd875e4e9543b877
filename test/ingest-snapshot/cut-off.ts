import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

class CutOff extends Error {}

/** Every call of these is a write. */
const writes = new Set(['PutCommand', 'UpdateCommand', 'DeleteCommand', 'PutObjectCommand', 'CopyObjectCommand']);

/**
 * Runs something and makes every write after the first `writesBefore` fail, as if the process had been killed there.
 *
 * @returns whether it was cut off, or ended before it came to that
 */
export async function cutOff(writesBefore: number, run: () => Promise<unknown>): Promise<'cut off' | 'ended'> {
  let written = 0;
  const clients = [S3Client.prototype, DynamoDBDocumentClient.prototype];
  const originals = clients.map((client) => client.send);
  for (const [index, client] of clients.entries()) {
    Object.defineProperty(client, 'send', {
      configurable: true,
      writable: true,
      value: function (this: unknown, command: object, ...rest: unknown[]) {
        if (writes.has(command.constructor.name) && ++written > writesBefore) return Promise.reject(new CutOff());
        return Reflect.apply(originals[index] ?? (() => undefined), this, [command, ...rest]);
      },
    });
  }
  try {
    await run();
    return 'ended';
  } catch (error) {
    if (error instanceof CutOff) return 'cut off';
    throw error;
  } finally {
    for (const [index, client] of clients.entries()) {
      Object.defineProperty(client, 'send', { configurable: true, writable: true, value: originals[index] });
    }
  }
}
