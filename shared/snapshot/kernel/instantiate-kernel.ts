import * as z from 'zod';
import { rowKernelBytes } from './row-kernel-bytes.ts';

/** What row-kernel.ts, the AssemblyScript beside this, exports. Offsets and lengths are bytes of its memory. */
export interface RowKernel {
  readonly memory: WebAssembly.Memory;
  scan(at: number, end: number, table: number, most: number): number;
  hash(at: number, length: number, result: number): void;
}

type KernelFunction = (...offsets: number[]) => number;

const exportsSchema = z.object({
  memory: z.custom<WebAssembly.Memory>((value) => value instanceof WebAssembly.Memory),
  scan: z.custom<KernelFunction>((value) => typeof value === 'function'),
  hash: z.custom<KernelFunction>((value) => typeof value === 'function'),
});

let compiled: WebAssembly.Module | null = null;

/** A kernel with a memory of its own. */
export function instantiateKernel(): RowKernel {
  compiled ??= new WebAssembly.Module(Buffer.from(rowKernelBytes, 'base64'));
  return exportsSchema.parse(new WebAssembly.Instance(compiled).exports);
}

export const PAGE_BYTES = 65_536;
