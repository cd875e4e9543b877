import * as z from 'zod';
import { environmentVariables } from '../../shared/runtime/environment.ts';

export const environmentSchema = z.object({
  REGISTRY_TABLE: environmentVariables.REGISTRY_TABLE,
  NOTICES_TABLE: environmentVariables.NOTICES_TABLE,
  FINDINGS_TABLE: environmentVariables.FINDINGS_TABLE,
  NOTICE_QUEUE_URL: environmentVariables.NOTICE_QUEUE_URL,
});
export type Environment = z.infer<typeof environmentSchema>;
