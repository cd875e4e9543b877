import { expect, test } from '@jest/globals';
import { resourcesOf, synthesized } from './synthesized.ts';

test('a calendar that lacks a year alarms the admins, and says which file to drop where', async () => {
  // Act
  const { template } = await synthesized();
  const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm')
    .map(([, alarm]) => alarm)
    .filter(({ MetricName }) => MetricName === 'CalendarMissing');

  // Assess
  const [[topicId] = ['']] = resourcesOf(template, 'AWS::SNS::Topic');
  expect(alarms).toMatchObject([
    {
      AlarmName: 'DungHen-production-CalendarMissing',
      Namespace: 'DungHen',
      AlarmActions: [{ Ref: topicId }],
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    },
  ]);
  expect(alarms[0]?.AlarmDescription).toContain('drop a calendar.csv (date,kind,name)');
  expect(alarms[0]?.AlarmDescription).toContain('under registry/');
});
