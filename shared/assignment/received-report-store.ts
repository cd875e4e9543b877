import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { DomainError } from '../runtime/domain-error.ts';
import { isConditionRefused, queryAll, type Tables } from '../runtime/tables.ts';
import { type ReceivedReport, receivedReportSchema } from './assignment.ts';

const KIND = 'received-report';

/** Under which id the registry table keeps the report of a unit on an assignment. */
export function receivedReportId(report: Pick<ReceivedReport, 'assignmentId' | 'unitId'>): string {
  return `${report.assignmentId}#${report.unitId}`;
}

/** The reports that came in: registry table, kind `received-report`, one item per assignment and unit, written once. */
export class ReceivedReportStore {
  readonly #tables: Tables;
  readonly #tableName: string;

  constructor(tables: Tables, tableName: string) {
    this.#tables = tables;
    this.#tableName = tableName;
  }

  /**
   * Keeps a report. The same one again (day and reference) changes nothing. Returns what is kept, and whether it is new.
   *
   * @throws DomainError `REPORT_RECORDED_OTHERWISE` where another day or reference is kept already.
   */
  async record(report: ReceivedReport): Promise<{ isNew: boolean; report: ReceivedReport }> {
    try {
      await this.#tables.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: { kind: KIND, id: receivedReportId(report), ...receivedReportSchema.parse(report) },
          ConditionExpression: 'attribute_not_exists(id)',
        }),
      );
      return { isNew: true, report };
    } catch (error) {
      if (!isConditionRefused(error)) throw error;
      const kept = await this.#keptInTheWayOf(report);
      if (!isSameReport(kept, report)) throw recordedOtherwise(kept, error);
      return { isNew: false, report: kept };
    }
  }

  async all(): Promise<ReceivedReport[]> {
    const reports: ReceivedReport[] = [];
    const query = {
      TableName: this.#tableName,
      KeyConditionExpression: 'kind = :kind',
      ExpressionAttributeValues: { ':kind': KIND },
      ConsistentRead: true,
    };
    for await (const item of queryAll(this.#tables, query)) reports.push(receivedReportSchema.parse(item));
    return reports;
  }

  async #keptInTheWayOf(report: ReceivedReport): Promise<ReceivedReport> {
    const { Item } = await this.#tables.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: { kind: KIND, id: receivedReportId(report) },
        ConsistentRead: true,
      }),
    );
    return receivedReportSchema.parse(Item);
  }
}

/** Who records it, and why, may differ: the fact is the day and the reference. */
function isSameReport(kept: ReceivedReport, report: ReceivedReport): boolean {
  return kept.receivedOn === report.receivedOn && kept.reference === report.reference;
}

function recordedOtherwise(kept: ReceivedReport, cause: unknown): DomainError {
  return new DomainError(
    'REPORT_RECORDED_OTHERWISE',
    `The report of unit ${kept.unitId} on assignment ${kept.assignmentId} is recorded already, as received on ` +
      `${kept.receivedOn} with ${kept.reference === null ? 'no reference' : `reference ${kept.reference}`}, by ` +
      `${kept.actor} (${kept.reason}). A recorded report is not changed; nothing was written.`,
    { cause },
  );
}
