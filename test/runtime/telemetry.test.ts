import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import * as z from 'zod';

const entrySchema = z.record(z.string(), z.unknown());

/** What a process writes to standard output that runs `statements` with `logger`, `raise` and `DomainError` at hand. */
function linesOf(statements: string, environment: Record<string, string> = {}): Record<string, unknown>[] {
  const script = `import { logger, raise } from './shared/runtime/telemetry.ts';
    import { DomainError } from './shared/runtime/domain-error.ts';
    ${statements}`;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: { PATH: process.env.PATH, ...environment },
    encoding: 'utf8',
  });
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => entrySchema.parse(JSON.parse(line)));
}

test('a log entry is one line of JSON that names its level, its service and the trace to which it belongs', () => {
  // Act
  const lines = linesOf(`logger.info('Snapshot handled', { objectKey: 'a\\nb', message: 'not mine to set' })`, {
    _X_AMZN_TRACE_ID: 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1',
  });

  // Assess
  expect(lines).toEqual([
    {
      level: 'INFO',
      message: 'Snapshot handled',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      service: 'dung-hen',
      xray_trace_id: '1-5759e988-bd862e3fe1be46a994272793',
      objectKey: 'a\nb',
    },
  ]);
});

test('an error shows its name, its code and what caused it', () => {
  // Act
  const [line] = linesOf(
    `logger.warn('Unreadable', new DomainError('OBJECT_MISSING', 'Gone.', { cause: new TypeError('why') }))`,
  );

  // Assess
  expect(line).toMatchObject({
    level: 'WARN',
    error: {
      name: 'DomainError',
      code: 'OBJECT_MISSING',
      message: 'Gone.',
      stack: expect.stringContaining('DomainError: Gone.'),
      cause: { name: 'TypeError', message: 'why' },
    },
  });
});

test('a metric is a line in the embedded metric format, under the namespace and service on which its alarm stands', () => {
  // Act
  const lines = linesOf(`raise('SnapshotMissing', 2); raise('RecountDiffers', 0)`);

  // Assess: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
  expect(lines).toEqual([
    {
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          { Namespace: 'DungHen', Dimensions: [['service']], Metrics: [{ Name: 'SnapshotMissing', Unit: 'Count' }] },
        ],
      },
      service: 'dung-hen',
      SnapshotMissing: 2,
    },
  ]);
});

test('where nobody reads them, logs below a level and metrics are left out', () => {
  // Act
  const statements = `logger.info('i'); logger.warn('w'); raise('SnapshotMissing')`;
  const warnings = linesOf(statements, { LOG_LEVEL: 'WARN', METRICS: 'off' });
  const nothing = linesOf(statements, { LOG_LEVEL: 'SILENT', METRICS: 'off' });

  // Assess
  expect(warnings.map(({ message }) => message)).toEqual(['w']);
  expect(nothing).toEqual([]);
});
