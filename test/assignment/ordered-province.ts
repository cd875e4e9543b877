import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Assignment } from '../../shared/assignment/assignment.ts';
import { registryKinds } from '../../shared/registry/registry-store.ts';
import { connectTables, type Tables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { lambdaContext } from '../notice/sqs-event.ts';
import { assignment } from '../notice-planning/facts.ts';

/** Engines with three assignments, all due on Tuesday 14/07/2020, one of them each month, and the functions of admins. */
export interface OrderedProvince {
  readonly engines: Engines;
  readonly tables: Tables;
  /** Lets a function handle what an admin sends at ten in the morning of a day. */
  order(functionName: string, event: unknown, on: string): Promise<unknown>;
  close(): Promise<void>;
}

const assignments: readonly Assignment[] = [
  assignment({ coordinatingUnitIds: ['so-khdt', 'so-gtvt'] }),
  assignment({ assignmentId: '664-3', coordinatingUnitIds: ['so-khdt', 'so-xd'] }),
  assignment({ assignmentId: '664-4', recurrence: 'monthly' }),
];

const handlerModule = z.object({ handler: z.custom<(event: unknown, context: unknown) => Promise<unknown>>() });

export async function startOrderedProvince(): Promise<OrderedProvince> {
  const engines = await startEngines();
  const tables = connectTables();
  const { Registry } = engines.tableNames;
  Object.assign(process.env, { REGISTRY_TABLE: Registry, TIME_ZONE: 'Asia/Ho_Chi_Minh' });
  for (const row of assignments) {
    const Item = { kind: 'assignment', id: registryKinds.assignment.idOf(row), row };
    await tables.send(new PutCommand({ TableName: Registry, Item }));
  }
  return {
    engines,
    tables,
    order: async (functionName, event, on) => {
      const { handler } = handlerModule.parse(await import(`../../functions/${functionName}/handler.ts`));
      process.env.SIMULATED_NOW = `${on}T10:00:00+07:00`;
      return handler(event, lambdaContext);
    },
    close: () => engines.close(),
  };
}
