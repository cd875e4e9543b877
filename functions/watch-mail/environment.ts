import * as z from 'zod';
import { environmentVariables } from '../../shared/runtime/environment.ts';

export const environmentSchema = z.object({
  REGISTRY_TABLE: environmentVariables.REGISTRY_TABLE,
  FINDINGS_TABLE: environmentVariables.FINDINGS_TABLE,
  NOTICES_TABLE: environmentVariables.NOTICES_TABLE,
  TIME_ZONE: environmentVariables.TIME_ZONE,
  ADMIN_TOPIC_ARN: z.string().startsWith('arn:'),
});
export type Environment = z.infer<typeof environmentSchema>;
