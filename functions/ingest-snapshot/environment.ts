import * as z from 'zod';
import { environmentVariables } from '../../shared/runtime/environment.ts';

export const environmentSchema = z.object({
  REGISTRY_TABLE: environmentVariables.REGISTRY_TABLE,
  DOSSIERS_TABLE: environmentVariables.DOSSIERS_TABLE,
  SNAPSHOTS_TABLE: environmentVariables.SNAPSHOTS_TABLE,
  TALLIES_TABLE: environmentVariables.TALLIES_TABLE,
  FINDINGS_TABLE: environmentVariables.FINDINGS_TABLE,
  BUCKET: environmentVariables.BUCKET,
  INGEST_QUEUE_URL: environmentVariables.INGEST_QUEUE_URL,
  TIME_ZONE: environmentVariables.TIME_ZONE,
  /** When a run hands on the rest of its work to another run; well below the function's time-out. */
  TIME_BUDGET_SECONDS: z.coerce.number().positive(),
});
export type Environment = z.infer<typeof environmentSchema>;
