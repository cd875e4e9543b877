import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundles, functionNames } from '../../infra/bundle.ts';
import { settingsOf } from '../../infra/settings.ts';
import { type Synthesis, synthesize, type Template, type TemplateResource } from '../../infra/synthesize.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

/** The stack of a stage, with empty functions: what the template says does not depend on their code. */
export async function synthesized(
  stage = 'production',
  overrides: Parameters<typeof settingsOf>[1] = {},
): Promise<Synthesis> {
  const directory = temporaryDirectory();
  const bundles = functionNames.map((name) => {
    mkdirSync(join(directory, name));
    writeFileSync(join(directory, name, 'index.mjs'), `export const handler = '${name}';\n`);
    return [name, join(directory, name)];
  });
  return synthesize(settingsOf(stage, overrides), {
    bundles: Object.fromEntries(bundles) as Bundles,
    outputDirectory: temporaryDirectory(),
  });
}

// biome-ignore lint/suspicious/noExplicitAny: a template is free-form JSON, and its assertions walk into it.
export type Properties = Record<string, any>;

/** [logical id, properties, whole resource] of each resource of a type. */
export function resourcesOf(template: Template, type: string): [string, Properties, TemplateResource][] {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => [id, resource.Properties ?? {}, resource]);
}

/** The physical name, without the stage, of what a reference (Ref or Fn::GetAtt) points at; its logical id if it has none. */
export function nameOf(template: Template, reference: unknown): string {
  const { Ref, 'Fn::GetAtt': getAtt } = reference as { Ref?: string; 'Fn::GetAtt'?: [string, string] };
  const id = Ref ?? getAtt?.[0] ?? String(reference);
  const properties = (template.Resources[id]?.Properties ?? {}) as Properties;
  const { TableName, QueueName, FunctionName, EmailIdentity } = properties;
  const name: string = TableName ?? QueueName ?? FunctionName ?? EmailIdentity ?? id;
  return name.replace(/^DungHen-[a-z]+-/, '');
}
