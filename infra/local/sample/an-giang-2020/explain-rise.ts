import type { AssignmentOrder } from './extend-and-reopen.ts';
import { planted } from './planted.ts';

/** The department whose overdue rose says why, after its superior had to be told. */
export function explainRise(): AssignmentOrder {
  const { unitId, month, explainedOn } = planted.rising;
  return {
    on: explainedOn,
    functionName: 'record-explanation',
    event: {
      about: 'rise',
      unitId,
      month,
      receivedOn: explainedOn,
      text:
        'Hai công chức thẩm định nghỉ dài ngày trong tháng 7 và tháng 8, hồ sơ chưa được giao lại kịp thời. Sở đã phân công ' +
        'người thay và sẽ giải quyết xong hồ sơ quá hạn trước ngày 15/10/2020.',
      reason: 'Đã nhận văn bản giải trình của đơn vị',
      reference: 'Văn bản đến số 254',
    },
  };
}
