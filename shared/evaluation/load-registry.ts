import type { RegistryStore } from '../registry/registry-store.ts';
import type { ReceiptStore } from '../snapshot/receipt-store.ts';
import type { FirstDays } from './due-plans.ts';
import type { JudgedSource, JudgingRegistry } from './judging-registry.ts';

/** The registry as it stands, as far as verdicts are made of it. */
export async function loadRegistry(
  registry: Pick<RegistryStore, 'units' | 'unitSources' | 'policies' | 'sources' | 'unitLineage' | 'calendar'>,
): Promise<JudgingRegistry> {
  const [units, unitSources, policies, sources, lineage, calendar] = await Promise.all([
    registry.units(),
    registry.unitSources(),
    registry.policies(),
    registry.sources(),
    registry.unitLineage(),
    registry.calendar(),
  ]);
  return { units, unitSources, policies, sources, lineage, calendar };
}

/** From which day on each source has sent something that was accepted. */
export async function findFirstDays(
  sources: readonly JudgedSource[],
  receipts: Pick<ReceiptStore, 'firstAccepted'>,
): Promise<FirstDays> {
  const found = await Promise.all(sources.map(({ sourceId }) => receipts.firstAccepted(sourceId)));
  return new Map(sources.map(({ sourceId }, position) => [sourceId, found[position]?.day ?? null]));
}
