import { formatLogEntry } from './log-entry.ts';

export const METRICS_NAMESPACE = 'DungHen';
const SERVICE = 'dung-hen';

/** The metrics on which alarms stand; each counts occurrences. */
export const alarmedMetrics = [
  'SnapshotQuarantined',
  'SnapshotMissing',
  'SnapshotUnchanged',
  'RecountDiffers',
  'GoverningFileChanged',
  'DraftNotApproved',
  'RegistryRejected',
  'UnitUnreachable',
  'MailWaiting',
  'MailSenderRefused',
  'DigestGivenUp',
  'LedgerFaulty',
  'DeductionNotNotified',
  'ExplanationUndecided',
  'CalendarMissing',
] as const;
export type AlarmedMetric = (typeof alarmedMetrics)[number];

const levels = ['INFO', 'WARN', 'SILENT'] as const;
type Level = Exclude<(typeof levels)[number], 'SILENT'>;

/** Read once, while the function loads: LOG_LEVEL is INFO (the default), WARN or SILENT; METRICS=off silences metrics. */
const lowestLevel = levels.findIndex((level) => level === (process.env.LOG_LEVEL ?? 'INFO'));
const areMetricsOff = process.env.METRICS === 'off';

/** Structured logs: one line of JSON an entry. `extra` is an error, or fields of the entry's own. */
export const logger = {
  info: (message: string, extra?: object) => log('INFO', message, extra),
  warn: (message: string, extra?: object) => log('WARN', message, extra),
};

function log(level: Level, message: string, extra: object = {}): void {
  if (levels.indexOf(level) < lowestLevel) return;
  const traceId = /Root=([^;]+)/.exec(process.env._X_AMZN_TRACE_ID ?? '')?.[1];
  const head = { level, message, timestamp: new Date().toISOString(), service: SERVICE };
  writeLine(formatLogEntry({ ...head, ...(traceId && { xray_trace_id: traceId }) }, extra));
}

/**
 * Says, as a metric on which an alarm stands, that something happened `times` times. CloudWatch reads metrics from log
 * lines in its embedded metric format.
 */
export function raise(metric: AlarmedMetric, times = 1): void {
  if (times === 0 || areMetricsOff) return;
  const definition = {
    Namespace: METRICS_NAMESPACE,
    Dimensions: [['service']],
    Metrics: [{ Name: metric, Unit: 'Count' }],
  };
  const embedded = { Timestamp: Date.now(), CloudWatchMetrics: [definition] };
  writeLine(JSON.stringify({ _aws: embedded, service: SERVICE, [metric]: times }));
}

/** Past Lambda's own console, which puts words before a line, so that it would no longer be JSON. */
function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
