import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { keepGrounds } from '../../shared/evaluation/keep-grounds.ts';
import { loadRegistry } from '../../shared/evaluation/load-registry.ts';
import { changedPastId } from '../../shared/evaluation/notice-changed-past.ts';
import { accountOf } from '../../shared/ledger/append-entry.ts';
import { enterConsequences } from '../../shared/ledger/enter-consequences.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { layOver } from '../../shared/policy/retroactive-months.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import { nameFirst } from '../../shared/runtime/name-first.ts';
import { type Judging, judgeAnew, type MonthJudgedAnew } from './judge-anew.ts';
import { evaluationsOf, findKeptOrder, type KeptOrder, keepOrder, keepPart, type OrderPart } from './kept-order.ts';
import { monthsOf, type ReevaluationOrder } from './order.ts';
import type { OrderedPolicy } from './policies-of-order.ts';
import { type Preview, PreviewBuilder } from './preview.ts';
import { refuseLeftBehind } from './refuse-left-behind.ts';
import type { ReevaluationStores } from './stores.ts';

const WRITES_AT_ONCE = 32;

/**
 * `preview`: nothing was written. `outdated`: nothing was written, since what would be done is no longer what was confirmed;
 * here is what it would be now. `done`: the new revisions and what follows from them are entered.
 */
export type ReevaluationOutcome =
  | { readonly outcome: 'preview' | 'outdated'; readonly preview: Preview }
  | { readonly outcome: 'done'; readonly previewDigest: string; readonly revisions: number };

/**
 * Judges months anew at an admin's order, by the registry as it stands or with policies that come with the order: first a
 * preview, then, where it is confirmed, the policies, new revisions and what they change in the ledger. A confirmed order
 * that was cut off is carried on by sending it again.
 *
 * @param at when the order came, ISO 8601 in UTC
 * @throws DomainError `NOTHING_TO_REEVALUATE`, `UNITS_UNKNOWN`, `REVISION_TAKEN`, `POLICIES_REFUSED`, `POLICIES_CHANGE_OTHER_MONTHS`,
 *   `POLICIES_LEAVE_UNITS_BEHIND`, `POLICY_OVERTAKEN`
 */
export async function reevaluateMonth(
  order: ReevaluationOrder,
  at: string,
  timeZone: string,
  stores: ReevaluationStores,
): Promise<ReevaluationOutcome> {
  const begun = order.confirm === undefined ? null : await findKeptOrder(order.month, order.confirm, stores.bucket);
  if (begun !== null) return carryOut(begun, stores);
  const policies = await orderedPolicies(order, at, stores);
  const judging = { order, at, timeZone, stores };
  const preview = (await build(judgeMonths(policies, judging), policies, judging)).preview();
  if (order.confirm === undefined) return { outcome: 'preview', preview };
  if (order.confirm !== preview.previewDigest) return { outcome: 'outdated', preview };
  return keepAndCarryOut(policies, judging);
}

/** The rules for rows of the registry are loaded with the first order that brings any. */
async function orderedPolicies(
  order: ReevaluationOrder,
  at: string,
  stores: ReevaluationStores,
): Promise<OrderedPolicy[]> {
  if (order.policies === undefined) return [];
  const { policiesOf } = await import('./policies-of-order.ts');
  return policiesOf(order.policies, order, at, stores);
}

/** The months of an order one after the other: whoever takes them up holds one at a time. */
async function* judgeMonths(policies: readonly OrderedPolicy[], judging: Judging): AsyncGenerator<MonthJudgedAnew> {
  const registry = await loadRegistry(judging.stores.registry);
  const resulting = { ...registry, policies: layOver(registry.policies, policies) };
  let unitsJudgedAnew = 0;
  let unknownUnitIds = judging.order.unitIds ?? [];
  for (const month of monthsOf(judging.order)) {
    const ofMonth = await judgeAnew(month, resulting, judging);
    refuseLeftBehind(ofMonth, policies, registry, judging.timeZone);
    unitsJudgedAnew += ofMonth.unitsJudgedAnew;
    unknownUnitIds = unknownUnitIds.filter((unitId) => ofMonth.unknownUnitIds.includes(unitId));
    yield ofMonth;
  }
  if (unitsJudgedAnew === 0) throw nothingToReevaluate(judging.order);
  if (unknownUnitIds.length > 0) throw unitsUnknown(judging.order, unknownUnitIds);
}

async function build(
  months: AsyncIterable<MonthJudgedAnew>,
  policies: readonly OrderedPolicy[],
  { order, stores }: Judging,
): Promise<PreviewBuilder> {
  const builder = new PreviewBuilder(order, policies);
  for await (const ofMonth of months) await builder.add(ofMonth, (accounts) => entriesOf(accounts, stores));
  return builder;
}

async function entriesOf(
  accounts: readonly string[],
  { ledger }: ReevaluationStores,
): Promise<ReadonlyMap<string, readonly LedgerEntry[]>> {
  const read = async (account: string) => [account, await ledger.entries(account)] as const;
  return new Map(await inParallel(accounts, WRITES_AT_ONCE, read));
}

/**
 * First all that the evaluations name, month by month, then the order: once it stands, it can be carried out without
 * judging again. For that the months are judged once more; should a file have come in between, nothing comes of it.
 */
async function keepAndCarryOut(policies: readonly OrderedPolicy[], judging: Judging): Promise<ReevaluationOutcome> {
  const { order, at, stores } = judging;
  const parts: OrderPart[] = [];
  const months = keepMonths(judgeMonths(policies, judging), parts, stores);
  const builder = await build(months, policies, judging);
  const preview = builder.preview();
  if (order.confirm !== preview.previewDigest) return { outcome: 'outdated', preview };
  const kept = {
    previewDigest: preview.previewDigest,
    actor: order.actor,
    reason: order.reason,
    orderedAt: at,
    policies: policies.map(({ after }) => after),
    evaluations: [],
    parts,
    noLongerJudged: [...builder.noLongerJudged],
  };
  return carryOut(await keepOrder(order.month, kept, stores.bucket), stores);
}

/** Passes the months on once all that their evaluations name is written, and they themselves. */
async function* keepMonths(
  months: AsyncIterable<MonthJudgedAnew>,
  parts: OrderPart[],
  { bucket }: ReevaluationStores,
): AsyncGenerator<MonthJudgedAnew> {
  for await (const ofMonth of months) {
    const { month, registry, changed } = ofMonth;
    await bucket.write(registry.key, registry.content, 'application/json');
    await inParallel(changed, WRITES_AT_ONCE, ({ after }) => keepGrounds(after, bucket));
    const evaluations = changed.map(({ after }) => after.evaluation);
    if (evaluations.length > 0) parts.push(await keepPart(month, evaluations, bucket));
    yield ofMonth;
  }
}

/** The policies first, so that nobody judges by the old ones while the evaluations are entered. */
async function carryOut(order: KeptOrder, stores: ReevaluationStores): Promise<ReevaluationOutcome> {
  if (order.policies.length > 0) {
    const { storePolicies } = await import('./store-policies.ts');
    await storePolicies(order, stores);
  }
  let revisions = 0;
  const taken: Evaluation[] = [];
  for await (const evaluations of evaluationsOf(order, stores.bucket)) {
    taken.push(...(await enter(evaluations, stores)));
    revisions += evaluations.length;
  }
  if (taken.length > 0) throw revisionTaken(taken);
  return { outcome: 'done', previewDigest: order.previewDigest, revisions };
}

/** @returns evaluations whose revision another order was quicker to make: of those nothing is entered, and they hold up no other */
async function enter(evaluations: readonly Evaluation[], stores: ReevaluationStores): Promise<Evaluation[]> {
  const taken: Evaluation[] = [];
  const byAccount = Map.groupBy(evaluations, ({ unitId, month }) => accountOf(unitId, month));
  await inParallel([...byAccount.values()], WRITES_AT_ONCE, async (ofAccount) => {
    // One after the other, as in the preview: what the yearly cap leaves depends on it.
    for (const evaluation of ofAccount) {
      if (!(await keepRevision(evaluation, stores))) {
        taken.push(evaluation);
        continue;
      }
      // An order that was cut off may be sent again after another one: what that one brought stands.
      if ((await stores.evaluations.next(evaluation)) !== null) continue;
      await enterConsequences(evaluation, null, stores);
      await resolveChangedPast(evaluation, stores);
    }
  });
  return taken;
}

/** The unit is judged by the copy in which its past had changed. */
async function resolveChangedPast(evaluation: Evaluation, { findings }: ReevaluationStores): Promise<void> {
  const { unitId, revision, recordedAt, governing } = evaluation;
  if (governing === null) return;
  const finding = { unitId, findingId: changedPastId(evaluation, governing.canonicalDigest) };
  await findings.resolve(finding, `Tháng đã được đánh giá lại theo dữ liệu này (lần ${revision}).`, recordedAt);
}

/** Whether the revision is this evaluation, new or kept before. */
async function keepRevision(evaluation: Evaluation, { evaluations }: ReevaluationStores): Promise<boolean> {
  if (await evaluations.put(evaluation)) return true;
  return (await evaluations.get(evaluation))?.digest === evaluation.digest;
}

function revisionTaken(taken: readonly Evaluation[]): DomainError {
  const named = nameFirst(taken.map(({ unitId, month, revision }) => `${unitId} ${month} (${revision})`));
  return new DomainError(
    'REVISION_TAKEN',
    `Another order made ${taken.length} revisions meanwhile: ${named}. All others are done: ask for a new preview of these.`,
  );
}

function nothingToReevaluate({ month, countFrom, unitIds }: ReevaluationOrder): DomainError {
  const why =
    countFrom === undefined
      ? `The month is not over or its snapshots may still come, or none of ${unitIds === undefined ? 'its units' : nameFirst(unitIds)} is judged for it: look the month and the units' ids up in the Evaluations table.`
      : `No source of these units has an accepted snapshot with a canonical copy for ${countFrom}: such copies are kept of days that may govern a month. The day must lie after the month, and its copy must show all dossiers that the governing one shows, under the same units: where it does not, ask the source for a corrected file of the month's last day.`;
  return new DomainError('NOTHING_TO_REEVALUATE', `${month} cannot be judged anew. ${why} Nothing was written.`);
}

function unitsUnknown({ month, untilMonth = month }: ReevaluationOrder, unitIds: readonly string[]): DomainError {
  return new DomainError(
    'UNITS_UNKNOWN',
    `${nameFirst(unitIds)}: no such unit is or was judged from ${month} to ${untilMonth}. Look the units' ids up in the Evaluations table, or leave them out. Nothing was written.`,
  );
}
