import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readRegistryFile } from '../../shared/registry/read-registry-file.ts';
import { registryFileOf } from '../../shared/registry/registry-files.ts';
import { problemOfAddress } from '../../shared/unit/mail-address.ts';

const HEADER = 'unitId,name,tier,kind,parentUnitId,headName,headEmail,deputyEmails,ccEmails,validFrom,validTo';

function read(file: string, csv: string) {
  const registryFile = registryFileOf(file);
  if (registryFile === undefined) throw new Error(file);
  return readRegistryFile(registryFile, Buffer.from(csv));
}

function readUnit({ name = 'Sở A', head = '', deputies = '', copies = '' }) {
  return read(
    'units.csv',
    `${HEADER}\nu,${name},province,department,,,"${head.replaceAll('"', '""')}","${deputies}","${copies}",2020-01-01,\n`,
  );
}

test.each([
  ['a Cyrillic letter that looks Latin', 'gi\u0430mdoc@sxd.gov.vn', 'holds U+0430 (а): an address is of plain Latin'],
  ['a Cyrillic letter in its domain', 'giamdoc@s\u0445d.gov.vn', 'holds U+0445 (х)'],
  ['Vietnamese letters', 'giámđốc@sxd.gov.vn', 'holds U+00E1 (á)'],
  ['letters of full width', 'ａ@sxd.gov.vn', 'holds U+FF41 (ａ)'],
  ['a domain in the disguise of ASCII', 'giamdoc@xn--80ak6aa92e.com', '(xn--)'],
  ['two @', 'a@b@sxd.gov.vn', 'has more than one @'],
  ['a quoted name before the @', '"a b"@sxd.gov.vn', 'holds a blank'],
  ['quotation marks', '"a"@sxd.gov.vn', 'is no valid address before the @'],
  ['a dot at the end', 'a@sxd.gov.vn.', 'has no valid domain'],
  ['a dot before the @', 'a.@sxd.gov.vn', 'is no valid address before the @'],
  ['two dots', 'a..b@sxd.gov.vn', 'is no valid address before the @'],
  ['a domain of one word', 'a@b', 'has no valid domain'],
  ['a number for a domain', 'a@192.168.1.1', 'is no valid address'],
  ['a number in brackets', 'a@[192.168.1.1]', 'has no valid domain'],
  ['a label that ends in a hyphen', 'a@sxd-.gov.vn', 'has no valid domain'],
  ['a label of 64 characters', `a@${'x'.repeat(64)}.vn`, 'has no valid domain'],
  ['a comma list', 'a@sxd.gov.vn,b@sxd.gov.vn', 'must be one address; several are separated by ;'],
  ['a list', 'a@sxd.gov.vn;b@sxd.gov.vn', 'must be one address; several are separated by ;'],
  ['a name before it', 'GiamDoc<a@sxd.gov.vn>', 'must be the address alone'],
  ['mailto: before it', 'mailto:a@sxd.gov.vn', 'must be one address'],
  ['nothing before the @', '@sxd.gov.vn', 'is no valid address before the @'],
  ['255 characters', `a@${'x.'.repeat(125)}vnn`, 'is longer than 254 characters'],
  ['65 characters before the @', `${'a'.repeat(65)}@sxd.gov.vn`, 'has more than 64 characters before the @'],
])('an address with %s is refused at import, and the report says why', (_case, head, reason) => {
  const { rows, rejections } = readUnit({ head });
  expect(rows).toEqual([]);
  expect(rejections).toEqual([{ line: 2, column: 'headEmail', value: head, reason: expect.stringContaining(reason) }]);
});

test('the deputies’ and the copies’ addresses are held against the same, and the cell is shown', () => {
  const { rejections } = readUnit({ deputies: 'a@sxd.gov.vn; \u0430@sxd.gov.vn', copies: 'b@c' });
  expect(rejections.map(({ column, value }) => [column, value])).toEqual([
    ['deputyEmails.1', 'a@sxd.gov.vn; \u0430@sxd.gov.vn'],
    ['ccEmails.0', 'b@c'],
  ]);
});

test.each([
  'giamdoc.sxd@angiang.gov.vn',
  "o'neil+sxd@an-giang.gov.vn",
  'GD_SXD-1@AnGiang.gov.vn',
  `${'a'.repeat(64)}@${'x'.repeat(63)}.gov.vn`,
])('%s is an address', (head) => {
  expect(readUnit({ head }).rejections).toEqual([]);
});

test('what is taken is plain ASCII with one @, within the lengths that mail servers take', () => {
  const piece = fc.constantFrom(
    'a',
    '.',
    '-',
    '@',
    'gov',
    'vn',
    '"',
    '<',
    ',',
    ' ',
    '\u0430',
    'xn--',
    '\r\n',
    '_',
    '%',
  );
  fc.assert(
    fc.property(fc.string({ unit: piece, maxLength: 12 }), (text) => {
      const isTaken = problemOfAddress(text) === null;
      expect(!isTaken || /^[A-Za-z0-9_.'+-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text)).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

test('a unit of 500 characters is taken, one of more is refused; so is a 21st deputy', () => {
  expect(readUnit({ name: 'ệ'.repeat(500) }).rejections).toEqual([]);
  expect(readUnit({ name: 'ệ'.repeat(501) }).rejections).toMatchObject([
    { column: 'name', reason: 'must be of at most 500 characters' },
  ]);
  const deputies = Array.from({ length: 21 }, (_, at) => `p${at}@sxd.gov.vn`).join(';');
  expect(readUnit({ deputies }).rejections).toMatchObject([
    { column: 'deputyEmails', reason: 'must be at most 20 addresses: use one of a group' },
  ]);
});

test('a title of 2,000 characters is taken, one of more is refused', () => {
  const assignments = (title: string) =>
    read(
      'assignments.csv',
      'assignmentId,directive,item,title,leadUnitId,coordinatingUnitIds,reportTo,dueOn,recurrence,validFrom,validTo\n' +
        `1,CV,1,${title},so-a,,UBND,2020-07-14,,2020-06-23,\n`,
    ).rejections;
  expect(assignments('ệ'.repeat(2000))).toEqual([]);
  expect(assignments('ệ'.repeat(2001))).toMatchObject([{ reason: 'must be of at most 2000 characters' }]);
});
