import { App, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { type Bundles, bundleFunctions, type FunctionName, functionNames } from './bundle.ts';
import { DungHenStack } from './dung-hen-stack.ts';
import type { Settings } from './settings.ts';

/** A resource of a template, as CloudFormation reads it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

export interface Synthesis {
  readonly stackName: string;
  readonly template: Template;
  /** logical id of a function -> its name in `functions/`, and the directory that holds its bundled `index.mjs` */
  readonly functions: ReadonlyMap<string, { readonly name: FunctionName; readonly directory: string }>;
  /** The cloud assembly: template, assets and cdk-nag's report. */
  readonly directory: string;
}

/** Said here and not in cdk.json, so that the resources are the same with and without the CDK command. */
const context = {
  'aws:cdk:enable-asset-metadata': true,
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/core:checkSecretUsage': true,
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
};

export interface SynthesisOptions {
  /** Where the cloud assembly goes; without it, a new directory for temporary files. */
  readonly outputDirectory?: string;
  /** Bundles made before; without them, the functions are bundled now. */
  readonly bundles?: Bundles;
}

/**
 * Bundles the functions and synthesizes the stack of a stage, in this process: no CDK command, no Docker, no account.
 *
 * @throws Error when a function does not compile, or cdk-nag finds what no exception in the code explains.
 */
export async function synthesize(settings: Settings, options: SynthesisOptions = {}): Promise<Synthesis> {
  const bundles = options.bundles ?? (await bundleFunctions());
  const app = new App({
    context,
    analyticsReporting: false,
    ...(options.outputDirectory && { outdir: options.outputDirectory }),
  });
  const { stackName } = new DungHenStack(app, settings, bundles);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { writeSuppressionsToCloudFormation: true }));
  const assembly = app.synth();
  const template: Template = assembly.getStackByName(stackName).template;
  return { stackName, template, functions: functionsOf(template, bundles), directory: assembly.directory };
}

function functionsOf(template: Template, bundles: Bundles): Synthesis['functions'] {
  const functions = Object.entries(template.Resources).flatMap(([logicalId, { Type, Properties }]) => {
    const name = functionNames.find((candidate) => String(Properties.FunctionName).endsWith(`-${candidate}`));
    return Type === 'AWS::Lambda::Function' && name !== undefined
      ? [[logicalId, { name, directory: bundles[name] }] as const]
      : [];
  });
  return new Map(functions);
}
