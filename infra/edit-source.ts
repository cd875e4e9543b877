import { readFileSync } from 'node:fs';
import type { PluginBuild } from 'esbuild';

/** A change to the source of a library while it is bundled: what it says, and what it is to say instead, as `String.replace` takes them. */
export type SourceEdit = readonly [from: string | RegExp, to: string];

/**
 * Bundles the modules that `filter` finds as if they said something else.
 *
 * @throws Error, so that nothing is bundled, where a module does not say what is to be changed: its library has changed,
 * and the edit must be thought through again.
 */
export function editSource({ onLoad }: PluginBuild, filter: RegExp, edits: readonly SourceEdit[]): void {
  onLoad({ filter }, ({ path }) => ({
    contents: edits.reduce((source, edit) => edited(source, edit, path), readFileSync(path, 'utf8')),
    loader: 'js',
  }));
}

function edited(source: string, [from, to]: SourceEdit, path: string): string {
  const result = source.replace(from, to);
  if (result === source) throw new Error(`${path} no longer holds ${from}: see whether its edit is still right.`);
  return result;
}
