import { messageOf, objectCreated } from '../import-registry/registry-drops.ts';
import type { InterruptedCase } from './interrupted-case.ts';
import type { System } from './system.ts';

const HEADER = 'unitId,sourceId,validFrom,validTo';
const FILE = 'registry/unit-sources.csv';
const nextFile = messageOf(objectCreated(FILE, '2020-06-01T00:00:00Z'));

function lay({ bucket }: System, key: string, ...rows: string[]): Promise<void> {
  return bucket.write(key, [HEADER, ...rows, ''].join('\n'), 'text/csv');
}

/** One unit, counted by the portal; and the file that comes next. */
async function registered(system: System, key: string, ...rows: string[]): Promise<void> {
  await lay(system, FILE, 'a,portal,2020-01-01,');
  await system.handle('import-registry', messageOf(objectCreated(FILE, '2020-01-01T00:00:00Z')));
  await lay(system, key, ...rows);
}

export const importCases: readonly InterruptedCase[] = [
  {
    title: 'a row that is ended, the one that follows it, and a new one',
    prepare: (system) =>
      registered(system, FILE, 'a,portal,2020-01-01,2020-05-31', 'a,own-system,2020-06-01,', 'b,portal,2020-01-01,'),
    event: nextFile,
    writesTo: ['Registry', 'registry-reports/'],
  },
  {
    title: 'a file that is refused',
    prepare: (system) => registered(system, FILE, 'b,portal,2020-01-01,', 'a,own-system,2020-06-01,'),
    event: nextFile,
    writesTo: ['registry-reports/'],
    raises: ['RegistryRejected'],
  },
  {
    title: 'a file of which only the good rows go in',
    prepare: (system) =>
      registered(
        system,
        'registry/partial/unit-sources.csv',
        'b,portal,2020-01-01,',
        'a,own-system,2020-06-01,',
        'c,portal,2020-01-01,',
      ),
    event: messageOf(objectCreated('registry/partial/unit-sources.csv', '2020-06-01T00:00:00Z')),
    writesTo: ['Registry', 'registry-reports/'],
    raises: ['RegistryRejected'],
  },
];
