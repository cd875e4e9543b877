import { expect, test } from '@jest/globals';
import { noticeStranded } from '../../shared/finding/notice-stranded.ts';

const stranded = {
  source: { sourceId: 'portal', name: 'Cổng dịch vụ công', ownerUnitId: 'van-phong' },
  day: '2025-08-01',
  unit: { unitId: 'phu-hoi', name: 'Xã Phú Hội', validTo: '2025-06-30' },
  codes: ['30355'],
  openDossiers: 3,
  overdueDossiers: 1,
  noticedAt: '2025-08-02T01:00:00.000Z',
};

test('dossiers under a divided unit: how many, whose they may be by which codes, and what to do', () => {
  // Act
  const finding = noticeStranded({
    ...stranded,
    successors: [
      { unitId: 'an-phu', name: 'Xã An Phú', codes: ['30337'] },
      { unitId: 'nhon-hoi', name: 'Xã Nhơn Hội', codes: [] },
    ],
  });

  // Assess
  expect(finding).toMatchObject({
    unitId: 'van-phong',
    kind: 'unit-ended',
    sentence:
      'Dữ liệu ngày 01/08/2025 của Cổng dịch vụ công vẫn ghi 3 hồ sơ đang giải quyết, trong đó 1 quá hạn, ở Xã Phú Hội (đã kết thúc ngày 30/06/2025), chưa rõ đơn vị nào tiếp nhận, nên không được tính cho đơn vị nào và không nằm trong số liệu của tỉnh. Đơn vị có thể tiếp nhận: Xã An Phú (mã 30337), Xã Nhơn Hội (chưa có mã). Đề nghị ghi các hồ sơ này vào đúng một trong các đơn vị trên hệ thống; nếu tất cả thuộc một đơn vị thì khai báo mã 30355 cho đơn vị đó trong unit-codes.csv.',
    evidence: {
      unitId: 'phu-hoi',
      codes: ['30355'],
      openDossiers: 3,
      overdueDossiers: 1,
      successorUnitIds: ['an-phu', 'nhon-hoi'],
      successorCodes: ['30337'],
    },
  });
});

test('without a line of succession, to enter that comes first', () => {
  // Act
  const { sentence, evidence } = noticeStranded({ ...stranded, overdueDossiers: 0, successors: [] });

  // Assess
  expect(sentence).toContain('vẫn ghi 3 hồ sơ đang giải quyết, trong đó 0 quá hạn, ở Xã Phú Hội');
  expect(sentence).toContain(
    'Sổ đăng ký chưa ghi đơn vị kế thừa. Đề nghị khai báo trong unit-lineage.csv, rồi ghi các hồ sơ này vào đúng đơn vị trên hệ thống;',
  );
  expect(evidence).toMatchObject({ successorUnitIds: [], successorCodes: [] });
});
