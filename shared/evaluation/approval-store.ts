import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Month } from '../calendar/month.ts';
import { DomainError } from '../runtime/domain-error.ts';
import { isConditionRefused, queryAll, type Tables } from '../runtime/tables.ts';
import { type Approval, type Approvals, approvalId, approvalSchema } from './approval.ts';

/** The partition of the registry table. */
export const APPROVAL_KIND = 'approval';

/** What was approved: registry table, kind `approval`, one item per unit, month, rule and revision, written once. */
export class ApprovalStore {
  readonly #tables: Tables;
  readonly #tableName: string;

  constructor(tables: Tables, tableName: string) {
    this.#tables = tables;
    this.#tableName = tableName;
  }

  /** Keeps an approval unless there is one already. Returns whether it is new. */
  async keep(approval: Approval): Promise<boolean> {
    try {
      await this.#tables.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: { kind: APPROVAL_KIND, id: approvalId(approval), ...approvalSchema.parse(approval) },
          ConditionExpression: 'attribute_not_exists(id)',
        }),
      );
      return true;
    } catch (error) {
      if (isConditionRefused(error)) return false;
      throw error;
    }
  }

  /** All approvals of a month. @throws DomainError `APPROVAL_UNREADABLE` */
  async ofMonth(month: Month): Promise<Approvals> {
    const approvals = new Map<string, Approval>();
    const query = {
      TableName: this.#tableName,
      KeyConditionExpression: 'kind = :kind AND begins_with(id, :month)',
      ExpressionAttributeValues: { ':kind': APPROVAL_KIND, ':month': `${month}#` },
      ConsistentRead: true,
    };
    for await (const item of queryAll(this.#tables, query)) {
      const { success, data: approval, error } = approvalSchema.safeParse(item);
      if (!success) throw unreadable(item, error);
      approvals.set(approvalId(approval), approval);
    }
    return approvals;
  }
}

function unreadable({ id }: Record<string, unknown>, cause: z.ZodError): DomainError {
  return new DomainError(
    'APPROVAL_UNREADABLE',
    `The approval ${String(id)} in the Registry table is none any more: find out who changed it, and restore it. ${z.prettifyError(cause)}`,
    { cause },
  );
}
