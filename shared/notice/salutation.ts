import { formatCount } from '../report/format-vietnamese.ts';
import type { Unit } from '../unit/unit.ts';

/** So many are named; the others are counted. */
const MOST_NAMED = 3;

/** To whom a digest is addressed: heads by what the register calls them, units without a named head by their leadership. */
export function salutationOf(units: readonly Unit[]): string {
  const heads = units.filter(({ headName, headEmail }) => headName !== null && headEmail !== null);
  const named = new Set(heads.map(({ headEmail }) => headEmail?.toLowerCase()));
  const others = units.filter(({ headEmail }) => headEmail === null || !named.has(headEmail.toLowerCase()));
  const names = [...new Set(heads.flatMap(({ headName }) => headName ?? []))];
  const led =
    others.length === 0
      ? []
      : [
          `Lãnh đạo ${listed(
            others.map(({ name }) => name),
            'đơn vị',
          )}`,
        ];
  return [...(names.length === 0 ? [] : [listed(names, 'thủ trưởng')]), ...led].join('; ');
}

function listed(names: readonly string[], what: string): string {
  const others = names.length - MOST_NAMED;
  const first = names.slice(0, MOST_NAMED).join(', ');
  return others <= 0 ? first : `${first} và ${formatCount(others)} ${what} khác`;
}
