import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Day } from '../calendar/day.ts';
import { isConditionRefused, type Tables } from '../runtime/tables.ts';
import { type Dossier, isoInstant, toStoredDossier } from './dossier.ts';

/** The file that last told of a dossier. */
export interface ToldBy {
  readonly sourceId: string;
  readonly day: Day;
  readonly fileNumber: number;
}

/** What is known of a dossier as it was last seen, on an earlier day. Instants are epoch milliseconds. */
export interface LastSeenDossier
  extends Pick<Dossier, 'unitId' | 'statusClass' | 'receivedAtMs' | 'dueAtMs' | 'completedAtMs'> {
  readonly day: Day;
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
    const asOf = asOfFile(toldBy);
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
    const wasToldBefore = `${IS_ABSENT} OR asOf <= :asOf`;
    const put = new PutCommand({
      TableName: this.#tableName,
      Item: item,
      ConditionExpression: wasToldBefore,
      ExpressionAttributeValues: { ':asOf': asOf },
    });
    return unlessRefused(this.#tables.send(put));
  }

  /**
   * Takes back what the day told of a dossier that its file does not show and nobody knows otherwise.
   *
   * @param standing the file that stands for the day: what a later one told stays
   * @returns whether there was something to take back
   */
  remove(dossierCode: string, standing: ToldBy): Promise<boolean> {
    const remove = new DeleteCommand({
      TableName: this.#tableName,
      Key: { sourceId: standing.sourceId, dossierCode },
      ConditionExpression: IS_BASELESS,
      ExpressionAttributeValues: baselessFor(standing),
    });
    return unlessRefused(this.#tables.send(remove));
  }

  /**
   * Takes back what the day told of a dossier that its file does not show: what counts is again as it was last seen. What
   * no state keeps of a dossier (the source's own status, the hand-over, flags) is not known any more.
   *
   * @param standing the file that stands for the day: what a later one told stays
   * @returns whether there was something to take back
   */
  restore(dossierCode: string, lastSeen: LastSeenDossier, standing: ToldBy): Promise<boolean> {
    const { known, unknown } = restoredAttributes(lastSeen);
    const names = [...Object.keys(known), ...unknown];
    const restore = new UpdateCommand({
      TableName: this.#tableName,
      Key: { sourceId: standing.sourceId, dossierCode },
      UpdateExpression: `SET ${Object.keys(known).map((name) => `#${name} = :${name}`)} REMOVE ${unknown.map((name) => `#${name}`)}`,
      ConditionExpression: `${IS_ABSENT} OR ${IS_BASELESS}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(Object.entries(known).map(([name, value]) => [`:${name}`, value])),
        ...baselessFor(standing),
      },
    });
    return unlessRefused(this.#tables.send(restore));
  }
}

const IS_ABSENT = 'attribute_not_exists(dossierCode)';
/** Of a dossier that a day's file does not show: told by another file of that day, or restored from its or an earlier state. */
const IS_BASELESS = '(asOf <= :standing AND (asOf >= :firstFile OR contains(asOf, :restored)))';
/** In place of a file's number: known from a state. */
const RESTORED = 0;

function baselessFor({ day, fileNumber }: ToldBy) {
  return {
    ':firstFile': asOfFile({ day, fileNumber: 0 }),
    ':standing': asOfFile({ day, fileNumber }),
    ':restored': fileSuffix(RESTORED),
  };
}

/** Sorts by day, then by the file's number. */
function asOfFile({ day, fileNumber }: Pick<ToldBy, 'day' | 'fileNumber'>): string {
  return `${day}${fileSuffix(fileNumber)}`;
}

function fileSuffix(fileNumber: number): string {
  return `#${String(fileNumber).padStart(4, '0')}`;
}

function restoredAttributes({ day, unitId, statusClass, ...instants }: LastSeenDossier) {
  const isOpen = statusClass === 'open' || statusClass === 'paused';
  const known = {
    asOf: asOfFile({ day, fileNumber: RESTORED }),
    unitId,
    statusClass,
    receivedAt: isoInstant(instants.receivedAtMs),
    completedAt: instants.completedAtMs === null ? null : isoInstant(instants.completedAtMs),
    ...(instants.dueAtMs !== null && { dueAt: isoInstant(instants.dueAtMs) }),
    ...(isOpen && { openUnitId: unitId }),
  };
  const optional = ['dueAt', 'openUnitId', 'status', 'submittedAt', 'returnedAt', 'flags'];
  return { known, unknown: optional.filter((name) => !(name in known)) };
}

async function unlessRefused(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (isConditionRefused(error)) return false;
    throw error;
  }
}
