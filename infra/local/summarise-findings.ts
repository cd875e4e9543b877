import type { DismissalRule } from '../../shared/finding/dismissal-rule.ts';
import type { Finding } from '../../shared/finding/finding.ts';
import { withStanding } from '../../shared/finding/standing-of-finding.ts';
import type { Unit } from '../../shared/unit/unit.ts';
import { alignTable } from './align-table.ts';

const MOST_UNITS_NAMED = 3;

/**
 * Findings that are neither dismissed nor resolved, a line for each kind: how many there are, and of which units, those
 * with the most first. What is closed is counted in a last line.
 *
 * @param units rows of the registry, in any order; a unit that is renamed is called by its latest name
 */
export function summariseFindings(
  findings: readonly Finding[],
  rules: readonly DismissalRule[],
  units: readonly Pick<Unit, 'unitId' | 'name' | 'validFrom'>[],
): string[] {
  const names = new Map(
    units
      .toSorted((one, other) => one.validFrom.localeCompare(other.validFrom))
      .map(({ unitId, name }) => [unitId, name]),
  );
  const standing = withStanding(findings, rules);
  const unclosed = standing.filter(({ standing: { state } }) => state === 'open' || state === 'explained');
  const kinds = [...Map.groupBy(unclosed, ({ kind }) => kind)].toSorted(([one], [other]) => one.localeCompare(other));
  const counts = alignTable(
    kinds.map(([kind, all]) => [kind, String(all.length)]),
    1,
  );
  const lines = kinds.map(([, all], position) => `${counts[position]}  ${nameUnits(all, names)}`);
  const closed = standing.length - unclosed.length;
  return [...lines, ...(closed > 0 ? [`and ${closed} dismissed or resolved`] : [])];
}

function nameUnits(findings: readonly Finding[], names: ReadonlyMap<string, string>): string {
  const byUnit = [...Map.groupBy(findings, ({ unitId }) => unitId)].toSorted(
    ([one, ofOne], [other, ofOther]) => ofOther.length - ofOne.length || one.localeCompare(other),
  );
  const named = byUnit
    .slice(0, MOST_UNITS_NAMED)
    .map(([unitId, all]) => `${names.get(unitId) ?? unitId}${byUnit.length > 1 ? ` ${all.length}` : ''}`);
  const others = byUnit.length - named.length;
  return [...named, ...(others > 0 ? [`${others} more units`] : [])].join(', ');
}
