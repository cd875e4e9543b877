import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

const directories: string[] = [];
afterAll(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** A new directory that is gone when the test file has run: bundles and cloud assemblies would fill a disk in a week. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'dung-hen-'));
  directories.push(directory);
  return directory;
}
