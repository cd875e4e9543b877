import { formatMonth } from '../../../../shared/report/format-vietnamese.ts';

interface MonthLinksProps {
  readonly months: readonly { readonly month: string; readonly isOpen?: boolean }[];
  readonly current: string;
  readonly hrefOf: (month: string) => string;
}

/** The months to choose from, as links. */
export function MonthLinks({ months, current, hrefOf }: MonthLinksProps) {
  return (
    <nav aria-label="Chọn tháng">
      <ul className="months">
        {months.map(({ month, isOpen }) => (
          <li key={month}>
            <a href={hrefOf(month)} {...(month === current && { 'aria-current': 'true' as const })}>
              {formatMonth(month)}
              {isOpen === true && ' (chưa kết thúc)'}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
