import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { synthesized } from './synthesized.ts';

test.each(['production', 'staging'])('cdk-nag finds nothing in %s that no exception explains', async (stage) => {
  // Act: synthesis stops at the first run of the rules that finds something
  const { directory } = await synthesized(stage);

  // Assess
  const report = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
  expect(report.pluginReports).toEqual([]);
});
