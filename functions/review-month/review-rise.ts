import type { ExplanationRequestStore } from '../../shared/assignment/explanation-request-store.ts';
import { addMonths, lastDayOf, type Month } from '../../shared/calendar/month.ts';
import { ZoneOffsets } from '../../shared/calendar/zone.ts';
import { isDraft, needsApproval } from '../../shared/evaluation/approval.ts';
import type { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { type JudgedUnit, registryOfMonth } from '../../shared/evaluation/judging-registry.ts';
import { type MonthPlan, planMonth, type UnitToJudge } from '../../shared/evaluation/plan-month.ts';
import { boundsOn } from '../../shared/finding/bounds.ts';
import { type ComparedUnit, compareUnit } from '../../shared/rise/compare-unit.ts';
import { findObstacle } from '../../shared/rise/find-obstacle.ts';
import { latestRise, RISE_VERSION, riseKey, riseKeys } from '../../shared/rise/kept-rises.ts';
import { noticeRise, riseFindingId } from '../../shared/rise/notice-rise.ts';
import { OverdueCounter } from '../../shared/rise/overdue-counter.ts';
import { type MonthRise, monthRiseSchema, type UnitRise } from '../../shared/rise/rise.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';
import { digestOf } from '../../shared/runtime/digest.ts';
import { forEachInParallel } from '../../shared/runtime/for-each-in-parallel.ts';
import { planRequest } from './plan-request.ts';
import type { JudgedWhole, Review, Reviewer, ReviewStores } from './reviewer.ts';

const WRITES_AT_ONCE = 32;
const NO_LONGER = 'Sau khi đánh giá lại, số hồ sơ quá hạn của tháng không còn tăng quá mức so với tháng trước.';

/** What a rise leads to, and what it waits for. */
export interface RiseStores {
  readonly requests: Pick<ExplanationRequestStore, 'ask'>;
  readonly approvals: Pick<ApprovalStore, 'ofMonth'>;
}

/**
 * Whether each unit's overdue rose against the month before: `evidence/<month>/rise-<version>-<digest>.json`, with a list
 * of dossiers, a finding and a request for an explanation of each whose did. Of a month with drafts nothing is told.
 */
export function reviewRise(riseStores: RiseStores): Reviewer {
  const begin: Reviewer['begin'] = async (month, stores) => {
    if (await hasDrafts(month, riseStores)) return 'waits';
    const evaluationsBefore = await month.evaluationsOf(addMonths(month.month, -1));
    const digest = digestOf([month.digest, digestsOf(evaluationsBefore)]);
    const key = riseKey(month.month, digest);
    if ((await riseKeys(month.month, stores.bucket)).includes(key)) return 'kept';
    return new RiseReview(month, evaluationsBefore, { key, digest }, { ...stores, ...riseStores });
  };
  return { name: `rise-${RISE_VERSION}`, begin };
}

type Evaluations = ReadonlyMap<string, Evaluation>;
type Stores = ReviewStores & RiseStores;

async function hasDrafts({ month, evaluations }: JudgedWhole, { approvals }: RiseStores): Promise<boolean> {
  const waiting = [...evaluations.values()].filter(needsApproval);
  if (waiting.length === 0) return false;
  const ofMonth = await approvals.ofMonth(month);
  return waiting.some((evaluation) => isDraft(evaluation, ofMonth));
}

class RiseReview implements Review {
  readonly readsMonthBefore = true;
  readonly #month: JudgedWhole;
  readonly #before: { readonly month: Month; readonly evaluations: Evaluations; readonly units: UnitsOfMonth };
  readonly #units: UnitsOfMonth;
  readonly #marker: { readonly key: string; readonly digest: string };
  readonly #stores: Stores;
  readonly #zone: ZoneOffsets;
  readonly #counterNow: OverdueCounter;
  readonly #counterBefore: OverdueCounter;

  constructor(month: JudgedWhole, evaluations: Evaluations, marker: { key: string; digest: string }, stores: Stores) {
    const { registry, timeZone, plans } = month;
    const monthBefore = addMonths(month.month, -1);
    const plansBefore = planMonth(registryOfMonth(registry, monthBefore, timeZone), monthBefore, timeZone);
    this.#month = month;
    this.#units = unitsOf(plans);
    this.#before = { month: monthBefore, evaluations, units: unitsOf(plansBefore) };
    this.#marker = marker;
    this.#stores = stores;
    this.#zone = new ZoneOffsets(timeZone);
    const common = { zone: this.#zone, rulesOf: (unitId: string) => this.#units.get(unitId)?.rules ?? null };
    this.#counterNow = new OverdueCounter({ ...common, plans, governingOf: governedBy(month.evaluations) });
    this.#counterBefore = new OverdueCounter({ ...common, plans: plansBefore, governingOf: governedBy(evaluations) });
  }

  take: Review['take'] = (line, { canonicalKey, isOfMonthBefore }) => {
    (isOfMonthBefore ? this.#counterBefore : this.#counterNow).take(line, canonicalKey);
  };

  async keep(): Promise<void> {
    const { bucket } = this.#stores;
    const [told, keptBefore] = await Promise.all([
      latestRise(this.#month.month, bucket),
      latestRise(this.#before.month, bucket),
    ]);
    const roseBefore = riserIdsOf(keptBefore);
    const rises: UnitRise[] = [];
    await forEachInParallel(this.#units.values(), WRITES_AT_ONCE, async ({ unit }) => {
      const compared = this.#compare(unit, roseBefore.has(unit.unitId));
      rises.push(compared.rise);
      await this.#tell(unit, compared);
    });
    await this.#resolve(riserIdsOf(told), rises);
    const { month, recordedAt } = this.#month;
    const units = rises.toSorted((one, other) => (one.unitId < other.unitId ? -1 : 1));
    const { key, digest } = this.#marker;
    const kept = { month, monthBefore: this.#before.month, evaluationsDigest: digest, recordedAt, units };
    await bucket.write(key, canonicalJson(monthRiseSchema.parse(kept)), 'application/json');
  }

  #compare({ unitId, tier }: JudgedUnit, roseBefore: boolean): ComparedUnit {
    const { month, evaluations, registry, bounds } = this.#month;
    const now = { unit: this.#units.get(unitId) ?? null, evaluation: evaluations.get(unitId) ?? null };
    const before = {
      unit: this.#before.units.get(unitId) ?? null,
      evaluation: this.#before.evaluations.get(unitId) ?? null,
    };
    return compareUnit({
      unitId,
      month,
      before: this.#counterBefore.of(unitId),
      now: this.#counterNow.of(unitId),
      obstacle: findObstacle(before, now, registry),
      roseBefore,
      bounds: boundsOn(bounds, tier, lastDayOf(month)),
      zone: this.#zone,
    });
  }

  /** The list before the finding that names it, the finding before the request that asks about it. */
  async #tell(unit: JudgedUnit, { rise, list }: ComparedUnit): Promise<void> {
    const { before, now, cause } = rise;
    if (before === null || now === null || cause === null || list === null) return;
    const { bucket, findings, requests } = this.#stores;
    const { month, recordedAt, evaluations } = this.#month;
    const { unitId } = unit;
    const unitName = evaluations.get(unitId)?.unitName ?? unit.name;
    await bucket.write(list.key, list.content, 'text/csv; charset=utf-8');
    const told = { unitId, unitName, month, monthBefore: this.#before.month, before, now, cause };
    const finding = noticeRise(told, recordedAt);
    await findings.notice(finding);
    const request = planRequest(unit, finding, this.#month);
    if (request !== null) await requests.ask(request);
  }

  /** A month that was judged anew may show that nothing rose. */
  async #resolve(toldIds: ReadonlySet<string>, rises: readonly UnitRise[]): Promise<void> {
    const risen = new Set(rises.filter(({ answer }) => answer === 'rose').map(({ unitId }) => unitId));
    const { month, recordedAt } = this.#month;
    const over = [...toldIds].filter((unitId) => !risen.has(unitId));
    await forEachInParallel(over, WRITES_AT_ONCE, (unitId) =>
      this.#stores.findings.resolve({ unitId, findingId: riseFindingId(month) }, NO_LONGER, recordedAt),
    );
  }
}

type UnitsOfMonth = ReadonlyMap<string, UnitToJudge>;

function unitsOf(plans: readonly MonthPlan[]): UnitsOfMonth {
  return new Map(plans.flatMap(({ units }) => units.map((unit) => [unit.unit.unitId, unit] as const)));
}

function governedBy(evaluations: Evaluations) {
  return (unitId: string) => evaluations.get(unitId)?.governing ?? null;
}

function riserIdsOf(kept: MonthRise | null): Set<string> {
  const risen = kept?.units.filter(({ answer }) => answer === 'rose') ?? [];
  return new Set(risen.map(({ unitId }) => unitId));
}

function digestsOf(evaluations: Evaluations) {
  const rows = [...evaluations.values()].map(({ unitId, revision, digest }) => ({ unitId, revision, digest }));
  return rows.toSorted((one, other) => (one.unitId < other.unitId ? -1 : 1));
}
