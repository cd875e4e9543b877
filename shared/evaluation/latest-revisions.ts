import type { Evaluation } from './evaluation.ts';

/** The latest revision of each unit's month by each rule. */
export function latestRevisions(evaluations: readonly Evaluation[]): Evaluation[] {
  const latest = new Map<string, Evaluation>();
  for (const evaluation of evaluations) {
    const key = `${evaluation.month}#${evaluation.unitId}#${evaluation.rule}`;
    const known = latest.get(key);
    if (known === undefined || known.revision < evaluation.revision) latest.set(key, evaluation);
  }
  return [...latest.values()];
}
