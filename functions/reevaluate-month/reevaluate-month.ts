import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { keepGrounds } from '../../shared/evaluation/keep-grounds.ts';
import { loadRegistry } from '../../shared/evaluation/load-registry.ts';
import { accountOf } from '../../shared/ledger/append-entry.ts';
import { enterConsequences } from '../../shared/ledger/enter-consequences.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import { judgeAnew, type MonthJudgedAnew } from './judge-anew.ts';
import { findKeptOrder, type KeptOrder, keepOrder } from './kept-order.ts';
import type { ReevaluationOrder } from './order.ts';
import { changedUnits, type Preview, previewOf } from './preview.ts';
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
 * Judges a month anew at an admin's order: first a preview, then, where it is confirmed, new revisions and what they
 * change in the ledger. A confirmed order that was cut off is carried on by sending it again.
 *
 * @param at when the order came, ISO 8601 in UTC
 * @throws DomainError `NOTHING_TO_REEVALUATE`, `REVISION_TAKEN`
 */
export async function reevaluateMonth(
  order: ReevaluationOrder,
  at: string,
  timeZone: string,
  stores: ReevaluationStores,
): Promise<ReevaluationOutcome> {
  const begun = order.confirm === undefined ? null : await findKeptOrder(order.month, order.confirm, stores.bucket);
  if (begun !== null) return carryOut(begun, stores);
  const judged = await judgeAnew(order, await loadRegistry(stores.registry), at, timeZone, stores);
  if (judged.units.length === 0) throw nothingToReevaluate(order);
  const preview = previewOf(order, judged, await entriesOf(judged, stores));
  if (order.confirm === undefined) return { outcome: 'preview', preview };
  if (order.confirm !== preview.previewDigest) return { outcome: 'outdated', preview };
  return carryOut(await keep(order, judged, preview, at, stores), stores);
}

async function entriesOf(
  judged: MonthJudgedAnew,
  { ledger }: ReevaluationStores,
): Promise<ReadonlyMap<string, readonly LedgerEntry[]>> {
  const accounts = new Set(
    changedUnits(judged).map(({ after: { evaluation } }) => accountOf(evaluation.unitId, evaluation.month)),
  );
  const read = async (account: string) => [account, await ledger.entries(account)] as const;
  return new Map(await inParallel([...accounts], WRITES_AT_ONCE, read));
}

/** First all that the evaluations name, then the order: once it stands, it can be carried out without judging again. */
async function keep(
  { actor, reason, month }: ReevaluationOrder,
  judged: MonthJudgedAnew,
  { previewDigest }: Preview,
  orderedAt: string,
  { bucket }: ReevaluationStores,
): Promise<KeptOrder> {
  const changed = changedUnits(judged);
  await bucket.write(judged.registry.key, judged.registry.content, 'application/json');
  await inParallel(changed, WRITES_AT_ONCE, ({ after }) => keepGrounds(after, bucket));
  const evaluations = changed.map(({ after }) => after.evaluation);
  return keepOrder(month, { previewDigest, actor, reason, orderedAt, evaluations }, bucket);
}

async function carryOut(
  { previewDigest, evaluations }: KeptOrder,
  stores: ReevaluationStores,
): Promise<ReevaluationOutcome> {
  await inParallel(evaluations, WRITES_AT_ONCE, async (evaluation) => {
    await keepRevision(evaluation, stores);
    await enterConsequences(evaluation, null, stores);
  });
  return { outcome: 'done', previewDigest, revisions: evaluations.length };
}

async function keepRevision(evaluation: Evaluation, { evaluations }: ReevaluationStores): Promise<void> {
  if (await evaluations.put(evaluation)) return;
  const kept = await evaluations.get(evaluation);
  if (kept?.digest === evaluation.digest) return;
  throw new DomainError(
    'REVISION_TAKEN',
    `Revision ${evaluation.revision} of ${evaluation.unitId} for ${evaluation.month} was made by another order meanwhile: ask for a new preview.`,
  );
}

function nothingToReevaluate({ month, countFrom }: ReevaluationOrder): DomainError {
  const why =
    countFrom === undefined
      ? 'The month is not over, its snapshots may still come, or none of these units is judged for it.'
      : `No source of these units has an accepted snapshot with a canonical copy for ${countFrom}: such copies are kept of days that may govern a month.`;
  return new DomainError('NOTHING_TO_REEVALUATE', `${month} cannot be judged anew. ${why} Nothing was written.`);
}
