import { formatRate } from '../format-vietnamese.ts';
import type { UnitMonth } from '../unit-month.ts';

/** A month's overdue rate; where something is unknown, from best to worst. */
export function Rate({ month }: { readonly month: UnitMonth }) {
  const best = formatRate(month.best, month.threshold);
  const worst = formatRate(month.worst, month.threshold);
  return (
    <span className="rate">
      {best}
      {worst !== best && <span className="bounds"> đến {worst}</span>}
    </span>
  );
}
