import { DomainError } from '../../shared/runtime/domain-error.ts';
import { flagsOf, readArguments, startOptions } from './flags.ts';
import { runCommand } from './run-command.ts';

const help = `Gives an order to a function of a kept run, as an admin does in the Lambda console, and prints its answer.

Usage: npm run order -- FUNCTION EVENT --data DIR [--at INSTANT] [the flags of npm start that name the feed]

  FUNCTION      such as reevaluate-month, approve-month, decide-deduction, release-snapshot, record-report,
                extend-assignment, reopen-assignment
  EVENT         JSON, such as '{"month":"2020-06","actor":"chanh-van-phong","reason":"Tệp chốt tháng gửi lại"}'
  --data DIR    the directory in which npm start --data DIR keeps the run
  --at INSTANT  when the order is given, ISO 8601; default: noon in UTC of the last day that was walked
`;

await runCommand(async (args) => {
  const { values, positionals } = readArguments(args, { ...startOptions, at: { type: 'string' } }, true);
  const [functionName, event] = positionals;
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  if (functionName === undefined || event === undefined) {
    throw new DomainError('BAD_FLAG', `Name a function and its event.\n\n${help}`);
  }
  const flags = flagsOf(values);
  if (flags.data === null) throw new DomainError('BAD_FLAG', 'Name the run: --data DIR, in which npm start keeps it.');
  const { chooseFeed } = await import('./choose-feed.ts');
  const { openRun } = await import('./run-feed.ts');
  const opened = await openRun(await chooseFeed(flags), flags.data);
  try {
    const at = values.at ?? `${opened.run.walkedUntil}T12:00:00Z`;
    const answer = await opened.account.order({ at, functionName, event: readEvent(event) });
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    console.error(
      `\nTo see what follows (letters, announcements): npm start -- --data ${flags.data} --until DAY, a day after ${opened.run.walkedUntil}.`,
    );
  } finally {
    await opened.close();
  }
});

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
