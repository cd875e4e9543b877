import type { FindingStore } from '../../shared/finding/finding-store.ts';
import { whyUnitIsReached } from '../../shared/finding/is-over.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import type { Unit } from '../../shared/unit/unit.ts';

const QUERIES_AT_ONCE = 32;

/** The units in force on a morning. */
export interface UnitsOfMorning {
  /** As the registry has them. */
  readonly named: readonly Unit[];
  /** unitId -> the unit with the addresses alone that may be mailed */
  readonly mailable: ReadonlyMap<string, Unit>;
}

/** Says of units that could not be reached that they can be now: the registry names others, or an address was restored. */
export async function resolveReached(
  { named, mailable }: UnitsOfMorning,
  at: string,
  { findings }: { readonly findings: Pick<FindingStore, 'unclosed' | 'resolve'> },
): Promise<void> {
  await inParallel(named, QUERIES_AT_ONCE, async (unit) => {
    const { unitId } = unit;
    for (const finding of await findings.unclosed({ unitId, kind: 'unit-unreachable' })) {
      const reason = whyUnitIsReached(finding, unit, mailable.get(unitId) ?? unit);
      if (reason !== null) await findings.resolve(finding, reason, at);
    }
  });
}
