import type * as z from 'zod';
import { type Assignment, assignmentSchema, EXPLANATION_REQUEST_KIND } from '../assignment/assignment.ts';
import { type CalendarEntry, calendarEntrySchema } from '../calendar/calendar-entry.ts';
import { type Bound, boundSchema } from '../finding/bounds.ts';
import { type Policy, policySchema } from '../policy/policy.ts';
import { queryAll, type Tables } from '../runtime/tables.ts';
import { type Source, sourceSchema } from '../source/source.ts';
import {
  type Unit,
  type UnitCode,
  type UnitLineage,
  type UnitSource,
  unitCodeSchema,
  unitLineageSchema,
  unitSchema,
  unitSourceSchema,
} from '../unit/unit.ts';

/** What the registry holds, by kind: the schema of a row, and the id under which it is stored. */
export const registryKinds = {
  unit: {
    schema: unitSchema,
    idOf: (row: Unit) => `${row.unitId}#${row.validFrom}`,
  },
  'unit-code': {
    schema: unitCodeSchema,
    idOf: (row: UnitCode) => `${row.sourceId}#${row.code}#${row.validFrom}`,
  },
  'unit-lineage': {
    schema: unitLineageSchema,
    idOf: (row: UnitLineage) => `${row.oldUnitId}#${row.newUnitId}#${row.on}`,
  },
  'unit-source': {
    schema: unitSourceSchema,
    idOf: (row: UnitSource) => `${row.unitId}#${row.validFrom}`,
  },
  policy: {
    schema: policySchema,
    idOf: (row: Policy) => `${row.tier}#${row.rule}#${row.validFrom}`,
  },
  assignment: {
    schema: assignmentSchema,
    idOf: (row: Assignment) => `${row.assignmentId}#${row.validFrom}`,
  },
  calendar: {
    schema: calendarEntrySchema,
    idOf: (row: CalendarEntry) => row.date,
  },
  bound: {
    schema: boundSchema,
    idOf: (row: Bound) => `${row.boundId}#${row.tier ?? '*'}#${row.validFrom}`,
  },
  source: { schema: sourceSchema, idOf: (row: Source) => row.sourceId },
} as const;
export type RegistryKind = keyof typeof registryKinds;

/** The registry table: units, codes, sources, policies, bounds, calendar, assignments, each row with its validity. */
export class RegistryStore {
  readonly #tables: Tables;
  readonly #tableName: string;

  constructor(tables: Tables, tableName: string) {
    this.#tables = tables;
    this.#tableName = tableName;
  }

  units(): Promise<Unit[]> {
    return this.#list('unit', unitSchema);
  }

  /** What one source calls the units; the ids of these rows begin with the source's. */
  unitCodesOf(sourceId: string): Promise<UnitCode[]> {
    return this.#list('unit-code', unitCodeSchema, `${sourceId}#`);
  }

  unitLineage(): Promise<UnitLineage[]> {
    return this.#list('unit-lineage', unitLineageSchema);
  }

  unitSources(): Promise<UnitSource[]> {
    return this.#list('unit-source', unitSourceSchema);
  }

  policies(): Promise<Policy[]> {
    return this.#list('policy', policySchema);
  }

  /** Those of the files, and the explanations that the system asks for. */
  async assignments(): Promise<Assignment[]> {
    const kinds = ['assignment', EXPLANATION_REQUEST_KIND] as const;
    return (await Promise.all(kinds.map((kind) => this.#list(kind, assignmentSchema)))).flat();
  }

  calendar(): Promise<CalendarEntry[]> {
    return this.#list('calendar', calendarEntrySchema);
  }

  /** Where the registry has no row, the defaults hold: `boundsOn`. */
  bounds(): Promise<Bound[]> {
    return this.#list('bound', boundSchema);
  }

  sources(): Promise<Source[]> {
    return this.#list('source', sourceSchema);
  }

  async #list<Schema extends z.ZodType>(
    kind: RegistryKind | typeof EXPLANATION_REQUEST_KIND,
    schema: Schema,
    idPrefix?: string,
  ): Promise<z.infer<Schema>[]> {
    const rows: z.infer<Schema>[] = [];
    const hasPrefix = idPrefix !== undefined;
    const query = {
      TableName: this.#tableName,
      KeyConditionExpression: hasPrefix ? 'kind = :kind AND begins_with(id, :prefix)' : 'kind = :kind',
      ExpressionAttributeValues: { ':kind': kind, ...(hasPrefix && { ':prefix': idPrefix }) },
      ConsistentRead: true,
    };
    for await (const item of queryAll(this.#tables, query)) rows.push(schema.parse(item.row));
    return rows;
  }
}
