import { randomNumbers } from './random.ts';

export interface Procedure {
  readonly code: string;
  readonly name: string;
  /** Calendar days from receipt to the due date. */
  readonly days: number;
  readonly feeDong: number;
}

const acts = [
  'Cấp giấy phép',
  'Cấp lại giấy chứng nhận',
  'Đăng ký',
  'Điều chỉnh giấy phép',
  'Gia hạn',
  'Thủ tục công nhận',
  'Xác nhận',
  'Thẩm định',
  'Cấp đổi',
  'Chuyển nhượng',
];

const subjects = [
  'xây dựng nhà ở riêng lẻ',
  'đăng ký kinh doanh hộ cá thể',
  'khai sinh, khai tử',
  'quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất',
  'kết hôn có yếu tố nước ngoài',
  'hành nghề khám bệnh, chữa bệnh',
  'an toàn thực phẩm',
  'môi trường cấp tỉnh',
  'vận tải bằng xe ô tô',
  'hoạt động của cơ sở giáo dục "tư thục"',
  'hưởng trợ cấp xã hội hằng tháng',
  'lao động nước ngoài',
  'khai thác khoáng sản',
  'thông tin lý lịch tư pháp',
  'sử dụng vỉa hè',
  'phòng cháy và chữa cháy',
  'quảng cáo ngoài trời',
  'đấu nối hạ tầng kỹ thuật',
  'hộ tịch',
  'chứng thực hợp đồng',
];

const days = [1, 3, 5, 7, 10, 15, 20, 30];
const feesDong = [0, 0, 0, 15_000, 50_000, 100_000, 300_000, 1_500_000];

/** 400 procedures whose names have commas and quotes, as real ones have: a reader of CSV must not stumble on them. */
export const procedures: readonly Procedure[] = listProcedures();

function listProcedures(): Procedure[] {
  const random = randomNumbers(77);
  const oneOf = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  return Array.from({ length: 400 }, (_, position) => ({
    code: `${1 + (position % 3)}.${String(Math.floor(random() * 900_000) + 100_000).padStart(6, '0')}`,
    name: `${acts[position % acts.length]} ${oneOf(subjects)}${random() < 0.4 ? ' tại Ủy ban nhân dân cấp xã' : ''}`,
    days: oneOf(days),
    feeDong: oneOf(feesDong),
  }));
}
