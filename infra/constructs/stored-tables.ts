import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { type TableName, tableDefinitions } from '../tables.ts';
import { physicalName } from './foundation.ts';
import { guardLedger } from './ledger-guard.ts';
import { StoredTable } from './stored-table.ts';

/** The tables of infra/tables.ts, each under its own name. */
export class StoredTables extends Construct {
  readonly registry: StoredTable;
  readonly dossiers: StoredTable;
  readonly snapshots: StoredTable;
  readonly tallies: StoredTable;
  readonly evaluations: StoredTable;
  readonly ledger: StoredTable;
  readonly findings: StoredTable;
  readonly notices: StoredTable;
  readonly #settings: Settings;
  readonly #ledgerWriters: IRole[] = [];

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.#settings = settings;
    this.registry = this.#store('Registry');
    this.dossiers = this.#store('Dossiers');
    this.snapshots = this.#store('Snapshots');
    this.tallies = this.#store('Tallies');
    this.evaluations = this.#store('Evaluations');
    this.ledger = this.#store('Ledger');
    this.findings = this.#store('Findings');
    this.notices = this.#store('Notices');
    guardLedger(this.ledger.table, physicalName(settings, 'Ledger'), this.#ledgerWriters);
  }

  /** Lets `writer` append to the ledger, which only those do who are named so; nobody rewrites it. */
  letAppendToLedger(writer: IRole): void {
    this.#ledgerWriters.push(writer);
  }

  #store(name: TableName): StoredTable {
    return new StoredTable(this, name, {
      tableName: physicalName(this.#settings, name),
      definition: tableDefinitions[name],
    });
  }
}
