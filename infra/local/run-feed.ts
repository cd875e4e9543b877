import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Day } from '../../shared/calendar/day.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { settingsOf } from '../settings.ts';
import { type Synthesis, synthesize } from '../synthesize.ts';
import { type Deployment, deploy } from './deploy.ts';
import { startEngines } from './engines.ts';
import type { Feed } from './feed.ts';
import { KeptRun } from './kept-run.ts';
import { LocalAccount } from './local-account.ts';
import { Mailbox } from './mailbox.ts';
import { walkCalendar } from './walk-calendar.ts';

/** A feed that was run: its engines still hold all that came of it. Close it. */
export interface FinishedRun {
  readonly deployment: Deployment;
  readonly mailbox: Mailbox;
  readonly run: KeptRun;
  /** Here an admin's orders can be given, as from the Lambda console. */
  readonly account: LocalAccount;
  close(): Promise<void>;
}

export interface RunOptions {
  /** Where tables, objects, mails and the day reached are kept; absent: in memory. */
  readonly dataDirectory?: string;
  onStart?(firstDay: Day): void;
  onDay?(day: Day): void;
}

/** Synthesizes the stack for a feed, deploys it on embedded engines, and walks the feed's days. */
export async function runFeed(feed: Feed, { dataDirectory, onStart, onDay }: RunOptions = {}): Promise<FinishedRun> {
  const run = new KeptRun(feed.name, dataDirectory);
  const mailbox = new Mailbox(dataDirectory && join(dataDirectory, 'mails.ndjson'));
  const synthesis = await synthesizeFor(feed);
  const engines = await startEngines(dataDirectory);
  try {
    const deployment = await deploy(synthesis, engines);
    const account = new LocalAccount(engines, deployment, mailbox, feed, run);
    onStart?.(feed.firstDay);
    await walkCalendar(feed, deployment.wiring.schedules, account, {
      walkedUntil: run.walkedUntil,
      onDay: (day) => {
        run.dayIsOver(day);
        onDay?.(day);
      },
    });
    return { deployment, mailbox, run, account, close: () => engines.close() };
  } catch (error) {
    await engines.close();
    throw error;
  }
}

/**
 * Opens a run that was kept, as far as it came: no day is walked.
 *
 * @throws DomainError `NOTHING_KEPT` where the directory keeps no run, `OTHER_FEED`
 */
export async function openRun(feed: Feed, dataDirectory: string): Promise<FinishedRun> {
  const walkedUntil = existsSync(dataDirectory) ? new KeptRun(feed.name, dataDirectory).walkedUntil : null;
  if (walkedUntil === null) {
    throw new DomainError(
      'NOTHING_KEPT',
      `${dataDirectory} keeps no run: npm start -- --once --data ${dataDirectory} makes one.`,
    );
  }
  return runFeed({ ...feed, until: walkedUntil }, { dataDirectory });
}

/** The embedded SES has no rate to keep. */
const UNHURRIED = { mailsPerSecond: 1_000_000 };

/** The production stage, as the feed's province would set it. */
async function synthesizeFor(feed: Feed): Promise<Synthesis> {
  const { provinceName, timeZone } = feed;
  const contact = contactFor(feed);
  const outputDirectory = mkdtempSync(join(tmpdir(), 'dung-hen-'));
  try {
    return await synthesize(settingsOf('production', { ...UNHURRIED, provinceName, timeZone, contact }), {
      outputDirectory,
    });
  } finally {
    rmSync(outputDirectory, { recursive: true });
  }
}

/** Whom the units of the feed's province ask, and where they object. */
export function contactFor({ provinceName }: Pick<Feed, 'provinceName'>): string {
  const home = settingsOf('production');
  return provinceName === home.provinceName ? home.contact : `${provinceName}, ${home.senderAddress}`;
}
