import { addDays } from '../../shared/calendar/day.ts';
import { addMonths, lastDayOf } from '../../shared/calendar/month.ts';
import { isInForce } from '../../shared/calendar/validity.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import type { MonthPlan, UnitToJudge } from '../../shared/evaluation/plan-month.ts';
import { boundsOn } from '../../shared/finding/bounds.ts';
import { DossierCounter } from '../../shared/participation/dossier-counter.ts';
import { judgeParticipation } from '../../shared/participation/judge-participation.ts';
import { sizeClassOf, twiceMedianOf } from '../../shared/participation/judge-silence.ts';
import { noticeParticipation } from '../../shared/participation/notice-participation.ts';
import { monthParticipationSchema, type Participation } from '../../shared/participation/participation.ts';
import type { UnitFigures } from '../../shared/participation/unit-figures.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { forEachInParallel } from '../../shared/runtime/for-each-in-parallel.ts';
import type { JudgedWhole, Reviewer, ReviewStores } from './reviewer.ts';

const WRITES_AT_ONCE = 32;
const NAMING_DIGITS = 16;
/** Raised when months come to be reviewed otherwise: each is then reviewed anew, beside what was kept. */
const REVIEW_VERSION = 1;

/** How units took part in a month: `evidence/<month>/participation-<version>-<digest>.json`, and a finding of each that did not. */
export const reviewParticipation: Reviewer = async (month, stores) => {
  const key = `evidence/${month.month}/participation-${REVIEW_VERSION}-${month.digest.slice(0, NAMING_DIGITS)}.json`;
  if (await isThere(key, stores)) return null;
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
      const units = await judgeUnits(month, counter);
      await keepFindings(month, units, stores);
      const { digest, recordedAt } = month;
      const revision = Math.max(...[...month.evaluations.values()].map((evaluation) => evaluation.revision));
      const kept = { month: month.month, revision, evaluationsDigest: digest, recordedAt, units };
      await stores.bucket.write(key, canonicalJson(monthParticipationSchema.parse(kept)), 'application/json');
    },
  };
};

async function isThere(key: string, { bucket }: ReviewStores): Promise<boolean> {
  try {
    await bucket.read(key);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'OBJECT_MISSING') return false;
    throw error;
  }
}

type Received = ReadonlyMap<string, readonly number[]>;

async function judgeUnits(month: JudgedWhole, counter: DossierCounter): Promise<Participation[]> {
  const all = month.plans.flatMap((plan) => plan.units.map((unit) => ({ plan, unit })));
  const boundsOf = ({ unit }: UnitToJudge) => boundsOn(month.bounds, unit.tier, lastDayOf(month.month));
  const before: Received = new Map(
    await Promise.all(
      all.map(async ({ unit }) => {
        const months = boundsOf(unit)['participation.medianMonths'];
        return [unit.unit.unitId, await receivedBefore(unit.unit.unitId, months, month)] as const;
      }),
    ),
  );
  const units = all.map(({ unit }) => unit);
  const judged = all.map(({ plan, unit }) =>
    judgeParticipation(figuresOf(unit, plan, units, before, counter, month), boundsOf(unit)),
  );
  return judged.toSorted((one, other) => (one.unitId < other.unitId ? -1 : 1));
}

async function receivedBefore(unitId: string, months: number, { month, evaluationsOf }: JudgedWhole) {
  const earlier = Array.from({ length: months }, (_, ago) => addMonths(month, -1 - ago));
  const found = await Promise.all(earlier.map(async (one) => (await evaluationsOf(one)).get(unitId)?.counts));
  return found.flatMap((counts) => (counts ? [counts.received] : []));
}

function figuresOf(
  { unit }: UnitToJudge,
  plan: MonthPlan,
  units: readonly UnitToJudge[],
  before: Received,
  counter: DossierCounter,
  month: JudgedWhole,
): UnitFigures {
  const { unitId } = unit;
  const counts = month.evaluations.get(unitId)?.counts ?? null;
  return {
    unitId,
    month: month.month,
    isThereThroughout: isThereThroughout(unitId, plan, month),
    received: counts?.received ?? null,
    receivedBefore: before.get(unitId) ?? [],
    receivedByPeers: peersOf(unit, units, before).flatMap((peer) => receivedBy(month.evaluations.get(peer))),
    dossiers: counts === null ? null : counter.of(unitId),
    workingDays: workingDaysOf(plan, month).map(() => 'unknown'),
    completions: null,
  };
}

function receivedBy(evaluation: Evaluation | undefined): number[] {
  return evaluation?.counts ? [evaluation.counts.received] : [];
}

/** Of its tier and kind, and of its size class where the months before say that it has one. */
function peersOf({ unitId, tier, kind }: UnitToJudge['unit'], units: readonly UnitToJudge[], before: Received) {
  const twice = (id: string) => twiceMedianOf(before.get(id) ?? []);
  const alike = units.filter(({ unit }) => unit.tier === tier && unit.kind === kind && unit.unitId !== unitId);
  const ofSize =
    twice(unitId) === 0
      ? alike
      : alike.filter(({ unit }) => sizeClassOf(twice(unit.unitId)) === sizeClassOf(twice(unitId)));
  return ofSize.map(({ unit }) => unit.unitId);
}

/** What began in the month, or ends with it, is not held to a whole month. */
function isThereThroughout(unitId: string, { period }: MonthPlan, { registry }: JudgedWhole): boolean {
  const rows = registry.units.filter((row) => row.unitId === unitId);
  return [period.firstDay, addDays(period.lastDay, 1)].every((day) => rows.some((row) => isInForce(row, day)));
}

function workingDaysOf({ period }: MonthPlan, { calendar }: JudgedWhole): string[] {
  const working = new WorkingCalendar(calendar);
  const days = Array.from({ length: 31 + 31 }, (_, after) => addDays(period.firstDay, after));
  return days.filter((day) => day <= period.lastDay && working.isWorkingDay(day));
}

async function keepFindings(month: JudgedWhole, units: readonly Participation[], { findings }: ReviewStores) {
  const names = new Map([...month.evaluations].map(([unitId, { unitName }]) => [unitId, unitName]));
  await forEachInParallel(units, WRITES_AT_ONCE, async (unit) => {
    const finding = noticeParticipation(unit, names.get(unit.unitId) ?? unit.unitId, month.recordedAt);
    if (finding !== null) await findings.notice(finding);
  });
}
