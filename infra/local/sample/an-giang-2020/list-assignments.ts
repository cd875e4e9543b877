import type { Assignment } from '../../../../shared/assignment/assignment.ts';
import type { SampleUnit } from './sample-unit.ts';

const order = {
  directive: 'Công văn số 664/UBND-TH ngày 23/06/2020',
  reportTo: 'UBND tỉnh (qua Văn phòng UBND tỉnh)',
  // "trước ngày 15/7/2020"
  dueOn: '2020-07-14',
  recurrence: null,
  validFrom: '2020-06-23',
  validTo: null,
};

const information = 'so-thong-tin-va-truyen-thong';
const homeAffairs = 'so-noi-vu';
const police = 'cong-an-tinh';

/** What the dispatch orders, item by item, with the units that lead and those that take part. */
export function listAssignments(units: readonly SampleUnit[]): Assignment[] {
  const districts = units.filter(({ tier }) => tier === 'district').map(({ unitId }) => unitId);
  const departments = units.filter(({ kind }) => kind === 'department').map(({ unitId }) => unitId);
  return [
    {
      ...order,
      assignmentId: '664-2020-1a',
      item: '1a',
      title:
        'Cập nhật tiến độ và kết quả giải quyết hồ sơ từ ngày 01/01/2020 đến ngày 30/06/2020 của các sở có hệ thống riêng vào Cổng dịch vụ công tỉnh',
      leadUnitId: information,
      coordinatingUnitIds: ['so-ke-hoach-va-dau-tu', 'so-giao-thong-van-tai'],
    },
    {
      ...order,
      assignmentId: '664-2020-1b',
      item: '1b',
      title: 'Làm rõ trách nhiệm của các cơ quan, đơn vị có số hồ sơ quá hạn trong tháng tăng so với tháng trước',
      leadUnitId: information,
      coordinatingUnitIds: districts,
    },
    {
      ...order,
      assignmentId: '664-2020-1c',
      item: '1c',
      title:
        'Rà soát các cơ quan, đơn vị và UBND cấp xã không tham gia hoặc tham gia mang tính hình thức vào Cổng dịch vụ công tỉnh',
      leadUnitId: information,
      coordinatingUnitIds: [homeAffairs, ...districts],
    },
    {
      ...order,
      assignmentId: '664-2020-2',
      item: '2',
      title:
        'Xây dựng quy trình nội bộ giải quyết thủ tục hành chính cấp tỉnh, cấp huyện của ngành Công an theo Thông tư số 01/2018/TT-VPCP và cập nhật vào hệ thống',
      leadUnitId: police,
      coordinatingUnitIds: [information],
    },
    {
      ...order,
      assignmentId: '664-2020-3',
      item: '3',
      title:
        'Đối chiếu hồ sơ đã giải quyết trên Cổng dịch vụ công tỉnh với báo cáo định kỳ về kiểm soát thủ tục hành chính (biểu mẫu II.06a)',
      leadUnitId: information,
      coordinatingUnitIds: departments.filter((unitId) => unitId !== information),
    },
    {
      ...order,
      assignmentId: '664-2020-4',
      item: '4',
      title:
        'Ghi nhận các cơ quan, đơn vị có tỷ lệ hồ sơ quá hạn trên 2% (cấp tỉnh) hoặc trên 3,5% (cấp huyện) để trừ điểm cải cách hành chính',
      leadUnitId: 'van-phong-ubnd-tinh',
      coordinatingUnitIds: [homeAffairs],
      recurrence: 'monthly',
    },
  ];
}
