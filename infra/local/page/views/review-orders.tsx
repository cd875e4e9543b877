import type { Finding } from '../../../../shared/finding/finding.ts';
import { kindTraits } from '../../../../shared/finding/finding-kinds.ts';
import type { StandingFinding } from '../../../../shared/finding/standing-of-finding.ts';

/** How to review a finding: the orders for the Lambda console, ready to copy, with what a person must fill in. */
export function ReviewOrders({ finding }: { readonly finding: StandingFinding }) {
  const isClosed = finding.state === 'dismissed' || finding.state === 'resolved';
  return (
    <details className="orders">
      <summary>Cách xử lý</summary>
      <p className="note">
        {isClosed
          ? 'Đã đóng. Nếu cần xem lại, gọi hàm review-finding để mở lại:'
          : 'Gọi hàm review-finding trong bảng điều khiển Lambda; state là explained (đã giải trình), dismissed (bỏ qua: hợp lệ) hoặc resolved (đã khắc phục):'}
      </p>
      <Order order={reviewOrder(finding, isClosed ? 'open' : 'explained')} />
      {!isClosed && kindTraits[finding.kind].isDismissible && (
        <>
          <p className="note">
            Nếu là việc hợp lệ xảy ra thường xuyên, gọi hàm dismiss-findings để lập quy tắc có thời hạn, tối đa một năm:
          </p>
          <Order order={ruleOrder(finding)} />
        </>
      )}
    </details>
  );
}

/** A click selects all of it: the page runs no script that could copy. */
function Order({ order }: { readonly order: Readonly<Record<string, unknown>> }) {
  return <pre className="order">{JSON.stringify(order, null, 2)}</pre>;
}

function reviewOrder({ unitId, findingId }: Finding, state: Finding['state']) {
  return { unitId, findingId, state, actor: 'HỌ TÊN', reason: 'LÝ DO', reference: null };
}

function ruleOrder({ kind, unitId, day, noticedAt, evidence }: Finding) {
  const validFrom = day ?? noticedAt.slice(0, 10);
  return {
    ruleId: 'MÃ QUY TẮC',
    kinds: [kind],
    unitId,
    procedureCode: evidence.procedureCode ?? null,
    validFrom,
    until: `${validFrom.slice(0, 4)}-12-31`,
    actor: 'HỌ TÊN',
    reason: 'LÝ DO',
    reference: 'SỐ VĂN BẢN',
  };
}
