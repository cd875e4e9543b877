import { expect, test } from '@jest/globals';
import { sendingTime } from '../../functions/send-notice/sending-hours.ts';

const hours = { timeZone: 'Asia/Ho_Chi_Minh', from: '07:00', until: '18:00' };

test.each([
  ['2020-07-08T16:59:59.999Z', 'early'], // 23:59:59 of the day before
  ['2020-07-08T23:59:59.999Z', 'early'], // 06:59:59
  ['2020-07-09T00:00:00.000Z', 'open'], // 07:00:00
  ['2020-07-09T10:59:59.999Z', 'open'], // 17:59:59
  ['2020-07-09T11:00:00.000Z', 'over'], // 18:00:00
  ['2020-07-10T01:00:00.000Z', 'over'], // 08:00:00 of the day after
] as const)('at %s it is %s for a digest of 09/07 that goes out from 07:00 to 18:00', (now, expected) => {
  expect(sendingTime('2020-07-09', now, hours)).toBe(expected);
});
