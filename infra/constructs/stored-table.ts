import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { KeyAttribute, TableDefinition } from '../tables.ts';
import type { Handover } from './handover.ts';

/**
 * What stores do. Batches of writes and transactions are not among it, and `Scan` is for the ledger alone: for its
 * verification, since an account that should not be there is found in no other way, and for what is open in it, since no
 * entry can ever be marked as closed.
 */
export type TableAction = 'GetItem' | 'BatchGetItem' | 'Query' | 'Scan' | 'PutItem' | 'UpdateItem' | 'DeleteItem';

export interface StoredTableProps {
  readonly tableName: string;
  readonly definition: TableDefinition;
}

/** A table that outlives its stack: on demand, recoverable to any second of 35 days, protected against deletion. */
export class StoredTable extends Construct {
  readonly table: Table;
  readonly #definition: TableDefinition;

  constructor(scope: Construct, id: string, { tableName, definition }: StoredTableProps) {
    super(scope, id);
    this.#definition = definition;
    this.table = new Table(this, 'Table', {
      tableName,
      partitionKey: attributeOf(definition.partitionKey),
      ...(definition.sortKey && { sortKey: attributeOf(definition.sortKey) }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const index of definition.indexes) {
      this.table.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: attributeOf(index.partitionKey),
        sortKey: attributeOf(index.sortKey),
        projectionType: index.keysOnly ? ProjectionType.KEYS_ONLY : ProjectionType.ALL,
      });
    }
  }

  /** Hands over the table's name, and these actions on its items. */
  allowing(...actions: readonly TableAction[]): Handover {
    return { value: this.table.tableName, statements: statementsOf(actions, [this.table.tableArn]) };
  }

  /** Hands over the table's name, and these actions on items whose partition key is among `leadingKeys`. */
  allowingWithin(leadingKeys: readonly string[], ...actions: readonly TableAction[]): Handover {
    const { value, statements } = this.allowing(...actions);
    return { value, statements: statements.map((statement) => within(leadingKeys, statement)) };
  }

  /** Hands over the table's name, queries of its indexes, and these actions on its items. */
  allowingIndexQueries(...actions: readonly TableAction[]): Handover {
    const { value, statements } = this.allowing(...actions);
    const indexes = this.#definition.indexes.map(({ name }) => `${this.table.tableArn}/index/${name}`);
    return { value, statements: [...statements, ...statementsOf(['Query'], indexes)] };
  }
}

/** Only on items whose partition key is one of these; `*` stands for any text. */
function within(leadingKeys: readonly string[], statement: PolicyStatement): PolicyStatement {
  statement.addCondition('ForAllValues:StringLike', { 'dynamodb:LeadingKeys': [...leadingKeys] });
  return statement;
}

function statementsOf(actions: readonly TableAction[], resources: string[]): PolicyStatement[] {
  if (actions.length === 0) return [];
  return [new PolicyStatement({ actions: actions.map((action) => `dynamodb:${action}`), resources })];
}

function attributeOf({ name, type }: KeyAttribute): { name: string; type: AttributeType } {
  return { name, type: type === 'N' ? AttributeType.NUMBER : AttributeType.STRING };
}
