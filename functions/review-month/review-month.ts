import { addMonths, type Month } from '../../shared/calendar/month.ts';
import { dueMonths } from '../../shared/evaluation/due-plans.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { findFirstDays, loadRegistry } from '../../shared/evaluation/load-registry.ts';
import type { MonthPlan } from '../../shared/evaluation/plan-month.ts';
import { readCanonicalCopy } from '../../shared/evaluation/read-canonical-copy.ts';
import { OVERDUE_SHARE_RULE } from '../../shared/policy/rule.ts';
import { digestOf } from '../../shared/runtime/digest.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import type { Scheduled } from '../../shared/runtime/event.ts';
import { isReviewed, keepReviewed, type ReviewBasis } from './reviewed-month.ts';
import type { JudgedWhole, Review, Reviewer, ReviewStores } from './reviewer.ts';

/**
 * Reviews every month all of whose units are judged and whose review is not kept. What fails for one month holds up no
 * other. Returns how many reviews were made.
 *
 * @throws DomainError `REVIEW_FAILED` after all other months are done, with the failures as its cause
 */
export async function reviewMonths(
  { scheduledAt }: Scheduled,
  timeZone: string,
  stores: ReviewStores,
  reviewers: readonly Reviewer[],
): Promise<number> {
  const [registry, sources, bounds] = await Promise.all([
    loadRegistry(stores.registry),
    stores.registry.sources(),
    stores.registry.bounds(),
  ]);
  const firstDays = await findFirstDays(registry.sources, stores.receipts);
  const { evaluationsOf, basisOf } = rememberedEvaluations(stores, reviewers);
  const moment = { scheduledAtMs: Date.parse(scheduledAt), timeZone };
  const recordedAt = new Date(scheduledAt).toISOString();
  const failures: unknown[] = [];
  let reviewed = 0;
  for (const due of dueMonths(registry, firstDays, moment)) {
    const plans = due.plans.filter(({ rule }) => rule === OVERDUE_SHARE_RULE);
    try {
      if (await isReviewed(due.month, await countedBasis(due.month, reviewers, stores), stores.bucket)) continue;
      const evaluations = await evaluationsOf(due.month);
      if (plans.length === 0 || !isJudgedWhole(plans, evaluations)) continue;
      const common = {
        registry,
        sources,
        bounds,
        calendar: registry.calendar ?? [],
        timeZone,
        evaluationsOf,
        recordedAt,
      };
      const month = { ...common, month: due.month, plans, evaluations, digest: digestOfMonth(evaluations) };
      const outcome = await reviewMonth(month, stores, reviewers);
      reviewed += outcome.reviewed;
      if (!outcome.waits) await keepReviewed(due.month, await basisOf(due.month), stores.bucket);
    } catch (cause) {
      failures.push(new DomainError('MONTH_NOT_REVIEWED', `${due.month}: ${String(cause)}`, { cause }));
    }
  }
  if (failures.length > 0) throw failed(failures);
  return reviewed;
}

async function reviewMonth(month: JudgedWhole, stores: ReviewStores, reviewers: readonly Reviewer[]) {
  const begun = await Promise.all(reviewers.map(({ begin }) => begin(month, stores)));
  const reviews = begun.filter((review) => typeof review !== 'string');
  const outcome = { reviewed: reviews.length, waits: begun.includes('waits') };
  if (reviews.length === 0) return outcome;
  await readCopies(month.evaluations, false, reviews, stores);
  const looksBack = reviews.filter(({ readsMonthBefore }) => readsMonthBefore);
  if (looksBack.length > 0) {
    const before = await month.evaluationsOf(addMonths(month.month, -1));
    await readCopies(before, true, looksBack, stores);
  }
  for (const review of reviews) await review.keep();
  return outcome;
}

/** Reads each governing copy once, whichever units were judged by it. */
async function readCopies(
  evaluations: ReadonlyMap<string, Evaluation>,
  isOfMonthBefore: boolean,
  reviews: readonly Review[],
  { bucket }: ReviewStores,
): Promise<void> {
  const judged = [...evaluations.values()];
  const governed = judged.filter(({ governing, sourceId }) => governing !== null && sourceId !== null);
  const byKey = Map.groupBy(governed, ({ governing }) => governing?.canonicalKey ?? '');
  for (const ofCopy of byKey.values()) {
    const { governing = null, sourceId = null } = ofCopy[0] ?? {};
    const unitIds = new Set(ofCopy.map(({ unitId }) => unitId));
    if (governing === null || sourceId === null) continue;
    const { canonicalKey } = governing;
    const place = { sourceId, canonicalKey, isOfMonthBefore, judges: (unitId: string) => unitIds.has(unitId) };
    for await (const line of readCanonicalCopy(bucket, governing)) {
      for (const review of reviews) review.take(line, place);
    }
  }
}

/** What a month would be reviewed by today: counted, and nothing of it fetched. */
async function countedBasis(
  month: Month,
  reviewers: readonly Reviewer[],
  { evaluations }: ReviewStores,
): Promise<ReviewBasis> {
  const [ofMonth, ofMonthBefore] = await Promise.all([
    evaluations.countOfMonth(month),
    evaluations.countOfMonth(addMonths(month, -1)),
  ]);
  return { reviewers: namesOf(reviewers), evaluations: ofMonth, evaluationsBefore: ofMonthBefore };
}

/** Each month's evaluations, read once: unitId -> the latest revision, and how many were read. */
function rememberedEvaluations({ evaluations }: ReviewStores, reviewers: readonly Reviewer[]) {
  const known = new Map<Month, Promise<ReadEvaluations>>();
  const read = async (month: Month) => {
    const all = await evaluations.byMonth(month);
    const ofRule = all.filter(({ rule }) => rule === OVERDUE_SHARE_RULE);
    const inOrder = ofRule.toSorted((one, other) => one.revision - other.revision);
    return { count: all.length, latest: new Map(inOrder.map((evaluation) => [evaluation.unitId, evaluation])) };
  };
  const find = (month: Month) => {
    const found = known.get(month) ?? read(month);
    known.set(month, found);
    return found;
  };
  return {
    evaluationsOf: async (month: Month) => (await find(month)).latest,
    basisOf: async (month: Month): Promise<ReviewBasis> => {
      const [{ count }, before] = await Promise.all([find(month), find(addMonths(month, -1))]);
      return { reviewers: namesOf(reviewers), evaluations: count, evaluationsBefore: before.count };
    },
  };
}

interface ReadEvaluations {
  readonly count: number;
  readonly latest: ReadonlyMap<string, Evaluation>;
}

function namesOf(reviewers: readonly Reviewer[]): string[] {
  return reviewers.map(({ name }) => name);
}

/** Before every unit is judged, nobody knows what is usual among its peers. */
function isJudgedWhole(plans: readonly MonthPlan[], evaluations: ReadonlyMap<string, Evaluation>): boolean {
  return plans.every(({ units }) => units.every(({ unit }) => evaluations.has(unit.unitId)));
}

function digestOfMonth(evaluations: ReadonlyMap<string, Evaluation>): string {
  const rows = [...evaluations.values()].map(({ unitId, revision, digest }) => ({ unitId, revision, digest }));
  return digestOf(rows.toSorted((one, other) => (one.unitId < other.unitId ? -1 : 1)));
}

function failed(failures: readonly unknown[]): DomainError {
  const message = `${failures.length} months could not be reviewed; all others are. ${failures.map(String).join(' ')}`;
  return new DomainError('REVIEW_FAILED', message, { cause: new AggregateError(failures) });
}
