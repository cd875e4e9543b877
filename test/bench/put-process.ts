import { DossierStore } from '../../shared/dossier/dossier-store.ts';
import { forEachInParallel } from '../../shared/runtime/for-each-in-parallel.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { yardstickDossiers } from './yardstick/dossiers.ts';

/** Keeps the yardstick's first dossiers, so many at once as ingest does. Arguments: table, dossiers, at once. */
const [tableName = '', count = '', atOnce = ''] = process.argv.slice(2);
const store = new DossierStore(connectTables(), tableName);
const dossiers = yardstickDossiers(Number(count));

const begin = performance.now();
await forEachInParallel(dossiers, Number(atOnce), (dossier) =>
  store.keep(dossier, { sourceId: 'yardstick', day: '2026-11-21', fileNumber: 1 }),
);
console.log(JSON.stringify({ seconds: (performance.now() - begin) / 1000 }));
process.exit();
