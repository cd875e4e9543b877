import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

type Views = typeof import('./views/views.tsx');

/** Bundles the pages (about 0,1 s) into `dist/page/` and loads them: Node strips types, but knows no JSX. */
export async function buildViews(): Promise<Views> {
  const outfile = fileURLToPath(new URL('../../../dist/page/views.mjs', import.meta.url));
  await build({
    entryPoints: [fileURLToPath(new URL('views/views.tsx', import.meta.url))],
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    jsx: 'automatic',
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile).href);
}
