import { expect, test } from '@jest/globals';
import { helpText, parseFlags, readArguments } from '../../infra/local/flags.ts';

test('without flags the sample runs and the page is served on a free port', () => {
  expect(parseFlags([])).toEqual({
    source: null,
    snapshots: null,
    registry: null,
    until: null,
    once: false,
    json: null,
    port: 0,
    data: null,
    help: false,
  });
});

test('every flag is read, and explained by the help', () => {
  const args = ['--source', 'boston-311', '--snapshots', 'a', '--registry', 'b', '--until', '2026-07-01', '--once'];
  const flags = parseFlags([...args, '--json', 'out.json', '--port', '8080', '--data', 'kept', '--help']);
  expect(flags).toEqual({
    source: 'boston-311',
    snapshots: 'a',
    registry: 'b',
    until: '2026-07-01',
    once: true,
    json: 'out.json',
    port: 8080,
    data: 'kept',
    help: true,
  });
  for (const flag of Object.keys(flags)) expect(helpText).toContain(`--${flag}`);
});

test.each([
  [['--unknown'], /--unknown/],
  [['stray'], /stray/],
  [['--until', '30/06/2020'], /--until must be a day/],
  [['--until', '2020-02-30'], /--until must be a day/],
  [['--port', '70000'], /--port must be a number/],
  [['--json'], /--json/],
])('a wrong flag is named: %j', (args, message) => {
  expect(() => parseFlags(args)).toThrow(message);
  expect(() => parseFlags(args)).toThrow(expect.objectContaining({ code: 'BAD_FLAG' }));
});

test('a wrong flag points to the help of the command that was typed', () => {
  expect(() => readArguments('npm run replay', ['--mnth', '2020-06'], { month: { type: 'string' } })).toThrow(
    /--mnth.*npm run replay -- --help/s,
  );
});
