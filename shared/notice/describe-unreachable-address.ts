import type { Finding } from '../finding/finding.ts';
import { formatDay } from '../report/format-vietnamese.ts';
import type { DigestOrder } from './notice.ts';

/** An address that a digest could not reach. */
export interface UnreachableAddress {
  readonly address: string;
  /** Whether it is one of those to whom the digest is addressed, not one that gets a copy. */
  readonly isAddressee: boolean;
  /** What SES, or the other mail server, said. */
  readonly reason: string;
}

/** The finding for one of the digest's units. Its id is the address': a register that is not mended is found once. */
export function describeUnreachableAddress(
  order: DigestOrder,
  unitId: string,
  { address, isAddressee, reason }: UnreachableAddress,
  noticedAt: string,
): Finding {
  const name = isAddressee ? 'Thư' : 'Bản sao thư';
  return {
    unitId,
    findingId: `unit-unreachable#${address.toLowerCase()}`,
    kind: 'unit-unreachable',
    severity: isAddressee ? 'alarm' : 'warning',
    state: 'open',
    sourceId: null,
    day: order.day,
    month: null,
    sentence: `${name} ngày ${formatDay(order.day)} gửi đến ${address} không đến được: cần kiểm tra, sửa địa chỉ trong danh bạ đơn vị.`,
    evidence: { address, noticeId: order.noticeId, reason },
    noticedAt,
  };
}
