import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Arrival, Feed, FeedObject } from '../../infra/local/feed.ts';
import { type Outcome, readOutcome } from '../../infra/local/read-outcome.ts';
import type { FinishedRun } from '../../infra/local/run-feed.ts';
import { walkCalendar } from '../../infra/local/walk-calendar.ts';
import { addDays, type Day } from '../../shared/calendar/day.ts';
import { type ImportReport, importReportSchema } from '../../shared/registry/import-report.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables } from '../../shared/runtime/tables.ts';

/** A province of a few units in the summer of 2020, through the functions as they are deployed. */
export const small = {
  provinceName: 'An Giang',
  timeZone: 'Asia/Ho_Chi_Minh',
  bouncingAddresses: new Set<string>(),
};

const headers = {
  'units.csv': 'unitId,name,tier,kind,parentUnitId,headName,headEmail,deputyEmails,ccEmails,validFrom,validTo',
  'unit-codes.csv': 'sourceId,code,unitId,validFrom,validTo',
  'unit-sources.csv': 'unitId,sourceId,validFrom,validTo',
  'policies.csv':
    'policyId,tier,validFrom,validTo,mode,thresholdNumerator,thresholdDenominator,pointsHundredths,basis,comparison,paused,returned,minimumDenominator,periodStartDay,waitDays,countsChildren,yearlyCapHundredths,approval,explanationWorkingDays,legalBasis',
} as const;

/** A registry file with its heading, dropped on a day at noon. */
export function registryRows(day: Day, name: keyof typeof headers, rows: readonly string[]): FeedObject {
  return registryFile(day, name, [headers[name], ...rows, ''].join('\n'));
}

export function registryFile(day: Day, name: string, body: string | Buffer): FeedObject {
  return { kind: 'object', at: noonOf(day), key: `registry/${name}`, body };
}

/** The shipped calendar and portal. */
export function shipped(day: Day, name: 'calendar.csv' | 'sources.json'): FeedObject {
  const defaults = new URL('../../shared/registry/defaults/', import.meta.url);
  return registryFile(day, name, readFileSync(new URL(name, defaults)));
}

export function noonOf(day: Day): string {
  return new Date(`${day}T12:00:00+07:00`).toISOString();
}

/** A day's file of a source, which comes half an hour after the day. */
export function snapshotOf(sourceId: string, day: Day, lines: readonly string[]): FeedObject {
  const at = new Date(Date.parse(`${addDays(day, 1)}T00:30:00+07:00`)).toISOString();
  return { kind: 'object', at, key: `snapshots/${sourceId}/${day}.csv`, body: [...lines, ''].join('\r\n') };
}

export const PORTAL_HEADER =
  'MaHoSo,MaTTHC,TenTTHC,MaLinhVuc,TenLinhVuc,DonViXuLy,KenhThucHien,NgayNopHoSo,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy,NgayTra,TrangThaiHoSo';

/** Dossiers of a month on the portal: received on the 10th, due on the 20th, ended on the 15th or, late, on the 25th. */
export function portalMonth(month: string, unitId: string, handled: number, overdue: number): string[] {
  const [received, due, early, late] = ['10', '20', '15', '25'].map((day) => `${month.replace('-', '')}${day}160000`);
  return Array.from({ length: handled }, (_, at) => {
    const ended = at < overdue ? late : early;
    return `${unitId}-${month}-${at},1.001,Thủ tục,LV,Lĩnh vực,${unitId},2,${received},${received},${due},${ended},,9`;
  });
}

/** What arrives, by the province's days. */
export function arrivingOn(arrivals: readonly Arrival[]): Feed['arrivalsOn'] {
  const dayOf = ({ at }: Arrival) => new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 10);
  return (day) => arrivals.filter((arrival) => dayOf(arrival) === day);
}

/** Lets days pass after a run in which nothing more arrives. */
export function passDays(finished: FinishedRun, feed: Feed, until: Day): Promise<void> {
  const { account, deployment, run } = finished;
  const onDay = (day: Day) => run.dayIsOver(day);
  const quiet = { ...feed, until, arrivalsOn: () => [] };
  return walkCalendar(quiet, deployment.wiring.schedules, account, { walkedUntil: run.walkedUntil, onDay });
}

export function outcomeOf({ deployment }: FinishedRun): Promise<Outcome> {
  return readOutcome(connectTables(), deployment.tableNames);
}

/** What import-registry reported of a file. */
export async function reportOf({ deployment }: FinishedRun, { at, key }: FeedObject): Promise<ImportReport> {
  const bucket = new Bucket(deployment.bucketName);
  const reports = await bucket.keysUnder(`registry-reports/${key.slice('registry/'.length)}/`);
  const found = reports.find((report) => report.includes(at.slice(0, 16)));
  return importReportSchema.parse(JSON.parse(String(await bucket.read(found ?? `no report of ${at}`))));
}

/** `unit rule revision verdict overdue/denominator policy`, of a month, sorted. */
export function verdictsOf({ evaluations }: Outcome, month: string): string[] {
  return evaluations
    .filter((evaluation) => evaluation.month === month)
    .map(({ unitId, revision, verdict, overdue, denominator, policyId }) =>
      [unitId, `r${revision}`, verdict, `${overdue}/${denominator}`, policyId].join(' '),
    )
    .toSorted();
}

/** `account month event points`, of all accounts, each in its order. */
export function entriesOf({ ledger }: Outcome): string[] {
  return ledger
    .toSorted((one, other) => one.account.localeCompare(other.account) || one.sequence - other.sequence)
    .map(({ account, month, event, pointsHundredths }) => [account, month, event, pointsHundredths].join(' '));
}

/** `day address subject`, of the mails to these addresses. */
export function mailsTo({ mailbox }: FinishedRun, ...addresses: string[]): string[] {
  return mailbox.mails
    .filter(({ to }) => to.some((address) => addresses.includes(address)))
    .map(({ sentOn, to, subject }) => [sentOn, to.join(), subject].join(' '))
    .toSorted();
}

const replayReportSchema = z.object({ evaluations: z.int(), identical: z.int(), differences: z.array(z.unknown()) });

export async function replay({ account }: FinishedRun, day: Day, month: string) {
  const order = { at: noonOf(day), functionName: 'replay-month', event: { month } };
  return replayReportSchema.parse(await account.order(order));
}
