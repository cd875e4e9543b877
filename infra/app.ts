import { parseArgs } from 'node:util';
import { settingsOf } from './settings.ts';
import { synthesize } from './synthesize.ts';

/** `-c stage=<stage>`, whether it comes from the command line or by way of `cdk`. */
function chosenStage(): string {
  const { values } = parseArgs({ options: { context: { type: 'string', short: 'c', multiple: true } } });
  const stage = values.context?.find((pair) => pair.startsWith('stage='))?.slice('stage='.length);
  const fromCdk: { stage?: string } = JSON.parse(process.env.CDK_CONTEXT_JSON ?? '{}');
  return stage ?? fromCdk.stage ?? 'production';
}

const { stackName, directory } = await synthesize(settingsOf(chosenStage()), {
  outputDirectory: process.env.CDK_OUTDIR ?? 'cdk.out',
});
console.log(`Synthesized ${stackName} into ${directory}.`);
