import type { SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { DomainError } from './domain-error.ts';
import { instantTextSchema, textSchema } from './field-schemas.ts';

/** S3's "Object Created" by way of EventBridge. `time` is the clock of all that follows from the object. */
export const objectCreatedSchema = z.object({
  'detail-type': z.literal('Object Created'),
  time: instantTextSchema,
  detail: z.object({ object: z.object({ key: textSchema }) }),
});
export type ObjectCreated = z.infer<typeof objectCreatedSchema>;

/** What the schedules send: the time for which they were set, whenever they are delivered. */
export const scheduledSchema = z.object({
  scheduledAt: z.iso.datetime({ offset: true }),
});
export type Scheduled = z.infer<typeof scheduledSchema>;

/**
 * The one message of a queue's event (every queue is read with batch size 1), parsed.
 *
 * @throws DomainError `UNREADABLE_MESSAGE`: the message goes back to the queue and, in the end, to its dead-letter queue.
 */
export function onlyMessage<Schema extends z.ZodType>(event: SQSEvent, schema: Schema): z.infer<Schema> {
  const [record, ...others] = event.Records;
  if (record === undefined || others.length > 0) {
    throw new DomainError(
      'UNREADABLE_MESSAGE',
      `Expected one message, got ${event.Records.length}: set the batch size to 1.`,
    );
  }
  try {
    return schema.parse(JSON.parse(record.body));
  } catch (cause) {
    throw new DomainError(
      'UNREADABLE_MESSAGE',
      `Message ${record.messageId} is not what this function takes: ${String(cause)}`,
      {
        cause,
      },
    );
  }
}
