import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const readme = read('README.md');
const ci = read('.ci/run');

/** The lines of the README's fenced blocks of a kind. */
function commands(kind: string): string[] {
  const blocks = [...readme.matchAll(/^ *```(.*)\n([\s\S]*?)^ *```/gm)].filter(([, info]) => info === kind);
  return blocks
    .flatMap(([, , body]) => (body ?? '').split('\n').map((line) => line.trim()))
    .filter((line) => line !== '');
}

/** A README command, and where it is run. `npm ci` is CI's first step. */
const ranBy: Readonly<Record<string, string>> = {
  'npm ci && npm start': 'npm start -- --once --until 2020-01-20',
  'npm ci && npm test': 'npm test',
  'npm start -- --help': 'npm start -- --help',
  'npm start -- --source boston-311 --once --json out.json': 'npm start -- --source boston-311 --once --json',
  'npm start -- --once --until 2020-01-20': 'npm start -- --once --until 2020-01-20',
  'npm start -- --once --data .local/an-giang': 'npm start -- --once --data .local/an-giang',
  'npm run replay -- --data .local/an-giang': 'npm run replay -- --data .local/an-giang',
  'npm run order -- reevaluate-month \'{"month":"2020-06","actor":"chanh-van-phong","reason":"Rà soát"}\' --data .local/an-giang':
    'npm run order -- reevaluate-month \'{"month":"2020-06","actor":"chanh-van-phong","reason":"Rà soát"}\' --data .local/an-giang',
  'npm run synth': 'npm run synth',
  'npx cdk synth -c stage=staging --quiet': 'npx cdk synth -c stage=staging --quiet',
  'npm start -- --registry infra/local/sample/boston-311/registry --snapshots infra/local/sample/boston-311/snapshots --once':
    'npm start -- --registry infra/local/sample/boston-311/registry --snapshots infra/local/sample/boston-311/snapshots --once',
  'npm run lint': 'npm run lint',
  'npm run typecheck': 'npm run typecheck',
  'npm run format': 'npm run format',
  'npm run bench -- --only ingest --rows 20000': 'npm run bench -- --only ingest --rows 20000',
  'npm run preview-mail -- --only deduction-proposed,overflow,hostile':
    'npm run preview-mail -- --only deduction-proposed,overflow,hostile',
};

describe('the README', () => {
  test.each(commands('sh'))('CI runs `%s`', (command) => {
    expect(Object.keys(ranBy)).toContain(command);
    expect(ci).toContain(ranBy[command]);
  });

  test('says of no other command that it works', () => {
    expect(commands('sh untried')).toEqual(['npx cdk bootstrap', 'npx cdk deploy -c stage=staging']);
  });

  test('links only to what is there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, link]) => link ?? '');
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((link) => !existsSync(new URL(link, root)))).toEqual([]);
  });
});

describe('the columns of the registry files', () => {
  const documented = new Map(
    [...read('docs/registry-files.md').matchAll(/^\| `(\S+\.csv)` +\| (.*?) *\|$/gm)].map(([, file, text]) => [
      file,
      text ?? '',
    ]),
  );

  test.each([
    ['policies.csv', 'shared/registry/defaults/policies.csv'],
    ['calendar.csv', 'shared/registry/defaults/calendar.csv'],
    ['units.csv', 'infra/local/sample/boston-311/registry/units.csv'],
    ['unit-codes.csv', 'infra/local/sample/boston-311/registry/unit-codes.csv'],
    ['unit-sources.csv', 'infra/local/sample/boston-311/registry/unit-sources.csv'],
  ])('%s is documented as it ships', (file, path) => {
    const [columns] = parse(read(path), { to: 1 }) as string[][];
    const names = (documented.get(file) ?? '')
      .replace(/\([^)]*\)/g, '')
      .replace(/[:;].*$/, '')
      .split(',')
      .map((name) => name.trim());
    expect(names).toEqual(columns);
  });
});
