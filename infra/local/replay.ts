import { addMonths, type Month, monthOf, monthSchema, monthsBetween } from '../../shared/calendar/month.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import type { Feed } from './feed.ts';
import { type Flags, flagsOf, readArguments, startOptions } from './flags.ts';
import { type ReplaySummary, readReplayReport } from './replay-report.ts';
import { runCommand } from './run-command.ts';
import type { FinishedRun } from './run-feed.ts';

const help = `Judges past months anew, each evaluation by its own version of the evaluator, from the canonical copies and the rows of
the registry that were kept with it, and compares every byte. Changes nothing. Exits with 1 where anything differs.

Usage: npm run replay -- [--month MONTH] [--data DIR] [the flags of npm start that name the feed]

  --month MONTH  yyyy-mm; default: every month that was judged
  --data DIR     the directory in which npm start --data DIR keeps the run; without one, the sample is first run up to
                 the month's evaluation
`;

await runCommand(async (args) => {
  const { values } = readArguments('npm run replay', args, { ...startOptions, month: { type: 'string' } });
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  const month = values.month === undefined ? null : readMonth(values.month);
  const { feed, finished } = await open(flagsOf(values), month);
  try {
    const reports = await replayMonths(feed, finished, month);
    process.stdout.write(`${reports.flatMap(linesOf).join('\n')}\n`);
    if (reports.some(({ differenceCount }) => differenceCount > 0)) process.exitCode = 1;
  } finally {
    await finished.close();
  }
});

async function open(flags: Flags, month: Month | null): Promise<{ feed: Feed; finished: FinishedRun }> {
  const { chooseFeed } = await import('./choose-feed.ts');
  const { openRun, runFeed } = await import('./run-feed.ts');
  const chosen = await chooseFeed(flags);
  if (flags.data !== null) return { feed: chosen, finished: await openRun(chosen, flags.data) };
  // The governing snapshot comes in the night after the month's last day, and is judged in the morning.
  const judgedOn = month === null ? chosen.until : `${addMonths(month, 1)}-01`;
  const feed = { ...chosen, until: judgedOn < chosen.until ? judgedOn : chosen.until };
  console.error(`Running ${feed.provinceName} (${feed.name}) to ${feed.until} first ...`);
  return { feed, finished: await runFeed(feed) };
}

async function replayMonths(feed: Feed, finished: FinishedRun, month: Month | null): Promise<ReplaySummary[]> {
  const last = monthOf(finished.run.walkedUntil ?? feed.until);
  const months = month === null ? [...monthsBetween(monthOf(feed.firstDay), last)] : [month];
  const reports: ReplaySummary[] = [];
  for (const one of months) {
    const report = await replayOne(one, finished);
    if (report !== null) reports.push(report);
  }
  if (reports.length === 0) {
    throw new DomainError('NOTHING_TO_REPLAY', `Nothing was judged ${month === null ? 'yet' : `for ${month}`}.`);
  }
  return reports;
}

async function replayOne(month: Month, { account, run }: FinishedRun): Promise<ReplaySummary | null> {
  const at = `${run.walkedUntil}T12:00:00Z`;
  try {
    return readReplayReport(await account.order({ at, functionName: 'replay-month', event: { month } }));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'NOTHING_TO_REPLAY') return null;
    throw error;
  }
}

function linesOf({ month, evaluations, identical, differenceCount, differences }: ReplaySummary): string[] {
  const found = differences.map(
    ({ unitId, rule, revision, what, stored, replayed }) =>
      `  ${unitId}, ${rule}, revision ${revision}, ${what}: kept ${stored}, replayed ${replayed}`,
  );
  const more = differenceCount > differences.length ? [`  and ${differenceCount - differences.length} more`] : [];
  return [
    `${month}: ${evaluations} evaluations, ${identical} identical, ${differenceCount} differences`,
    ...found,
    ...more,
  ];
}

function readMonth(text: string): Month {
  const month = monthSchema.safeParse(text);
  if (month.success) return month.data;
  throw new DomainError('BAD_FLAG', `--month must be a month, yyyy-mm, not "${text}".`);
}
