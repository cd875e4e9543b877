import { parseArgs } from 'node:util';
import * as z from 'zod';
import { runFuzz } from './run-fuzz.ts';

const HELP = `npm run fuzz -- [options]

Reads files made at random, with defects, as two days of a portal: nothing may be lost, swallowed or read in two ways.
A failure prints its seed, and leaves the smallest files that show it.

  --files N      how many files (10000)
  --seed N       where to begin (1)
  --folder DIR   where files that fail are written to (.local/fuzz)
  --help         this text
`;

const count = z.coerce.number().int().positive();
const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    folder: { type: 'string', default: '.local/fuzz' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else {
  const startedAtMs = performance.now();
  const failure = await runFuzz({
    files: count.parse(values.files),
    seed: z.coerce.number().int().parse(values.seed),
    folder: values.folder,
    report: (done) => console.log(`${done} files, ${((performance.now() - startedAtMs) / 1000).toFixed(0)} s`),
  });
  if (failure !== null) {
    console.error(failure);
    process.exitCode = 1;
  }
}
