import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type OutputFile } from 'esbuild';
import { inParallel } from '../shared/runtime/in-parallel.ts';
import { leanMiddy } from './middy-source.ts';
import { leanS3 } from './s3-source.ts';
import { plainSchemaKeys } from './sdk-schemas.ts';
import { leanZod } from './zod-source.ts';

/** The functions, in the order in which the data flows. Each is a folder of `functions/` with a `handler.ts`. */
export const functionNames = [
  'import-registry',
  'ingest-snapshot',
  'release-snapshot',
  'watch-snapshots',
  'review-finding',
  'dismiss-findings',
  'evaluate-month',
  'review-month',
  'approve-month',
  'reevaluate-month',
  'replay-month',
  'announce-month',
  'verify-ledger',
  'write-statement',
  'record-explanation',
  'decide-deduction',
  'settle-deductions',
  'plan-notices',
  'send-notice',
  'record-delivery',
  'watch-mail',
  'restore-address',
  'mute-notices',
  'record-report',
  'extend-assignment',
  'reopen-assignment',
] as const;
export type FunctionName = (typeof functionNames)[number];

/** The directory that holds each function's `index.mjs` and what it loads. */
export type Bundles = Readonly<Record<FunctionName, string>>;

/** esbuild uses every processor for one bundle already; eighteen at once would take two gigabytes. */
const BUNDLES_AT_ONCE = 3;

/** What esbuild writes; not what another process is about to write beside it. */
const FINISHED = /\.(mjs|map|txt)$/;

const projectDirectory = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Packages in CommonJS (nodemailer, React) ask for Node's own modules by `require`, which an ES module lacks. */
const REQUIRE_FOR_COMMONJS = 'const require=(name)=>process.getBuiltinModule(name);';

/** How esbuild makes a bundle, whatever goes into it. */
export const bundleSettings = {
  absWorkingDir: projectDirectory,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true, // what is imported only when it is needed lies in files of its own, and costs nothing until then
  format: 'esm',
  platform: 'node',
  target: 'node24',
  supported: { 'regexp-unicode-property-escapes': true }, // \p{Cc}: else made by `new RegExp` while a function loads
  mainFields: ['module', 'main'],
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
  banner: { js: REQUIRE_FOR_COMMONJS },
  plugins: [plainSchemaKeys, leanMiddy, leanS3, leanZod],
  minify: true,
  sourcemap: 'external',
  legalComments: 'external',
  logLevel: 'silent',
} satisfies BuildOptions;

/**
 * Bundles every function with all that it imports, the AWS SDK too: a bundled SDK starts faster than Lambda's own.
 * The same sources give the same bytes. Source maps lie apart, so that Lambda need not load them.
 *
 * @param directory holds `functions/<name>/index.mjs`, the files that it loads, and their `source-maps/<name>/*.map`
 * afterwards.
 *
 * @throws Error with esbuild's messages when a function does not compile.
 */
export async function bundleFunctions(directory = join(projectDirectory, 'dist')): Promise<Bundles> {
  const bundled = await inParallel(functionNames, BUNDLES_AT_ONCE, async (name) => [
    name,
    await bundleFunction(name, directory),
  ]);
  return Object.fromEntries(bundled) as Record<FunctionName, string>;
}

async function bundleFunction(name: FunctionName, directory: string): Promise<string> {
  const bundleDirectory = join(directory, 'functions', name);
  const { outputFiles } = await build({
    ...bundleSettings,
    entryPoints: { index: `functions/${name}/handler.ts` },
    outdir: bundleDirectory,
    write: false,
  });
  const isSourceMap = ({ path }: OutputFile) => path.endsWith('.map');
  fill(
    bundleDirectory,
    outputFiles.filter((file) => !isSourceMap(file)),
  );
  fill(join(directory, 'source-maps', name), outputFiles.filter(isSourceMap));
  return bundleDirectory;
}

/** Makes a directory hold these files, and none of an earlier bundle. */
function fill(directory: string, files: readonly OutputFile[]): void {
  mkdirSync(directory, { recursive: true });
  for (const { path, contents } of files) replace(join(directory, basename(path)), contents);
  const names = new Set(files.map(({ path }) => basename(path)));
  const isLeftOver = (name: string) => FINISHED.test(name) && !names.has(name);
  for (const name of readdirSync(directory).filter(isLeftOver)) rmSync(join(directory, name), { force: true });
}

/** Replaces a file in one step, and only by other bytes: tests and local mode may bundle and read at the same time. */
function replace(path: string, contents: Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  const unfinished = `${path}.${randomUUID()}`;
  writeFileSync(unfinished, contents);
  renameSync(unfinished, path);
}
