import { expect, test } from '@jest/globals';
import { settingsOf } from '../../infra/settings.ts';

test('every stage that ships is valid, and only production mails to anybody', () => {
  // Act
  const production = settingsOf('production');
  const staging = settingsOf('staging');

  // Assess
  expect(production).toMatchObject({ stage: 'production', timeZone: 'Asia/Ho_Chi_Minh', rawFileDays: 30 });
  expect(production.mailAllowList).toBeUndefined();
  expect(staging.mailAllowList).toEqual(['quan-tri@angiang.example']);
});

test('an unknown stage is refused with the stages that there are', () => {
  expect(() => settingsOf('prod')).toThrow('There is no stage "prod": choose one of production, staging');
  expect(() => settingsOf('toString')).toThrow('There is no stage "toString"');
});

test.each([
  ['a time zone that does not exist', { timeZone: 'Asia/Long_Xuyen' }, 'timeZone'],
  ['a time of day that does not exist', { evaluateAt: '24:00' }, 'evaluateAt'],
  ['a day of the week that does not exist', { verifyLedgerOn: 'CN' } as object, 'verifyLedgerOn'],
  ['two units in one, to be told of months', { announceToUnitIds: ['so-tttt;so-noi-vu'] }, 'announceToUnitIds'],
  ['a sender outside the verified domain', { senderAddress: 'dung-hen@elsewhere.example' }, 'senderAddress'],
  ['nobody to hear the alarms', { adminEmails: [] }, 'adminEmails'],
  ['raw files with personal data kept for longer than 30 days', { rawFileDays: 31 }, 'rawFileDays'],
  ['a source that would reach outside its prefix', { sources: [{ sourceId: '../registry' }] }, 'sources'],
  [
    'an uploader that is a whole account',
    { sources: [{ sourceId: 'portal', uploaderPrincipalArn: 'arn:aws:iam::111122223333:root' }] },
    'uploaderPrincipalArn',
  ],
  ['hours that end before digests are planned', { mailUntil: '07:30' }, 'mailUntil'],
  ['hours that end before they begin', { mailFrom: '18:00' }, 'mailUntil'],
  ['a rate of no mails at all', { mailsPerSecond: 0 }, 'mailsPerSecond'],
  ['a sink that is no address', { mailSinkAddress: 'sink' }, 'mailSinkAddress'],
  ['a setting that nobody reads', { timezone: 'UTC' } as object, 'timezone'],
])('%s is refused, and the message names the setting', (_, overrides, setting) => {
  expect(() => settingsOf('production', overrides)).toThrow(setting);
});

test('a stage other than production must say to whom it may mail', () => {
  expect(() => settingsOf('production', { stage: 'pilot' })).toThrow('mailAllowList');
});
