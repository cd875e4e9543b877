import { DomainError } from '../../shared/runtime/domain-error.ts';
import { functionNames } from '../bundle.ts';
import { flagsOf, readArguments, startOptions } from './flags.ts';
import { runCommand } from './run-command.ts';

const help = `Gives an order to a function of a kept run, as an admin does in the Lambda console, and prints its answer.

Usage: npm run order -- FUNCTION EVENT --data DIR [--at INSTANT] [the flags of npm start that name the feed]

  FUNCTION      one that admins run; the README's part on operating says which, when, and with what event
  EVENT         JSON, such as '{"month":"2020-06","actor":"chanh-van-phong","reason":"Tệp chốt tháng gửi lại"}'
  --data DIR    the directory in which npm start --data DIR keeps the run
  --at INSTANT  when the order is given, ISO 8601; default: noon in UTC of the last day that was walked
`;

await runCommand(async (args) => {
  const options = { ...startOptions, at: { type: 'string' } } as const;
  const { values, positionals } = readArguments('npm run order', args, options, true);
  const [functionName, text] = positionals;
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  if (functionName === undefined || text === undefined) {
    throw new DomainError('BAD_FLAG', `Name a function and its event.\n\n${help}`);
  }
  refuseUnknownFunction(functionName);
  const event = readEvent(text);
  const flags = flagsOf(values);
  if (flags.data === null) throw new DomainError('BAD_FLAG', 'Name the run: --data DIR, in which npm start keeps it.');
  console.error('Preparing the run ...');
  const { chooseFeed } = await import('./choose-feed.ts');
  const { openRun } = await import('./run-feed.ts');
  const opened = await openRun(await chooseFeed(flags), flags.data);
  try {
    const at = values.at ?? `${opened.run.walkedUntil}T12:00:00Z`;
    const answer = await opened.account.order({ at, functionName, event });
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    console.error(
      `\nTo see what follows (letters, announcements): npm start -- --data ${flags.data} --until DAY, a day after ${opened.run.walkedUntil}.`,
    );
  } finally {
    await opened.close();
  }
});

function refuseUnknownFunction(name: string): void {
  const names: readonly string[] = functionNames;
  if (names.includes(name)) return;
  throw new DomainError(
    'NO_FUNCTION',
    `There is no function ${name}; there are ${names.join(', ')}. Nothing was sent.`,
  );
}

function readEvent(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DomainError(
      'BAD_EVENT',
      `The event is no JSON: ${String(cause)}. Put it in single quotes, so that the shell leaves it as it is: '{"month":"2020-06"}'. Nothing was sent.`,
      { cause },
    );
  }
}
