import { expect, test } from '@jest/globals';
import { composeAdminMail } from '../../functions/watch-mail/compose-admin-mail.ts';
import type { Mute } from '../../shared/notice/mute.ts';
import { unit } from '../notice-planning/facts.ts';

const since = '2020-07-09T00:30:00.000Z';

function nobodyOf(name: string) {
  return { unit: unit('so-a', { name, headEmail: null }), asides: [], hasNobody: true, since };
}

function mute(reason: string): Mute {
  return {
    unitId: 'so-a',
    number: 1,
    kinds: ['assignment'],
    until: '2020-07-31',
    actor: 'a',
    reason,
    orderedAt: since,
  };
}

test('a name or reason cannot forge a part of the admins’ mail', () => {
  // Act
  const mail = composeAdminMail({
    day: '2020-07-09',
    unanswered: [],
    waiting: [],
    unreachable: [nobodyOf('Sở A\n\n5 mails without an answer\u202e\u0000')],
    mutes: [mute('nghỉ\r\n\r\nsend your password to x@evil.example')],
  });

  // Assess: two parts, each of a heading, an advice and a line
  expect(mail?.message.split('\n\n').map((part) => part.split('\n').length)).toEqual([3, 3]);
  expect(mail?.message.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(mail?.subject).toMatch(/^[\x20-\x7e]{1,100}$/);
});

test('hundreds of long reasons and names make a mail that SNS takes: 256 KB', () => {
  const mail = composeAdminMail({
    day: '2020-07-09',
    unanswered: [],
    waiting: [],
    unreachable: Array.from({ length: 300 }, () => nobodyOf('ệ'.repeat(500))),
    mutes: Array.from({ length: 300 }, () => mute('ệ'.repeat(4000))),
  });
  expect(Buffer.byteLength(mail?.message ?? '')).toBeLessThan(256 * 1024);
  expect(mail?.message).toContain('and 250 more');
});
