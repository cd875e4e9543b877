import * as z from 'zod';
import { environmentVariables } from '../../shared/runtime/environment.ts';

const timeOfDaySchema = z.string().regex(/^\d{2}:\d{2}$/);

export const environmentSchema = z.object({
  REGISTRY_TABLE: environmentVariables.REGISTRY_TABLE,
  NOTICES_TABLE: environmentVariables.NOTICES_TABLE,
  FINDINGS_TABLE: environmentVariables.FINDINGS_TABLE,
  NOTICE_QUEUE_URL: environmentVariables.NOTICE_QUEUE_URL,
  BUCKET: environmentVariables.BUCKET,
  PROVINCE_NAME: environmentVariables.PROVINCE_NAME,
  SENDER_ADDRESS: environmentVariables.SENDER_ADDRESS,
  CONTACT: environmentVariables.CONTACT,
  CONFIGURATION_SET: environmentVariables.CONFIGURATION_SET,
  MAIL_ALLOW_LIST: environmentVariables.MAIL_ALLOW_LIST,
  /** Where a stage with an allow list mails instead of all others. */
  MAIL_SINK_ADDRESS: z.email(),
  TIME_ZONE: environmentVariables.TIME_ZONE,
  /** Between which times of day mails go out, HH:mm, the second one excluded. */
  MAIL_FROM: timeOfDaySchema,
  MAIL_UNTIL: timeOfDaySchema,
  /** The least time between two mails of one process, in milliseconds. */
  MAIL_INTERVAL_MS: z.coerce.number().int().nonnegative(),
});
export type Environment = z.infer<typeof environmentSchema>;
