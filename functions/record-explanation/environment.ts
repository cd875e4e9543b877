import * as z from 'zod';
import { environmentVariables } from '../../shared/runtime/environment.ts';

export const environmentSchema = z.object({
  REGISTRY_TABLE: environmentVariables.REGISTRY_TABLE,
  FINDINGS_TABLE: environmentVariables.FINDINGS_TABLE,
  LEDGER_TABLE: environmentVariables.LEDGER_TABLE,
  BUCKET: environmentVariables.BUCKET,
  TIME_ZONE: environmentVariables.TIME_ZONE,
});
export type Environment = z.infer<typeof environmentSchema>;
