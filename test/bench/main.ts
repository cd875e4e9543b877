import { writeFileSync } from 'node:fs';
import { runCommand } from '../../infra/local/run-command.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { type Figure, lineOf, missesMust } from './figure.ts';
import { machineFacts } from './machine.ts';
import { type BenchOptions, helpText, type MeasureOptions, parseOptions } from './options.ts';

interface Measurement {
  measure(options: MeasureOptions): Promise<Figure[]>;
}

/** In the order in which they run. Each is loaded only when its turn comes, so that one cannot weigh on another. */
const measurements: Readonly<Record<string, () => Promise<Measurement>>> = {
  ingest: () => import('./measure-ingest.ts'),
  'module-load': () => import('./measure-module-load.ts'),
  writes: () => import('./measure-writes.ts'),
  'first-load': () => import('./measure-first-load.ts'),
  'evaluate-month': () => import('./measure-evaluate-month.ts'),
};

async function main(options: BenchOptions): Promise<void> {
  if (options.help) {
    process.stdout.write(helpText(Object.keys(measurements)));
    return;
  }
  const figures: Figure[] = [];
  for (const [name, load] of chosen(options.only)) {
    console.log(`# ${name}`);
    const { measure } = await load();
    const measured = await measure(options);
    for (const figure of measured) console.log(lineOf(figure));
    figures.push(...measured);
  }
  if (options.jsonFile !== undefined) writeJson(options.jsonFile, figures);
  const missed = figures.filter(missesMust);
  if (missed.length > 0) console.log(`missed: ${missed.map(({ name }) => name).join('; ')}`);
  if (options.strict && missed.length > 0) process.exitCode = 1;
}

function chosen(only: string | undefined): (readonly [string, () => Promise<Measurement>])[] {
  const all = Object.entries(measurements);
  const asked = only === undefined ? all : all.filter(([name]) => name === only);
  if (asked.length === 0)
    throw new DomainError(
      'BAD_FLAG',
      `There is no measurement "${only}"; there are ${Object.keys(measurements).join(', ')}.`,
    );
  return asked;
}

function writeJson(path: string, figures: readonly Figure[]): void {
  writeFileSync(path, `${JSON.stringify({ machine: machineFacts(), figures }, null, 2)}\n`);
}

await runCommand((args) => main(parseOptions(args)));
