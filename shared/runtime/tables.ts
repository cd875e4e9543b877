import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';

export type Tables = DynamoDBDocumentClient;

/** A client for plain JavaScript items. The endpoint and region come from the environment, as the SDK reads it. */
export function connectTables(): Tables {
  const client = new DynamoDBClient({});
  // It copies all that comes and goes for a logger that nobody has set: a twentieth of what many small writes cost.
  client.middlewareStack.remove('loggerMiddleware');
  return DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
  });
}

/** Whether a conditional write was refused because its condition did not hold. */
export function isConditionRefused(error: unknown): error is ConditionalCheckFailedException {
  return error instanceof ConditionalCheckFailedException;
}

/** Every item that a query finds, page by page; callers never see a token. Parse each item with its schema. */
export async function* queryAll(tables: Tables, query: QueryCommandInput): AsyncGenerator<Record<string, unknown>> {
  let startKey: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await tables.send(
      new QueryCommand({
        ...query,
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    yield* page.Items ?? [];
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined);
}
