import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { bundleSettings } from '../../infra/bundle.ts';
import { editSource } from '../../infra/edit-source.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

const SCRIPT = 'test/infra/print-zod-answers.ts';
const run = (script: string) =>
  execFileSync(process.execPath, [script], { cwd: bundleSettings.absWorkingDir, encoding: 'utf8' });

async function bundle(input: BuildOptions): Promise<string> {
  const outdir = temporaryDirectory();
  await build({ ...bundleSettings, ...input, outdir });
  return outdir;
}

test('bundled schemas accept, change and refuse as they do unbundled, in the same words', async () => {
  // Act
  const asBundled = run(join(await bundle({ entryPoints: { index: SCRIPT } }), 'index.mjs'));

  // Assess
  expect(asBundled).toBe(run(SCRIPT));
  expect(asBundled).toContain('must begin with a');
  expect(JSON.parse(asBundled).thrown).toHaveLength(2);
});

test('what is left out of bundled schemas says so when it is asked for', async () => {
  // Prepare
  const contents = `import * as z from 'zod';
    for (const ask of [() => z.string().email(), () => z.string().readonly(), () => z.int().toJSONSchema()])
      try { ask(); } catch ({ message }) { console.log(message); }`;
  const stdin = { contents, resolveDir: bundleSettings.absWorkingDir };

  // Act
  const said = run(join(await bundle({ stdin }), 'stdin.mjs'));

  // Assess
  expect(said.trim().split('\n')).toEqual(
    ['email', 'readonly', 'JSON Schema'].map(
      (what) => `${what} of a zod schema is left out of bundles: see infra/zod-source.ts.`,
    ),
  );
});

test('nothing is bundled when a library no longer says what is to be changed', async () => {
  // Prepare
  const file = join(temporaryDirectory(), 'library.js');
  writeFileSync(file, 'export const found = 1;');
  const plugin: Plugin = { name: 'edit', setup: (setup) => editSource(setup, /library\.js$/, [['looked for', '']]) };

  // Act
  const bundling = build({ entryPoints: [file], plugins: [plugin], bundle: true, write: false, logLevel: 'silent' });

  // Assess
  await expect(bundling).rejects.toThrow('library.js no longer holds looked for');
});
