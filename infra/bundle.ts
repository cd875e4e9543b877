import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type OutputFile } from 'esbuild';

/** The functions, in the order in which the data flows. Each is a folder of `functions/` with a `handler.ts`. */
export const functionNames = [
  'import-registry',
  'ingest-snapshot',
  'release-snapshot',
  'watch-snapshots',
  'evaluate-month',
  'plan-notices',
  'send-notice',
  'record-delivery',
  'record-report',
] as const;
export type FunctionName = (typeof functionNames)[number];

/** The directory that holds each function's `index.mjs`. */
export type Bundles = Readonly<Record<FunctionName, string>>;

const projectDirectory = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Packages in CommonJS (nodemailer, React) ask for Node's own modules by `require`, which an ES module lacks. */
const REQUIRE_FOR_COMMONJS = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/** How esbuild makes a bundle, whatever goes into it. */
export const bundleSettings = {
  absWorkingDir: projectDirectory,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
  banner: { js: REQUIRE_FOR_COMMONJS },
  minify: true,
  keepNames: true, // errors are logged by the name of their class
  sourcemap: 'external',
  legalComments: 'external',
  logLevel: 'silent',
} as const satisfies BuildOptions;

/**
 * Bundles every function with all that it imports, the AWS SDK too: a bundled SDK starts faster than Lambda's own.
 * The same sources give the same bytes. Source maps lie apart, so that Lambda need not load them.
 *
 * @param directory holds `functions/<name>/index.mjs` and `source-maps/<name>/index.mjs.map` afterwards.
 *
 * @throws Error with esbuild's messages when a function does not compile.
 */
export async function bundleFunctions(directory = join(projectDirectory, 'dist')): Promise<Bundles> {
  const bundleDirectory = join(directory, 'functions');
  for (const { path, contents } of await bundle(bundleDirectory)) {
    const isSourceMap = path.endsWith('.map');
    replace(isSourceMap ? path.replace(bundleDirectory, join(directory, 'source-maps')) : path, contents);
  }
  return Object.fromEntries(functionNames.map((name) => [name, join(bundleDirectory, name)])) as Record<
    FunctionName,
    string
  >;
}

async function bundle(outdir: string): Promise<OutputFile[]> {
  const { outputFiles } = await build({
    ...bundleSettings,
    entryPoints: functionNames.map((name) => ({ in: `functions/${name}/handler.ts`, out: `${name}/index` })),
    outdir,
    write: false,
  });
  return outputFiles;
}

/** Replaces a file in one step, and only by other bytes: tests and local mode may bundle and read at the same time. */
function replace(path: string, contents: Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${randomUUID()}`;
  writeFileSync(unfinished, contents);
  renameSync(unfinished, path);
}
