import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { type Bundles, bundleFunctions, functionNames } from '../../infra/bundle.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { functionEnvironment } from './function-environment.ts';

let bundles: Bundles;
beforeAll(async () => {
  bundles = await bundleFunctions(temporaryDirectory());
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

test('of S3 only what is used is loaded, whose operations would else outweigh all the rest', () => {
  const bundle = readFileSync(join(bundles['import-registry'], 'index.mjs'), 'utf8');

  // Assess: a shape of GetObject, which reads registry files, and one of an operation that no function calls
  expect(bundle).toContain('GetObjectOutput');
  expect(bundle).not.toContain('AnalyticsConfiguration');
});

test('what writes a mail is loaded only for a mail that goes out', () => {
  const directory = bundles['send-notice'];
  const writesMails = (file: string) => readFileSync(join(directory, file), 'utf8').includes('multipart/alternative');

  // Assess
  expect(readdirSync(directory).some(writesMails)).toBe(true);
  expect(writesMails('index.mjs')).toBe(false);
});

test('the same sources give the same files, whatever an earlier bundle left behind', async () => {
  // Prepare
  const directory = temporaryDirectory();
  const leftBehind = join(directory, 'functions', 'record-report', 'chunk-EARLIER.mjs');
  mkdirSync(dirname(leftBehind), { recursive: true });
  writeFileSync(leftBehind, 'export {};');

  // Act
  const again = await bundleFunctions(directory);

  // Assess
  for (const name of functionNames) expect(contentsOf(again[name])).toEqual(contentsOf(bundles[name]));
});

/** Each file of a directory and its digest: a deployment changes only what changed. */
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
