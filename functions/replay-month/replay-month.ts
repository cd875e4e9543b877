import * as z from 'zod';
import { type Month, monthSchema } from '../../shared/calendar/month.ts';
import type { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import type { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { type RegistryOfMonth, registryOfMonth } from '../../shared/evaluation/judging-registry.ts';
import { loadRegistry } from '../../shared/evaluation/load-registry.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { enteredShape } from '../../shared/runtime/field-schemas.ts';
import { compareEvaluation, type Difference, missingEvaluations, missingRevisions } from './compare-evaluation.ts';
import { changedSince } from './compare-registry.ts';
import { compareNamed, namedElsewhere } from './named-elsewhere.ts';
import { readKept } from './read-kept.ts';
import { readKeptRegistry } from './read-kept-registry.ts';
import { type ReplayGroup, replayGroup } from './replay-group.ts';

const { actor, reason } = enteredShape;

const replayOrderSchema = z.strictObject({
  month: monthSchema,
  /** Absent: every unit. */
  unitIds: z.array(z.string().min(1)).min(1).optional(),
  /** For the log: nothing is changed, so that nobody has to answer for it. */
  actor: actor.optional(),
  reason: reason.optional(),
});
export type ReplayOrder = z.infer<typeof replayOrderSchema>;

/** @throws DomainError `UNREADABLE_EVENT`, naming the fields that are missing or wrong. */
export function parseReplayOrder(event: unknown): ReplayOrder {
  const parsed = replayOrderSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    'UNREADABLE_EVENT',
    `replay-month takes {month: yyyy-mm, unitIds?, actor?, reason?}.\n${z.prettifyError(parsed.error)}`,
    { cause: parsed.error },
  );
}

/** A Lambda's answer may hold 6 MB; whoever has more differences than these will not read them one by one. */
const DIFFERENCES_LISTED = 500;

export interface ReplayReport {
  readonly month: Month;
  /** Of every rule, in every revision. */
  readonly evaluations: number;
  /** Those that came out byte for byte as they are kept, with their evidence and manifest. */
  readonly identical: number;
  readonly differenceCount: number;
  readonly differences: readonly Difference[];
  /** Rows of the registry that say something else of the month today than when it was judged. No difference by themselves. */
  readonly registryChangedSince: readonly string[];
}

export interface ReplayStores {
  readonly registry: RegistryStore;
  readonly evaluations: Pick<EvaluationStore, 'itemsOfMonth'>;
  readonly approvals: Pick<ApprovalStore, 'ofMonth'>;
  readonly bucket: Bucket;
}

/**
 * Evaluates a past month anew, each evaluation by its own version of the evaluator, from its canonical copy and the rows
 * of the registry that were kept with it, and compares every byte. What was deleted is told by what else names it. Nothing
 * is written.
 *
 * @throws DomainError `NOTHING_TO_REPLAY` where the month, or the units named, have no evaluation and nothing names one
 */
export async function replayMonth(
  { month, unitIds }: ReplayOrder,
  timeZone: string,
  stores: ReplayStores,
): Promise<ReplayReport> {
  const isAskedFor = ({ unitId }: { unitId: string }) => unitIds === undefined || unitIds.includes(unitId);
  const stored = await readKept(month, stores.evaluations);
  const elsewhere = await namedElsewhere(month, stores);
  const kept = stored.evaluations.filter(isAskedFor);
  const unreadable = stored.unreadable.filter(isAskedFor);
  const named = elsewhere.named.filter(isAskedFor);
  if (kept.length + unreadable.length + named.length === 0) throw nothingToReplay(month);
  const today = registryOfMonth(await loadRegistry(stores.registry), month, timeZone);
  const differences: Difference[] = [...unreadable, ...elsewhere.unreadable];
  const registries = new Map<string, RegistryOfMonth>();
  for (const group of groupsOf(kept)) {
    const registry = await readKeptRegistry(group.evaluations, today, stores.bucket);
    if ('difference' in registry) {
      differences.push(...group.evaluations.map((evaluation) => registry.difference(evaluation)));
      continue;
    }
    registries.set(group.evaluations[0]?.registry?.digest ?? '', registry.rows);
    for (const { stored, replayed } of await replayGroup(group, registry.rows, stores.bucket)) {
      differences.push(...(await compareEvaluation(stored, replayed, stores.bucket)));
    }
  }
  differences.push(...compareNamed(kept, named), ...missingRevisions(kept));
  if (unitIds === undefined) differences.push(...missingEvaluations(kept, [...registries.values()]));
  return summarise(month, kept, onceTold(differences), [...registries.values()], today);
}

/** An evaluation that several things name, or lack, is missing once; one that cannot be read is not missing. */
function onceTold(differences: readonly Difference[]): Difference[] {
  const told = new Set<string>();
  return differences.filter(({ unitId, rule, revision, what }) => {
    if (what !== 'evaluation') return true;
    const name = JSON.stringify([unitId, rule, revision]);
    if (told.has(name)) return false;
    told.add(name);
    return true;
  });
}

function summarise(
  month: Month,
  kept: readonly Evaluation[],
  differences: readonly Difference[],
  registries: readonly RegistryOfMonth[],
  today: RegistryOfMonth,
): ReplayReport {
  const differing = new Set(differences.map(({ unitId, rule, revision }) => `${unitId}#${rule}#${revision}`));
  const isIdentical = ({ unitId, rule, revision }: Evaluation) => !differing.has(`${unitId}#${rule}#${revision}`);
  return {
    month,
    evaluations: kept.length,
    identical: kept.filter(isIdentical).length,
    differenceCount: differences.length,
    differences: differences.slice(0, DIFFERENCES_LISTED),
    registryChangedSince: [...new Set(registries.flatMap((registry) => changedSince(registry, today)))].toSorted(),
  };
}

/** Evaluations that were made at one order from the same copy by the same rows, so that the copy is read once for all of them. */
function groupsOf(evaluations: readonly Evaluation[]): ReplayGroup[] {
  const groups = Map.groupBy(evaluations, ({ rule, revision, evaluatorVersion, registry, governing, order }) =>
    JSON.stringify([rule, revision, evaluatorVersion, registry?.digest, governing, order]),
  );
  return [...groups.values()].map((group) => ({ evaluations: group }));
}

function nothingToReplay(month: Month): DomainError {
  return new DomainError(
    'NOTHING_TO_REPLAY',
    `There is no evaluation of ${month}, or none of these units: look for the month in the Evaluations table.`,
  );
}
