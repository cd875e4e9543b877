import type { RegistryOfMonth } from '../../shared/evaluation/judging-registry.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';

const kinds = ['units', 'unitSources', 'policies', 'sources', 'lineage', 'calendar'] as const;

/** Rows that were in force when a month was judged and are not as they were, and rows that have come since: `policies: {...}`. */
export function changedSince(kept: RegistryOfMonth, today: RegistryOfMonth): string[] {
  return kinds.flatMap((kind) => {
    const before = new Set((kept[kind] ?? []).map(canonicalJson));
    const after = new Set((today[kind] ?? []).map(canonicalJson));
    const gone = [...before].filter((row) => !after.has(row)).map((row) => `${kind}, then: ${row}`);
    const come = [...after].filter((row) => !before.has(row)).map((row) => `${kind}, today: ${row}`);
    return [...gone, ...come];
  });
}
