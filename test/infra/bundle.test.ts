import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { type Bundles, bundleFunctions, functionNames } from '../../infra/bundle.ts';
import { functionEnvironment } from './function-environment.ts';

let bundles: Bundles;
beforeAll(async () => {
  bundles = await bundleFunctions(mkdtempSync(join(tmpdir(), 'dung-hen-dist-')));
});

test.each(functionNames)('the bundle of %s loads alone, without node_modules, and hands Lambda a handler', (name) => {
  // Act: /tmp has no node_modules above it
  const module = join(bundles[name], 'index.mjs');
  const script = `console.log(typeof (await import(${JSON.stringify(module)})).handler)`;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: tmpdir(),
    env: functionEnvironment,
    encoding: 'utf8',
  });

  // Assess
  expect(output.trim()).toBe('function');
});

test('source maps and their sources stay out of what is deployed', () => {
  for (const name of functionNames) {
    expect(readdirSync(bundles[name]).sort()).toEqual(['index.mjs', 'index.mjs.LEGAL.txt']);
    expect(readFileSync(join(bundles[name], 'index.mjs'), 'utf8')).not.toContain('sourceMappingURL');
  }
});

test('the same sources give the same bytes, so that a deployment changes only what changed', async () => {
  // Act
  const again = await bundleFunctions(mkdtempSync(join(tmpdir(), 'dung-hen-dist-')));

  // Assess
  for (const name of functionNames) {
    const [first, second] = [bundles, again].map((made) => readFileSync(join(made[name], 'index.mjs')));
    expect(second?.equals(first ?? Buffer.alloc(0))).toBe(true);
  }
});
