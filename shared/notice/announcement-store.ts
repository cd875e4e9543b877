import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Month } from '../calendar/month.ts';
import { isConditionRefused, queryAll, type Tables } from '../runtime/tables.ts';
import { type Announcement, announcementSchema } from './announcement.ts';

/** The partition of the registry table. */
export const ANNOUNCEMENT_KIND = 'announcement';

/** Which heads of months were made: registry table, kind `announcement`, id `<month>#<number>`, written once each. */
export class AnnouncementStore {
  readonly #tables: Tables;
  readonly #tableName: string;

  constructor(tables: Tables, tableName: string) {
    this.#tables = tables;
    this.#tableName = tableName;
  }

  /** Keeps an announcement unless there is one already. Returns whether it is new. */
  async keep(announcement: Announcement): Promise<boolean> {
    try {
      await this.#tables.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: { kind: ANNOUNCEMENT_KIND, id: idOf(announcement), ...announcementSchema.parse(announcement) },
          ConditionExpression: 'attribute_not_exists(id)',
        }),
      );
      return true;
    } catch (error) {
      if (isConditionRefused(error)) return false;
      throw error;
    }
  }

  /** Those of a month and of later ones, oldest month first. */
  async since(month: Month): Promise<Announcement[]> {
    const announcements: Announcement[] = [];
    const query = {
      TableName: this.#tableName,
      KeyConditionExpression: 'kind = :kind AND id >= :month',
      ExpressionAttributeValues: { ':kind': ANNOUNCEMENT_KIND, ':month': month },
      ConsistentRead: true,
    };
    for await (const item of queryAll(this.#tables, query)) announcements.push(announcementSchema.parse(item));
    return announcements;
  }
}

/** Numbers are padded so that they sort. */
function idOf({ month, number }: Announcement): string {
  return `${month}#${String(number).padStart(4, '0')}`;
}
