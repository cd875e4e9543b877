import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { buildMime, type OutgoingMail } from '../../functions/send-notice/build-mime.ts';
import { composeDigest } from '../../shared/notice/compose-digest.ts';
import { type Evidence, evidenceFilename } from '../../shared/notice/evidence.ts';
import type { DigestOrder } from '../../shared/notice/notice.ts';
import { announcement, assignment, deduction, letterhead, lifted, order, undecided } from '../notice/sample-orders.ts';

const recipients = { to: ['giam-doc@so-xay-dung.example'], cc: ['pho@so-xay-dung.example'] };
const headerNames = [
  'cc',
  'content-type',
  'date',
  'from',
  'message-id',
  'mime-version',
  'subject',
  'to',
  'x-dung-hen-notice',
];

async function send(digest: DigestOrder, changes: Partial<OutgoingMail> = {}, head = letterhead): Promise<Buffer> {
  const evidence = changes.evidence ?? [];
  return await buildMime({
    noticeId: digest.noticeId,
    senderAddress: 'dung-hen@angiang.example',
    recipients,
    digest: composeDigest(digest, evidence, head),
    evidence,
    date: '2020-07-09T00:30:00.000Z',
    ...changes,
  });
}

function addressesIn(header: AddressObject | AddressObject[] | undefined): (string | undefined)[] {
  return [header ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address));
}

/** What can be seen of a mail by its envelope: only what we put there. */
function assertHeaders(mail: ParsedMail, sentTo = recipients): void {
  expect(mail.headerLines.map(({ key }) => key).sort()).toEqual(headerNames);
  expect(addressesIn(mail.from)).toEqual(['dung-hen@angiang.example']);
  expect(addressesIn(mail.to)).toEqual(sentTo.to);
  expect(addressesIn(mail.cc)).toEqual(sentTo.cc);
}

const attack = fc.constantFrom(
  'Sở Xây dựng',
  '\r\nBcc: all@evil.example',
  '\nContent-Type: text/html\n\n<b>',
  '=?utf-8?q?=E2=80=AE_x?=',
  '=?UTF-8?B?4oCu?=',
  '=?=?utf-8?q?=0D=0ABcc:_x@evil.example?=',
  '<script>alert(1)</script>',
  '"><img src=x onerror=y>',
  '</style></td><a href="https://evil.example">',
  '&lt;b&gt;&#x202e;',
  '\u202e\u2066\u200b\u0000\uffff',
  '\ud800',
  '\r\n.\r\n',
  '--boundary--',
  'x'.repeat(1100),
);
const hostile = fc
  .array(fc.oneof(attack, fc.string({ unit: 'binary', maxLength: 20 })), { minLength: 1, maxLength: 4 })
  .map((pieces) => `x ${pieces.join(' ')}`);

function digestOf([name, title, basis, reason]: readonly [string, string, string, string]): DigestOrder {
  const reference = title;
  const report = { unitName: name, title, directive: basis, item: reason, reportTo: name };
  const back = { receivedOn: '2020-07-01', on: '2020-07-02', reason, reference };
  return order({
    recipientName: name,
    topics: [
      deduction({ unitName: name, legalBasis: basis, decision: reason, reference, evidenceKey: 'a.csv' }),
      deduction({ unitName: name, isReinstated: true, changeHundredths: 50, untoldReversal: { reason, reference } }),
      assignment({ ...report, putOff: [{ dueOn: '2020-07-14', reference, reason }], handedBack: back }),
      {
        ...assignment(report),
        kind: 'escalation',
        toldAs: 'superior',
        lateUnitId: 'a',
        lateUnitName: title,
        step: 1,
        workingDaysLate: 1,
      },
      {
        kind: 'late-reports',
        topicId: 'late',
        unitId: 'so-tttt',
        unitName: name,
        day: '2020-07-09',
        total: 11, // more than a letter shows, so that the list is attached
        reports: Array.from({ length: 11 }, () => ({ ...assignment(report), workingDaysLate: 2 })),
      },
      lifted({ unitName: name, reason, reference }),
      undecided({ unitName: name, legalBasis: basis, reasons: [reason] }),
      announcement({ unitName: name, exceededUnits: [{ unitName: title, tier: 'province' }] }),
    ],
  });
}

const plain: readonly [string, string, string, string] = ['Sở A', 'Báo cáo', 'Công văn', 'Lý do'];
const evidenceOf = (filename: string): Evidence[] => [{ key: 'a.csv', filename, content: Buffer.from('Mã\r\n') }];

/** Elements with the names of their attributes: all that a mail program does something with. */
function elementsIn(html: string): Set<string> {
  return new Set(
    [...html.matchAll(/<(\/?[a-z!][^\s>/]*)([^>]*)>/gi)].map(
      ([, name = '', attributes = '']) =>
        `${name} ${[...attributes.matchAll(/([a-z-]+)=("[^"]*")/gi)].map(([, attribute]) => attribute).join(' ')}`,
    ),
  );
}

/** What fills the preview line of mailboxes is ours: blanks and marks that are drawn as nothing. */
const PREVIEW_FILLING = /<div>[\xa0\u200b-\u200f\ufeff]+<\/div>/;

function unseenIn(content: string): string[] {
  return content.replace(PREVIEW_FILLING, '').match(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/gu) ?? [];
}

test('no name, title, reason or reference can add a header, a recipient, a part or markup to a mail', async () => {
  const elements = elementsIn(composeDigest(digestOf(plain), [], letterhead).html);
  await fc.assert(
    fc.asyncProperty(fc.tuple(hostile, hostile, hostile, hostile), async (texts) => {
      // Act
      const [name, contact] = texts;
      const evidence = evidenceOf('ho-so.csv');
      const head = { provinceName: name, contact };
      const digest = composeDigest(digestOf(texts), evidence, head);
      const bytes = await send(digestOf(texts), { evidence }, head);
      const mail = await simpleParser(bytes, { skipTextToHtml: true, skipHtmlToText: true });

      // Assess
      assertHeaders(mail);
      expect(mail.subject).toBe(digest.subject);
      expect(mail.subject).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(mail.text).toBe(digest.text);
      expect(mail.html).toBe(digest.html);
      expect(mail.attachments.map(({ filename }) => filename)).toEqual([
        'noi-dung-thu-2020-07-09.xlsx',
        'noi-dung-thu-2020-07-09.csv',
        'bao-cao-qua-han-2020-07-09.xlsx',
        'bao-cao-qua-han-2020-07-09.csv',
        'ho-so.csv',
      ]);
      expect(unseenIn(`${mail.text}${digest.html}`)).toEqual([]);
      for (const element of elementsIn(digest.html)) expect(elements).toContain(element);
      // RFC 5322, 2.1.1: no line may be longer than 998 bytes.
      expect(
        Math.max(
          ...bytes
            .toString('latin1')
            .split('\r\n')
            .map(({ length }) => length),
        ),
      ).toBeLessThanOrEqual(998);
    }),
    { numRuns: 40 },
  );
});

test('encoded words in a name are read as they stand, and hide nothing', async () => {
  // Prepare: UTF-8 in base64 of U+202E, which turns what follows around
  const unitName = 'Sở =?UTF-8?B?4oCu?= =?utf-8?q?=0D=0ABcc:_x@evil.example?= A';

  // Act
  const { headerLines, ...mail } = await simpleParser(await send(order({ topics: [deduction({ unitName })] })));

  // Assess
  assertHeaders({ headerLines, ...mail });
  expect(mail.subject).toContain(`${unitName} bị trừ`);
});

test('an address is one address, even where it reads like a list or a name with an address', async () => {
  // Prepare: no schema lets these through; they are tried where a mail is made
  const to = ['a@b.example, x@evil.example', '"Giám đốc" <y@evil.example>', 'a@b.example\r\nBcc: z@evil.example'];

  // Act
  const bytes = (await send(order(), { recipients: { to, cc: [] } })).toString('latin1');

  // Assess: one line of To with three addresses, none of which is another's
  const headers = bytes.slice(0, bytes.indexOf('\r\n\r\n'));
  expect(headers).not.toMatch(/^bcc:/im);
  expect(addressesIn((await simpleParser(bytes)).to)).not.toContain('x@evil.example');
});

test('files are named by small Latin letters, digits and hyphens, whatever the unit is called', async () => {
  await fc.assert(
    fc.asyncProperty(hostile, async (unitName) => {
      const filename = evidenceFilename({ unitName, month: '2020-06', evidenceKey: 'evidence/2020-06/a/r1.csv' });
      expect(filename).toMatch(/^ho-so-qua-han-[a-z0-9-]{0,60}-2020-06\.csv$/);
    }),
  );
  const { attachments, headerLines } = await simpleParser(
    await send(order(), { evidence: evidenceOf('a\r\nBcc: x@evil.example\r\n\r\n".csv') }),
  );
  expect(headerLines.map(({ key }) => key)).not.toContain('bcc');
  expect(attachments).toHaveLength(1);
});
