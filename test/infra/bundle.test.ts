import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
    const files = readdirSync(bundles[name]);
    expect(files).toContain('index.mjs');
    expect(files.filter((file) => !/\.mjs(\.LEGAL\.txt)?$/.test(file))).toEqual([]);
    for (const file of files) expect(readFileSync(join(bundles[name], file), 'utf8')).not.toContain('sourceMappingURL');
  }
});

test('what an earlier bundle left behind is not deployed', async () => {
  // Prepare
  const directory = mkdtempSync(join(tmpdir(), 'dung-hen-dist-'));
  const leftBehind = join(directory, 'functions', 'record-report', 'chunk-EARLIER.mjs');
  mkdirSync(dirname(leftBehind), { recursive: true });
  writeFileSync(leftBehind, 'export {};');

  // Act
  const { 'record-report': made } = await bundleFunctions(directory);

  // Assess
  expect(readdirSync(made)).toContain('index.mjs');
  expect(readdirSync(made)).not.toContain('chunk-EARLIER.mjs');
});

test('the same sources give the same bytes, so that a deployment changes only what changed', async () => {
  // Act
  const again = await bundleFunctions(mkdtempSync(join(tmpdir(), 'dung-hen-dist-')));

  // Assess
  for (const name of functionNames) {
    const [first, second] = [bundles, again].map((made) => contentsOf(made[name]));
    expect(second).toEqual(first);
  }
});

function contentsOf(directory: string): string[] {
  return readdirSync(directory)
    .sort()
    .map(
      (file) =>
        `${file} ${createHash('sha256')
          .update(readFileSync(join(directory, file)))
          .digest('hex')}`,
    );
}
