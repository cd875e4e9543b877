import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const source = fileURLToPath(new URL('../shared/snapshot/kernel/row-kernel.ts', import.meta.url));
const compiler = fileURLToPath(new URL('../node_modules/assemblyscript/bin/asc.js', import.meta.url));

/** Compiles the kernel that finds and hashes lines from AssemblyScript to WebAssembly. */
export async function compileKernel(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'dung-hen-kernel-'));
  try {
    const output = join(folder, 'row-kernel.wasm');
    const options = [
      '-O3',
      '--runtime',
      'stub',
      '--enable',
      'simd',
      '--noAssert',
      '--use',
      'abort=',
      '--initialMemory',
      '1',
    ];
    await promisify(execFile)(process.execPath, [compiler, source, ...options, '--outFile', output]);
    return await readFile(output);
  } finally {
    await rm(folder, { recursive: true });
  }
}
