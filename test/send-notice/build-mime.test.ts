import { expect, test } from '@jest/globals';
import { allowedRecipients } from '../../functions/send-notice/allowed-recipients.ts';
import { buildMime, type OutgoingMail } from '../../functions/send-notice/build-mime.ts';
import { composeDigest } from '../../shared/notice/compose-digest.ts';
import { deduction, letterhead, order } from '../notice/sample-orders.ts';

function mail(unitName: string): OutgoingMail {
  return {
    noticeId: 'digest_1',
    senderAddress: 'dung-hen@angiang.example',
    recipients: { to: ['a@b.example'], cc: ['c@b.example'] },
    digest: composeDigest(order({ topics: [deduction({ unitName })] }), [], letterhead),
    evidence: [],
    date: '2020-07-09T00:30:00.000Z',
  };
}

test('the mail has the headers that it must have, and no other', async () => {
  // Act
  const mime = (await buildMime(mail('Sở Xây dựng\r\nBcc: all@angiang.example\r\n\r\n<b>'))).toString('latin1');

  // Assess
  const headers = mime
    .slice(0, mime.indexOf('\r\n\r\n'))
    .replace(/\r\n\s+/g, ' ')
    .split('\r\n');
  expect(headers.map((line) => line.slice(0, line.indexOf(':'))).sort()).toEqual(
    ['Cc', 'Content-Type', 'Date', 'From', 'MIME-Version', 'Message-ID', 'Subject', 'To', 'X-Dung-Hen-Notice'].sort(),
  );
  expect(headers).toContain('X-Dung-Hen-Notice: digest_1');
  expect(headers).toContain('Message-ID: <digest_1@angiang.example>');
  expect(headers).toContain('Date: Thu, 09 Jul 2020 00:30:00 +0000');
});

test('the same mail gives the same bytes', async () => {
  expect(await buildMime(mail('Sở Xây dựng'))).toEqual(await buildMime(mail('Sở Xây dựng')));
});

test('a stage mails the addresses on its list, whatever the case of their letters, and its sink for all others', () => {
  const digest = order({ to: ['A@b.example', 'x@b.example'], cc: ['c@b.example'] });
  const mailed = (allowList: string) => allowedRecipients(digest, { allowList, sinkAddress: 'sink@s.example' });
  expect(mailed('*')).toEqual({ to: digest.to, cc: digest.cc });
  expect(mailed('a@B.example ; c@b.example')).toEqual({ to: ['A@b.example', 'sink@s.example'], cc: ['c@b.example'] });
  expect(mailed('c@b.example')).toEqual({ to: ['sink@s.example'], cc: ['c@b.example'] });
  expect(mailed('a@b.example; x@b.example')).toEqual({ to: digest.to, cc: [] });
});
