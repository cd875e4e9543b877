import { writeFileSync } from 'node:fs';
import { latestParticipations } from '../../shared/participation/kept-participations.ts';
import { latestRises } from '../../shared/rise/kept-rises.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { checkDestinations } from './check-destinations.ts';
import { chooseFeed } from './choose-feed.ts';
import type { Feed } from './feed.ts';
import type { Flags } from './flags.ts';
import { jsonReport } from './json-report.ts';
import { type Progress, showProgress } from './progress.ts';
import { readOutcome } from './read-outcome.ts';
import { readRegistryFaults } from './read-registry-faults.ts';
import { contactFor, type FinishedRun, runFeed } from './run-feed.ts';
import { summarise } from './summary.ts';

/** Runs what the flags ask for, reports it, and serves the page until it is interrupted. */
export async function start(flags: Flags): Promise<void> {
  await checkDestinations(flags);
  const feed = await chooseFeed(flags);
  const startedAtMs = performance.now();
  const finished = await runWithProgress(feed, flags);
  try {
    await report(feed, finished, flags, (performance.now() - startedAtMs) / 1000);
    if (!flags.once) await servePage(feed, finished, flags);
  } finally {
    await finished.close();
  }
}

async function runWithProgress(feed: Feed, { data }: Flags): Promise<FinishedRun> {
  console.error(`Đúng Hẹn: ${feed.provinceName} (${feed.name}), ${feed.firstDay} to ${feed.until}. Preparing ...`);
  let progress: Progress | undefined;
  try {
    return await runFeed(feed, {
      ...(data !== null && { dataDirectory: data }),
      onStart: () => {
        progress = showProgress(feed.firstDay, feed.until);
      },
      onDay: (day) => progress?.reach(day),
    });
  } finally {
    progress?.stop();
  }
}

async function report(feed: Feed, finished: FinishedRun, { json }: Flags, durationSeconds: number): Promise<void> {
  const { deployment, mailbox, run } = finished;
  const outcome = await readOutcome(connectTables(), deployment.tableNames);
  if (json !== null) {
    const bucket = new Bucket(deployment.bucketName);
    const reviews = { participations: await latestParticipations(bucket), rises: await latestRises(bucket) };
    const written = jsonReport(outcome, mailbox.mails, run.walkedUntil ?? feed.until, reviews);
    writeFileSync(json, `${JSON.stringify(written, null, 2)}\n`);
  }
  const registryFaults = await readRegistryFaults(deployment.bucketName);
  const { deadLetters } = run;
  const lines = summarise({ feed, outcome, mails: mailbox.mails, deadLetters, registryFaults, durationSeconds });
  process.stdout.write(`\n${lines.join('\n')}\n`);
  if (deadLetters.length > 0) process.exitCode = 1;
}

async function servePage(feed: Feed, { deployment, mailbox, run }: FinishedRun, { port }: Flags): Promise<void> {
  const { startPage } = await import('./page/start-page.ts');
  const page = await startPage({
    tables: connectTables(),
    tableNames: deployment.tableNames,
    bucket: new Bucket(deployment.bucketName),
    mails: () => Promise.resolve(mailbox.mails),
    provinceName: feed.provinceName,
    contact: contactFor(feed),
    timeZone: feed.timeZone,
    asOf: run.walkedUntil ?? feed.until,
    port,
  });
  process.stdout.write(`\nThe local page: ${page.url}\nCtrl+C ends it.\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await page.close();
}
