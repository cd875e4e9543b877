import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type OutputFile } from 'esbuild';

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
const distDirectory = join(projectDirectory, 'dist');
const bundleDirectory = join(distDirectory, 'functions');
const sourceMapDirectory = join(distDirectory, 'source-maps');

/** Packages in CommonJS (nodemailer, React) ask for Node's own modules by `require`, which an ES module lacks. */
const REQUIRE_FOR_COMMONJS = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/**
 * Bundles every function with all that it imports, the AWS SDK too: a bundled SDK starts faster than Lambda's own.
 * The same sources give the same bytes. Source maps lie apart in `dist/source-maps/`, so that Lambda need not load them.
 */
export async function bundleFunctions(): Promise<Bundles> {
  const outputFiles = (await Promise.all(functionNames.map(bundleOrStub))).flat();
  for (const file of outputFiles) writeOutput(file);
  return Object.fromEntries(functionNames.map((name) => [name, join(bundleDirectory, name)])) as Record<
    FunctionName,
    string
  >;
}

/** While functions are still being written: one that does not compile yet is a bundle that says so. */
async function bundleOrStub(name: FunctionName): Promise<Pick<OutputFile, 'path' | 'contents'>[]> {
  try {
    return await bundle(name);
  } catch (error) {
    console.warn(`${name} does not compile yet: ${String(error)}`);
    const contents = new TextEncoder().encode(`throw new Error('${name} does not compile yet');\n`);
    return [{ path: join(bundleDirectory, name, 'index.mjs'), contents }];
  }
}

async function bundle(name: FunctionName): Promise<OutputFile[]> {
  const { outputFiles } = await build({
    absWorkingDir: projectDirectory,
    entryPoints: [{ in: `functions/${name}/handler.ts`, out: `${name}/index` }],
    outdir: bundleDirectory,
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
    sourcemap: 'external',
    legalComments: 'external',
    logLevel: 'silent',
    write: false,
  });
  return outputFiles;
}

/** Replaces a file in one step, and only by other bytes: tests and local mode may bundle and read at the same time. */
function writeOutput({ path: builtPath, contents }: Pick<OutputFile, 'path' | 'contents'>): void {
  const path = builtPath.endsWith('.map') ? builtPath.replace(bundleDirectory, sourceMapDirectory) : builtPath;
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = join(mkdtempSync(join(distDirectory, 'unfinished-')), 'file');
  writeFileSync(unfinished, contents);
  renameSync(unfinished, path);
  rmdirSync(dirname(unfinished));
}
