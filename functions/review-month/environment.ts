import * as z from 'zod';
import { environmentVariables } from '../../shared/runtime/environment.ts';

export const environmentSchema = z.object({
  REGISTRY_TABLE: environmentVariables.REGISTRY_TABLE,
  SNAPSHOTS_TABLE: environmentVariables.SNAPSHOTS_TABLE,
  EVALUATIONS_TABLE: environmentVariables.EVALUATIONS_TABLE,
  FINDINGS_TABLE: environmentVariables.FINDINGS_TABLE,
  BUCKET: environmentVariables.BUCKET,
  TIME_ZONE: environmentVariables.TIME_ZONE,
});
export type Environment = z.infer<typeof environmentSchema>;
