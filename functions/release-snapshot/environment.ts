import * as z from 'zod';
import { environmentVariables } from '../../shared/runtime/environment.ts';

export const environmentSchema = z.object({
  SNAPSHOTS_TABLE: environmentVariables.SNAPSHOTS_TABLE,
  INGEST_QUEUE_URL: environmentVariables.INGEST_QUEUE_URL,
});
export type Environment = z.infer<typeof environmentSchema>;
