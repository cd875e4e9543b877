import { writeFileSync } from 'node:fs';
import { compileKernel } from './compile-kernel.ts';

/** `npm run build:kernel`: compiles the kernel anew; only needed after its source has changed. */
const module = await compileKernel();
const text = `/** Made by \`npm run build:kernel\` of row-kernel.ts; a test compiles it again and compares. */
export const rowKernelBytes =
  '${module.toString('base64')}';
`;
writeFileSync(new URL('../shared/snapshot/kernel/row-kernel-bytes.ts', import.meta.url), text);
