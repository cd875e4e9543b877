import type { GoverningReceipt } from '../../shared/evaluation/build-evaluation.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import type { JudgedSource, RegistryOfMonth } from '../../shared/evaluation/judging-registry.ts';
import { notComparedId, noticeNotCompared } from '../../shared/evaluation/notice-not-compared.ts';
import type { MonthPlan } from '../../shared/evaluation/plan-month.ts';
import { formatDay } from '../../shared/report/format-vietnamese.ts';
import type { Run } from './run.ts';
import type { EvaluateStores } from './stores.ts';

/** Ids of the findings that say which look backs failed and are still to be made. */
export type OwedLookBacks = ReadonlySet<string>;

/** What a look back came to. */
export interface LookedBack {
  /** Units whose past changed, as far as this run found. */
  readonly found: number;
  readonly failures: readonly unknown[];
}

const nothingFound: LookedBack = { found: 0, failures: [] };

/** The look backs that failed in earlier runs, of whichever month, and that nobody has closed. */
export async function findOwedLookBacks(
  sources: readonly JudgedSource[],
  { findings }: Pick<EvaluateStores, 'findings'>,
): Promise<OwedLookBacks> {
  const owners = new Set(sources.map(({ ownerUnitId }) => ownerUnitId));
  const owed = await Promise.all([...owners].map((unitId) => findings.unclosed({ unitId, kind: 'past-not-compared' })));
  return new Set(owed.flat().map(({ findingId }) => findingId));
}

/**
 * Looks back before the first evaluation by a copy is kept, and where it failed before. What cannot be compared with the
 * past holds up no verdict: but before any is kept it is on record that the look back is owed, so that it is made by a later run.
 *
 * @param known the plan's evaluations that stand
 */
export async function lookBackIfDue(
  plan: MonthPlan,
  known: readonly Evaluation[],
  governing: GoverningReceipt | null,
  owed: OwedLookBacks,
  registry: RegistryOfMonth,
  run: Run,
  stores: EvaluateStores,
): Promise<LookedBack> {
  const { source } = plan;
  if (source === null || governing === null) return nothingFound;
  const id = notComparedId(plan, source);
  if (!owed.has(id) && !isFirstJudging(plan, known, governing)) return nothingFound;
  try {
    const { lookBack } = await import('./look-back.ts'); // only before a month's first judging
    const found = await lookBack(plan, governing, registry, run, stores);
    if (owed.has(id)) await resolve(id, source, governing, run, stores);
    return { found, failures: [] };
  } catch (failure) {
    await stores.findings.notice(noticeNotCompared(plan, source, governing, failure, run.recordedAt));
    return { found: 0, failures: [failure] };
  }
}

/** Whether units are still to be judged, and none was by this copy: else the month before was looked at then. */
function isFirstJudging(
  { units }: MonthPlan,
  known: readonly Evaluation[],
  { canonicalDigest }: GoverningReceipt,
): boolean {
  const isByCopy = ({ governing }: Evaluation) => governing?.canonicalDigest === canonicalDigest;
  return known.length < units.length && !known.some(isByCopy);
}

async function resolve(
  findingId: string,
  { ownerUnitId: unitId }: JudgedSource,
  { day }: GoverningReceipt,
  { recordedAt }: Run,
  { findings }: EvaluateStores,
): Promise<void> {
  await findings.resolve({ unitId, findingId }, `Đã đối chiếu được với dữ liệu ngày ${formatDay(day)}.`, recordedAt);
}
