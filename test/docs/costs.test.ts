import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { resourcesOf, synthesized } from '../infra/synthesized.ts';

const { template } = await synthesized();
const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').length;
const queuesRead = resourcesOf(template, 'AWS::Lambda::EventSourceMapping').length;

describe('what a month costs', () => {
  test.each(['README.md', 'docs/performance.md'])('%s counts the alarms that are deployed', (path) => {
    expect(countsOf(path, /(\d+) alarms/g)).toEqual([`${alarms}`]);
  });

  test('docs/performance.md counts the queues that are read', () => {
    expect(countsOf('docs/performance.md', /(\d+)\s+queues/g)).toEqual([`${queuesRead}`]);
  });
});

/** What a document says, once however often. */
function countsOf(path: string, pattern: RegExp): string[] {
  const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  return [...new Set([...text.matchAll(pattern)].map(([, count]) => count ?? ''))];
}
