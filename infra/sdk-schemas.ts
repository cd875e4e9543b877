import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

const CONSTANT = /^const (\w+) = ("[^"]*");$/gm;
const COMPUTED_KEY = /\[(\w+)\]: /g;

/** S3's errors have a class each. One alone is told by its class; the others come as `S3ServiceException`, with their names. */
const OTHER_S3_ERROR = /^n0_registry\.registerError\((?!NoSuchKey\$)\w+\$, \w+\);$/gm;

/**
 * Lets esbuild leave out what a client never sends or reads. The SDK describes every operation of a service in one file,
 * with keys by the name of a constant (`{ [_hH]: 1 }`), which esbuild must take for code with effects and keep: 60 kB of
 * S3, most of it unused. With the constants' values in their place (`{ "httpHeader": 1 }`) it sees what is used.
 */
export const plainSchemaKeys: Plugin = {
  name: 'plain-schema-keys',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]client-[a-z0-9]+[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const isS3 = /[\\/]client-s3[\\/]/.test(path);
      return { contents: withPlainKeys(isS3 ? source.replace(OTHER_S3_ERROR, '') : source), loader: 'js' };
    });
    // Of all that npm knows of a client it names its version alone, to AWS.
    onLoad({ filter: /[\\/]client-[a-z0-9]+[\\/]package\.json$/ }, ({ path }) => ({
      contents: JSON.stringify({ version: JSON.parse(readFileSync(path, 'utf8')).version }),
      loader: 'json',
    }));
  },
};

export function withPlainKeys(source: string): string {
  const valueByConstant = new Map([...source.matchAll(CONSTANT)].map(([, name, value]) => [name, value]));
  return source.replace(COMPUTED_KEY, (key, name) => {
    const value = valueByConstant.get(name);
    return value === undefined ? key : `${value}: `;
  });
}
