import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { inParallel } from '../runtime/in-parallel.ts';
import { isConditionRefused, queryAll, type Tables } from '../runtime/tables.ts';
import {
  type AssignmentEvents,
  type Extension,
  extensionSchema,
  type ReceivedReport,
  type ReopenedReport,
  receivedReportSchema,
  reopenedReportSchema,
} from './assignment.ts';
import type { AssignmentInstance } from './unfold-assignment.ts';

/** The kinds of events in the registry table, and the id under which each fact is stored, so that it is stored once. */
const kinds = {
  'received-report': {
    schema: receivedReportSchema,
    /** A first report has the id that earlier code gave it. */
    idOf: ({ assignmentId, unitId, round }: ReceivedReport) =>
      round === 0 ? `${assignmentId}#${unitId}` : `${assignmentId}#${unitId}#${round}`,
  },
  'reopened-report': {
    schema: reopenedReportSchema,
    idOf: ({ assignmentId, unitId, round }: ReopenedReport) => `${assignmentId}#${unitId}#${round}`,
  },
  'assignment-extension': {
    schema: extensionSchema,
    idOf: ({ assignmentId, unitId, dueOn }: Extension) => `${assignmentId}#${unitId ?? '*'}#${dueOn}`,
  },
} as const;
export type EventKind = keyof typeof kinds;

/** What was kept: the event itself, or the one that was there before it. */
export interface Kept<Event> {
  readonly isNew: boolean;
  readonly kept: Event;
}

/** What happened to assignments: registry table, one item per fact, written once and never changed. */
export class AssignmentEventStore {
  readonly #tables: Tables;
  readonly #tableName: string;

  constructor(tables: Tables, tableName: string) {
    this.#tables = tables;
    this.#tableName = tableName;
  }

  report(report: ReceivedReport): Promise<Kept<ReceivedReport>> {
    const { schema, idOf } = kinds['received-report'];
    return this.#keep('received-report', idOf(report), schema, report);
  }

  reopen(reopening: ReopenedReport): Promise<Kept<ReopenedReport>> {
    const { schema, idOf } = kinds['reopened-report'];
    return this.#keep('reopened-report', idOf(reopening), schema, reopening);
  }

  extend(extension: Extension): Promise<Kept<Extension>> {
    const { schema, idOf } = kinds['assignment-extension'];
    return this.#keep('assignment-extension', idOf(extension), schema, extension);
  }

  all(): Promise<AssignmentEvents> {
    return this.#listAll('');
  }

  /** What happened to one instance. */
  async of({ eventIds }: AssignmentInstance): Promise<AssignmentEvents> {
    const found = await inParallel(eventIds, eventIds.length, (eventId) => this.#listAll(`${eventId}#`));
    return {
      reports: found.flatMap(({ reports }) => reports),
      reopenings: found.flatMap(({ reopenings }) => reopenings),
      extensions: found.flatMap(({ extensions }) => extensions),
    };
  }

  async #listAll(idPrefix: string): Promise<AssignmentEvents> {
    return {
      reports: await this.#list('received-report', receivedReportSchema, idPrefix),
      reopenings: await this.#list('reopened-report', reopenedReportSchema, idPrefix),
      extensions: await this.#list('assignment-extension', extensionSchema, idPrefix),
    };
  }

  async #keep<Schema extends z.ZodType<object>>(
    kind: EventKind,
    id: string,
    schema: Schema,
    event: z.infer<Schema>,
  ): Promise<Kept<z.infer<Schema>>> {
    try {
      await this.#tables.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: { kind, id, ...schema.parse(event) },
          ConditionExpression: 'attribute_not_exists(id)',
        }),
      );
      return { isNew: true, kept: event };
    } catch (error) {
      if (!isConditionRefused(error)) throw error;
      const { Item } = await this.#tables.send(
        new GetCommand({ TableName: this.#tableName, Key: { kind, id }, ConsistentRead: true }),
      );
      return { isNew: false, kept: schema.parse(Item) };
    }
  }

  async #list<Schema extends z.ZodType>(kind: EventKind, schema: Schema, idPrefix: string): Promise<z.infer<Schema>[]> {
    const events: z.infer<Schema>[] = [];
    const hasPrefix = idPrefix !== '';
    const query = {
      TableName: this.#tableName,
      KeyConditionExpression: hasPrefix ? 'kind = :kind AND begins_with(id, :prefix)' : 'kind = :kind',
      ExpressionAttributeValues: { ':kind': kind, ...(hasPrefix && { ':prefix': idPrefix }) },
      ConsistentRead: true,
    };
    for await (const item of queryAll(this.#tables, query)) events.push(schema.parse(item));
    return events;
  }
}
