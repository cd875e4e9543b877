import { Construct } from 'constructs';
import { environmentSchema } from '../../functions/import-registry/environment.ts';
import { registryKinds } from '../../shared/registry/registry-store.ts';
import { DomainFunction } from './domain-function.ts';
import { ObjectRule } from './event-rules.ts';
import type { Foundation } from './foundation.ts';
import { together } from './handover.ts';
import { WorkQueue } from './work-queue.ts';

/** registry/ -> queue -> import-registry -> Registry, and a report beside the file. */
export class RegistryImport extends Construct {
  constructor(scope: Construct, id: string, foundation: Foundation) {
    super(scope, id);
    const { tables, bucket } = foundation;
    const queue = new WorkQueue(this, 'Queue', foundation, { name: 'registry', visibilityMinutes: 30 });
    new ObjectRule(this, 'RegistryFiles', bucket, 'registry/', queue);
    const importRegistry = new DomainFunction(this, foundation, {
      name: 'import-registry',
      description:
        'Checks a registry file (units, policies, calendar, ...) and imports all of it or nothing, with a report.',
      schema: environmentSchema,
      environment: {
        REGISTRY_TABLE: together(
          tables.registry.allowing('Query'),
          tables.registry.allowingWithin(Object.keys(registryKinds), 'PutItem'),
        ),
        EVALUATIONS_TABLE: tables.evaluations.allowingIndexQueries(), // which months are judged
        BUCKET: bucket.allowing({ reads: ['registry/'], writes: ['registry-reports/'] }),
      },
      memoryMb: 512,
      timeoutMinutes: 5,
    });
    queue.feed(importRegistry);
  }
}
