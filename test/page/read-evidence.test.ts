import { expect, test } from '@jest/globals';
import { readEvidence } from '../../infra/local/page/read-evidence.ts';
import { sha256 } from '../../shared/runtime/digest.ts';

const file = '\uFEFFNhóm,Mã hồ sơ\r\nQuá hạn,H01-0001\r\nChưa rõ,H01-0002\r\n';
const evidence = { key: 'evidence/2020-06/so-xd/r1.csv', digest: sha256(file), overdueRows: 1, unknownRows: 1 };
const bucketWith = (content: string) => ({ read: async () => Buffer.from(content) });

test('a list is read cell by cell, and is what the verdict named', async () => {
  expect(await readEvidence(bucketWith(file), { evidence })).toEqual({
    headings: ['Nhóm', 'Mã hồ sơ'],
    rows: [
      ['Quá hạn', 'H01-0001'],
      ['Chưa rõ', 'H01-0002'],
    ],
    overdueRows: 1,
    unknownRows: 1,
    isAsJudged: true,
  });
});

test('a list that was changed after the verdict is known by its digest', async () => {
  const changed = file.replace('H01-0001', 'H01-9999');
  expect(await readEvidence(bucketWith(changed), { evidence })).toMatchObject({ isAsJudged: false });
});

test('a verdict without dossiers has no list', async () => {
  expect(await readEvidence(bucketWith(''), { evidence: null })).toBeNull();
});
