import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readEvidence } from '../../functions/send-notice/read-evidence.ts';
import { evidenceFilename } from '../../shared/notice/evidence.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { assignment, deduction, order, undecided } from '../notice/sample-orders.ts';

let engines: Engines;
let bucket: Bucket;
beforeAll(async () => {
  engines = await startEngines();
  bucket = new Bucket(engines.bucketName);
});
afterAll(() => engines.close());

const MEGABYTE = 1_000_000;

async function digestWith(...sizes: number[]) {
  const topics = [];
  for (const [position, size] of sizes.entries()) {
    const evidenceKey = `evidence/2020-06/unit-${position}/r1-${size}.csv`;
    await bucket.write(evidenceKey, Buffer.alloc(size, 'x'), 'text/csv');
    topics.push(deduction({ unitName: `Đơn vị ${position}`, evidenceKey }));
  }
  return order({ topics });
}

test('lists of 5 MB together are attached', async () => {
  const evidence = await readEvidence(async () => bucket, await digestWith(3 * MEGABYTE, 2 * MEGABYTE));
  expect(evidence.map(({ filename, content }) => [filename, content?.length])).toEqual([
    ['ho-so-qua-han-don-vi-0-2020-06.csv', 3 * MEGABYTE],
    ['ho-so-qua-han-don-vi-1-2020-06.csv', 2 * MEGABYTE],
  ]);
});

test('lists of more than 5 MB together are named only', async () => {
  const evidence = await readEvidence(async () => bucket, await digestWith(3 * MEGABYTE, 2 * MEGABYTE + 1));
  expect(evidence.map(({ filename, content }) => [filename, content])).toEqual([
    ['ho-so-qua-han-don-vi-0-2020-06.csv', null],
    ['ho-so-qua-han-don-vi-1-2020-06.csv', null],
  ]);
});

test('lists of up to 2 MB together go as workbooks too, larger ones do not', async () => {
  const workbooksOf = async (...sizes: number[]) =>
    (await readEvidence(async () => bucket, await digestWith(...sizes))).map(
      ({ workbookFilename }) => workbookFilename,
    );
  expect(await workbooksOf(MEGABYTE, MEGABYTE)).toEqual([
    'ho-so-qua-han-don-vi-0-2020-06.xlsx',
    'ho-so-qua-han-don-vi-1-2020-06.xlsx',
  ]);
  expect(await workbooksOf(MEGABYTE, MEGABYTE + 1)).toEqual([null, null]);
});

test('the list of an undecided month goes with it, and lists of one name are told apart', async () => {
  // Prepare: a unit that is judged by two rules, and another of the same name
  const keys = ['a', 'b', 'c'].map((name) => `evidence/2020-06/x/${name}.csv`);
  for (const key of keys) await bucket.write(key, 'x', 'text/csv');
  const [first = '', second = '', third = ''] = keys;
  const names = { unitName: 'Sở Xây dựng' };
  const topics = [
    deduction({ ...names, evidenceKey: first }),
    deduction({ ...names, rule: 'late-acceptance', evidenceKey: second }),
    undecided({ ...names, evidenceKey: third }),
  ];

  // Act
  const evidence = await readEvidence(async () => bucket, order({ topics }));

  // Assess
  expect(evidence.map(({ filename }) => filename)).toEqual([
    'ho-so-qua-han-so-xay-dung-2020-06.csv',
    'ho-so-tiep-nhan-cham-so-xay-dung-2020-06.csv',
    'ho-so-qua-han-so-xay-dung-2020-06-2.csv',
  ]);
});

test('a digest without deductions has none', async () => {
  expect(
    await readEvidence(async () => bucket, order({ topics: [assignment(), deduction({ evidenceKey: null })] })),
  ).toEqual([]);
});

test.each([
  ['Ủy ban nhân dân huyện Chợ Mới', 'ho-so-qua-han-uy-ban-nhan-dan-huyen-cho-moi-2020-06.csv'],
  ['Sở KH&ĐT "A"\r\nX: y', 'ho-so-qua-han-so-kh-dt-a-x-y-2020-06.csv'],
  ['../../etc', 'ho-so-qua-han-etc-2020-06.csv'],
])('the list of %j has a name that any system takes', (unitName, filename) => {
  expect(evidenceFilename({ unitName, month: '2020-06', evidenceKey: 'evidence/2020-06/x/r1-0a.csv' })).toBe(filename);
});
