import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { RegistryImportStore } from '../../shared/registry/registry-import-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { objectCreatedSchema, onlyMessage } from '../../shared/runtime/event.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger, raise } from '../../shared/runtime/telemetry.ts';
import { environmentSchema } from './environment.ts';
import { importRegistry } from './import-registry.ts';

const environment = readEnvironment(environmentSchema);
const bucket = new Bucket(environment.BUCKET);
const tables = connectTables();
const store = new RegistryImportStore(tables, environment.REGISTRY_TABLE);
const evaluations = new EvaluationStore(tables, environment.EVALUATIONS_TABLE);

/** An object was created under `registry/`. */
export const handler = middy<SQSEvent>().handler(async (event) => {
  const report = await importRegistry({ bucket, store, evaluations }, onlyMessage(event, objectCreatedSchema));
  if (report === null) return;
  if (report.rejected.length > 0) raise('RegistryRejected');
  const { rejected: _listed, warnings, ...summary } = report;
  logger.info('registry file imported', { ...summary, warnings: warnings.length });
});
