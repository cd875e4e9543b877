import { addDays } from '../../shared/calendar/day.ts';
import { addMonths, lastDayOf } from '../../shared/calendar/month.ts';
import { isInForce } from '../../shared/calendar/validity.ts';
import type { MonthPlan, UnitToJudge } from '../../shared/evaluation/plan-month.ts';
import { type Bounds, boundsOn } from '../../shared/finding/bounds.ts';
import { DossierCounter } from '../../shared/participation/dossier-counter.ts';
import { findPeers } from '../../shared/participation/find-peers.ts';
import { judgeParticipation } from '../../shared/participation/judge-participation.ts';
import { participationKey, participationKeys, REVIEW_VERSION } from '../../shared/participation/kept-participations.ts';
import { noticeParticipation, participationFindingIds } from '../../shared/participation/notice-participation.ts';
import { completionsEntered, workingDayStates } from '../../shared/participation/observe-unit.ts';
import { monthParticipationSchema, type Participation } from '../../shared/participation/participation.ts';
import type { UnitFigures } from '../../shared/participation/unit-figures.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';
import { forEachInParallel } from '../../shared/runtime/for-each-in-parallel.ts';
import { observeUnits } from './observe-units.ts';
import type { JudgedWhole, Review, Reviewer, ReviewStores } from './reviewer.ts';

const WRITES_AT_ONCE = 32;
const NO_LONGER = 'Tháng đã được xem xét lại theo kết quả đánh giá và dữ liệu hiện có; theo đó không còn điều này.';

/** How units took part in a month: `evidence/<month>/participation-<version>-<digest>.json`, and a finding of each that did not. */
export const reviewParticipation: Reviewer = { name: `participation-${REVIEW_VERSION}`, begin: beginReview };

async function beginReview(month: JudgedWhole, stores: ReviewStores): Promise<Review | 'kept'> {
  const key = participationKey(month.month, month.digest);
  const keptBefore = await participationKeys(month.month, stores.bucket);
  if (keptBefore.includes(key)) return 'kept';
  const counter = new DossierCounter();
  const periods = new Map(month.plans.flatMap(({ period, units }) => units.map(({ unit }) => [unit.unitId, period])));
  const columnsOf = new Map(month.sources.map((source) => [source.sourceId, source]));
  return {
    readsMonthBefore: false,
    take(line, { sourceId, judges }) {
      const source = columnsOf.get(sourceId);
      const periodOf = (unitId: string) => (judges(unitId) ? (periods.get(unitId) ?? null) : null);
      if (source !== undefined) counter.take(line, periodOf, source);
    },
    async keep() {
      const units = await judgeUnits(month, counter, stores);
      await keepFindings(month, units, keptBefore.length > 0, stores);
      const { digest, recordedAt } = month;
      const revision = Math.max(...[...month.evaluations.values()].map((evaluation) => evaluation.revision));
      const kept = { month: month.month, revision, evaluationsDigest: digest, recordedAt, units };
      await stores.bucket.write(key, canonicalJson(monthParticipationSchema.parse(kept)), 'application/json');
    },
  };
}

async function judgeUnits(
  month: JudgedWhole,
  counter: DossierCounter,
  stores: ReviewStores,
): Promise<readonly Participation[]> {
  const all = month.plans.flatMap((plan) => plan.units.map((unit) => ({ plan, unit })));
  const boundsOf = ({ unit }: UnitToJudge) => boundsOn(month.bounds, unit.tier, lastDayOf(month.month));
  const figuresOf = await gatherFigures(month, boundsOf, counter, stores);
  const judged = all.map(({ plan, unit }) => judgeParticipation(figuresOf(unit, plan), boundsOf(unit)));
  return judged.toSorted((one, other) => (one.unitId < other.unitId ? -1 : 1));
}

async function gatherFigures(
  month: JudgedWhole,
  boundsOf: (unit: UnitToJudge) => Bounds,
  counter: DossierCounter,
  stores: ReviewStores,
): Promise<(unit: UnitToJudge, plan: MonthPlan) => UnitFigures> {
  const units = month.plans.flatMap((plan) => plan.units);
  const before = await receivedBefore(units, boundsOf, month);
  const peersOf = findPeers(
    units.map(({ unit }) => unit),
    before,
  );
  const observedOf = await observeUnits(month, stores);
  const receivedBy = (unitId: string) => month.evaluations.get(unitId)?.counts?.received ?? null;
  return (unitToJudge, plan) => {
    const { unit } = unitToJudge;
    const observed = observedOf(unit.unitId, plan.period);
    const received = receivedBy(unit.unitId);
    return {
      unitId: unit.unitId,
      month: month.month,
      isThereThroughout: isThereThroughout(unit.unitId, plan, month),
      received,
      possiblyReceived: counter.possiblyReceivedBy(unit.unitId),
      receivedBefore: before.get(unit.unitId) ?? [],
      receivedByPeers: peersOf(unit)
        .map(receivedBy)
        .filter((count) => count !== null),
      dossiers: received === null ? null : counter.of(unit.unitId),
      workingDays: workingDayStates(unit.unitId, observed),
      completions: completionsEntered(unit.unitId, boundsOf(unitToJudge)['participation.lastDays'], observed),
    };
  };
}

/** unitId -> what it received in each of the months before that were judged. */
async function receivedBefore(
  units: readonly UnitToJudge[],
  boundsOf: (unit: UnitToJudge) => Bounds,
  { month, evaluationsOf }: JudgedWhole,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const ofUnit = async (unit: UnitToJudge) => {
    const { unitId } = unit.unit;
    const months = Array.from({ length: boundsOf(unit)['participation.medianMonths'] }, (_, ago) => -1 - ago);
    const found = await Promise.all(
      months.map(async (ago) => (await evaluationsOf(addMonths(month, ago))).get(unitId)?.counts),
    );
    return [unitId, found.flatMap((counts) => (counts ? [counts.received] : []))] as const;
  };
  return new Map(await Promise.all(units.map(ofUnit)));
}

/** What began in the month, or ends with it, is not held to a whole month. */
function isThereThroughout(unitId: string, { period }: MonthPlan, { registry }: JudgedWhole): boolean {
  const rows = registry.units.filter((row) => row.unitId === unitId);
  return [period.firstDay, addDays(period.lastDay, 1)].every((day) => rows.some((row) => isInForce(row, day)));
}

/** Of a month that was reviewed before, what was noticed then and no longer comes out is over. */
async function keepFindings(
  { evaluations, month, recordedAt }: JudgedWhole,
  units: readonly Participation[],
  isReviewedAnew: boolean,
  { findings }: ReviewStores,
): Promise<void> {
  await forEachInParallel(units, WRITES_AT_ONCE, async (unit) => {
    const { unitId } = unit;
    const finding = noticeParticipation(unit, evaluations.get(unitId)?.unitName ?? unitId, recordedAt);
    if (finding !== null) await findings.notice(finding);
    if (!isReviewedAnew) return;
    for (const findingId of participationFindingIds(month).filter((id) => id !== finding?.findingId)) {
      await findings.resolve({ unitId, findingId }, NO_LONGER, recordedAt);
    }
  });
}
