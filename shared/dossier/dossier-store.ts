import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Day } from '../calendar/day.ts';
import { isConditionRefused, type Tables } from '../runtime/tables.ts';
import { type Dossier, toStoredDossier } from './dossier.ts';

/** The file that last told of a dossier. */
export interface ToldBy {
  readonly sourceId: string;
  readonly day: Day;
  readonly fileNumber: number;
}

/** The dossiers table: `sourceId`, `dossierCode`; index `openByUnit` (`openUnitId`, `dueAt`) of those that are open. */
export class DossierStore {
  readonly #tables: Tables;
  readonly #tableName: string;

  constructor(tables: Tables, tableName: string) {
    this.#tables = tables;
    this.#tableName = tableName;
  }

  /**
   * Keeps what a file tells of a dossier, unless a later file has told of it already.
   *
   * @returns whether it was kept
   */
  async keep(dossier: Dossier, toldBy: ToldBy): Promise<boolean> {
    const asOf = `${toldBy.day}#${String(toldBy.fileNumber).padStart(4, '0')}`;
    const isOpen = dossier.statusClass === 'open' || dossier.statusClass === 'paused';
    const { dueAt, ...stored } = toStoredDossier(dossier);
    const item = {
      ...stored,
      sourceId: toldBy.sourceId,
      asOf,
      // An index key cannot be null: what has no due date is not in the index' order, and what has ended not in it at all.
      ...(dueAt !== null && { dueAt }),
      ...(isOpen && { openUnitId: dossier.unitId }),
    };
    const wasToldBefore = 'attribute_not_exists(dossierCode) OR asOf <= :asOf';
    try {
      await this.#tables.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: item,
          ConditionExpression: wasToldBefore,
          ExpressionAttributeValues: { ':asOf': asOf },
        }),
      );
      return true;
    } catch (error) {
      if (isConditionRefused(error)) return false;
      throw error;
    }
  }
}
