import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

export const METRICS_NAMESPACE = 'DungHen';

/** The metrics on which alarms stand; each counts occurrences. */
export const alarmedMetrics = [
  'SnapshotQuarantined',
  'SnapshotMissing',
  'RecountDiffers',
  'GoverningFileChanged',
  'RegistryRejected',
  'UnitUnreachable',
] as const;
export type AlarmedMetric = (typeof alarmedMetrics)[number];

/** Structured logs; the level comes from POWERTOOLS_LOG_LEVEL. */
export const logger = new Logger({ serviceName: 'dung-hen' });

const metrics = new Metrics({
  namespace: METRICS_NAMESPACE,
  serviceName: 'dung-hen',
});

/** Says, as a metric on which an alarm stands, that something happened `times` times. */
export function raise(metric: AlarmedMetric, times = 1): void {
  if (times === 0) return;
  metrics.addMetric(metric, MetricUnit.Count, times);
  metrics.publishStoredMetrics();
}
