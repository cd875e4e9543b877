import * as z from 'zod';
import { environmentVariables } from '../../shared/runtime/environment.ts';

export const environmentSchema = z.object({
  NOTICES_TABLE: environmentVariables.NOTICES_TABLE,
  FINDINGS_TABLE: environmentVariables.FINDINGS_TABLE,
  NOTICE_QUEUE_URL: environmentVariables.NOTICE_QUEUE_URL,
  BUCKET: environmentVariables.BUCKET,
  PROVINCE_NAME: environmentVariables.PROVINCE_NAME,
  SENDER_ADDRESS: environmentVariables.SENDER_ADDRESS,
  CONTACT: environmentVariables.CONTACT,
  CONFIGURATION_SET: environmentVariables.CONFIGURATION_SET,
  MAIL_ALLOW_LIST: environmentVariables.MAIL_ALLOW_LIST,
});
export type Environment = z.infer<typeof environmentSchema>;
