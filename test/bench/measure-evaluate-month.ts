import * as z from 'zod';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import type { Tier } from '../../shared/unit/unit.ts';
import {
  acceptSnapshot,
  juneOf,
  registerProvince,
  sixOClock,
  TIME_ZONE,
} from '../evaluate-month/hand-made-province.ts';
import type { Figure } from './figure.ts';
import { runFresh } from './fresh-process.ts';
import { type EnginesApart, startEnginesApart } from './start-engines-apart.ts';

const UNITS = 10_000;
const DOSSIERS_PER_UNIT = 10;
/** Every fiftieth unit has one dossier late of its ten, exceeds, and so loses points. */
const EXCEEDING_EVERY = 50;

const runSchema = z.object({ seconds: z.number(), cpuSeconds: z.number(), peakMegabytes: z.number() });
type Run = z.infer<typeof runSchema>;

/**
 * How long the handler takes to judge a month of 10,000 units, and to look it over the next morning, when all is judged.
 * DynamoDB and S3 run in a process of their own, on whatever core is free; each morning is a fresh process on one core.
 */
export async function measure(): Promise<Figure[]> {
  const engines = await startEnginesApart();
  try {
    await fill(engines);
    const judging = runOn('2020-07-01', engines);
    const lookingOver = runOn('2020-07-02', engines);
    await check(engines);
    return [
      {
        name: `evaluate-month, ${UNITS.toLocaleString('en')} units, first judging`,
        value: judging.seconds,
        unit: 's',
        must: { atMost: 10 },
        aim: { atMost: 3 },
        detail: detailOf(judging),
      },
      {
        name: `evaluate-month, ${UNITS.toLocaleString('en')} units, looked over the next morning`,
        value: lookingOver.seconds,
        unit: 's',
        detail: detailOf(lookingOver),
      },
    ];
  } finally {
    await engines.close();
  }
}

async function fill(engines: EnginesApart): Promise<void> {
  const unitIds = Array.from({ length: UNITS }, (_, at) => `unit ${at}`);
  await registerProvince(engines, Object.fromEntries(unitIds.map((unitId): [string, Tier] => [unitId, 'district'])));
  const lines = unitIds.flatMap((unitId, at) => {
    const overdue = at % EXCEEDING_EVERY === 0 ? 1 : 0;
    return juneOf(unitId, DOSSIERS_PER_UNIT - overdue, overdue);
  });
  await acceptSnapshot(engines, '2020-06-30', lines);
}

function runOn(day: string, { tableNames, bucketName }: EnginesApart): Run {
  const environment = {
    ...process.env,
    REGISTRY_TABLE: tableNames.Registry,
    SNAPSHOTS_TABLE: tableNames.Snapshots,
    TALLIES_TABLE: tableNames.Tallies,
    EVALUATIONS_TABLE: tableNames.Evaluations,
    LEDGER_TABLE: tableNames.Ledger,
    FINDINGS_TABLE: tableNames.Findings,
    BUCKET: bucketName,
    TIME_ZONE,
    LOG_LEVEL: 'SILENT',
  };
  const program = new URL('./evaluate-month-process.ts', import.meta.url).pathname;
  const { output } = runFresh(process.execPath, [program, sixOClock(day).scheduledAt], environment);
  return runSchema.parse(JSON.parse(output));
}

/** A speed without its result says nothing. */
async function check({ tableNames }: EnginesApart): Promise<void> {
  const tables = connectTables();
  const evaluations = await new EvaluationStore(tables, tableNames.Evaluations).byMonth('2020-06');
  const exceeded = evaluations.filter(({ verdict }) => verdict === 'exceeded');
  const [first] = await new LedgerStore(tables, tableNames.Ledger).entries('unit 0#2020');
  tables.destroy();
  if (evaluations.length !== UNITS || exceeded.length !== UNITS / EXCEEDING_EVERY || first === undefined) {
    throw new Error(`${evaluations.length} units were judged, and ${exceeded.length} exceed: the bench is broken.`);
  }
}

function detailOf({ cpuSeconds, peakMegabytes }: Run): string {
  return `${DOSSIERS_PER_UNIT} dossiers each, 1 unit in ${EXCEEDING_EVERY} exceeds; ${cpuSeconds.toFixed(1)} s of CPU with start, ${Math.round(peakMegabytes)} MB at most`;
}
