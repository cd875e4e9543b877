/** A key attribute: its name, and `S` for text or `N` for numbers. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N';
}

export interface TableIndex {
  readonly name: string;
  readonly partitionKey: KeyAttribute;
  readonly sortKey: KeyAttribute;
  /** Whether only keys stand in it, for items that are large and seldom looked up; absent: whole items. */
  readonly keysOnly?: true;
}

export interface TableDefinition {
  readonly partitionKey: KeyAttribute;
  readonly sortKey?: KeyAttribute;
  readonly indexes: readonly TableIndex[];
}

function text(name: string): KeyAttribute {
  return { name, type: 'S' };
}

/**
 * The tables, named for what they hold. Composite keys (`monthSourceDay` = `<month>#<sourceId>#<day>`,
 * `monthRevision` = `<month>#<rule>#<revision>`) stand beside the plain attributes of which they are made.
 */
export const tableDefinitions = {
  Registry: { partitionKey: text('kind'), sortKey: text('id'), indexes: [] },
  Dossiers: {
    partitionKey: text('sourceId'),
    sortKey: text('dossierCode'),
    indexes: [
      {
        name: 'openByUnit',
        partitionKey: text('openUnitId'),
        sortKey: text('dueAt'),
      },
    ],
  },
  Snapshots: {
    partitionKey: text('sourceId'),
    sortKey: text('receiptId'),
    indexes: [],
  },
  Tallies: {
    partitionKey: text('unitId'),
    sortKey: text('monthSourceDay'),
    indexes: [],
  },
  Evaluations: {
    partitionKey: text('unitId'),
    sortKey: text('monthRevision'),
    indexes: [{ name: 'byMonth', partitionKey: text('month'), sortKey: text('unitId') }],
  },
  Ledger: {
    partitionKey: text('account'),
    sortKey: { name: 'sequence', type: 'N' },
    indexes: [],
  },
  Findings: {
    partitionKey: text('unitId'),
    sortKey: text('findingId'),
    indexes: [],
  },
  Notices: {
    partitionKey: text('noticeId'),
    // Sparse: only while a digest waits for something.
    indexes: [{ name: 'byWait', partitionKey: text('waitsFor'), sortKey: text('waitsSince'), keysOnly: true }],
  },
} as const satisfies Record<string, TableDefinition>;
export type TableName = keyof typeof tableDefinitions;
