import type { Month } from '../../shared/calendar/month.ts';
import { needsApproval } from '../../shared/evaluation/approval.ts';
import { contentOf } from '../../shared/evaluation/build-evaluation.ts';
import { type ChangeCause, causesOf, isTellingDifference } from '../../shared/evaluation/compare-revisions.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { accountOf, type LedgerDraft } from '../../shared/ledger/append-entry.ts';
import { balanceOf } from '../../shared/ledger/balance-of.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { planConsequences } from '../../shared/ledger/plan-consequences.ts';
import { digestOf } from '../../shared/runtime/digest.ts';
import type { JudgedAnew, MonthJudgedAnew } from './judge-anew.ts';
import type { ReevaluationOrder } from './order.ts';

/** What an evaluation says, as far as a reader compares two of them. */
type Said = Pick<
  Evaluation,
  'revision' | 'verdict' | 'reasons' | 'overdue' | 'unknown' | 'denominator' | 'threshold' | 'policyId'
>;

/** One unit whose month would be judged otherwise. */
export interface Change {
  readonly unitId: string;
  readonly unitName: string;
  readonly rule: string;
  readonly causes: readonly ChangeCause[];
  /** Null where the unit was not judged. */
  readonly before: Said | null;
  readonly after: Said;
  /** What would be entered into the unit's account, at once or, where a policy asks for it, once it is approved. */
  readonly entries: readonly Pick<LedgerDraft, 'event' | 'pointsHundredths'>[];
  readonly awaitsApproval: boolean;
  /** Hundredths of points taken off in the year, before and after. */
  readonly balanceBeforeHundredths: number;
  readonly balanceAfterHundredths: number;
}

export interface Preview {
  readonly month: Month;
  /** Send the same order with `confirm` set to it to have just this done. */
  readonly previewDigest: string;
  readonly unitsJudgedAnew: number;
  readonly changes: readonly Change[];
  /** Units that today's registry does not have judged for the month. Their evaluations stay as they are. */
  readonly noLongerJudged: readonly string[];
}

/** Those of the units judged anew whose verdict, figures, consequence or list of dossiers would change. */
export function changedUnits({ units }: MonthJudgedAnew): JudgedAnew[] {
  return units.filter(({ before, after }) => before === null || isTellingDifference(before, after.evaluation));
}

/**
 * What a re-evaluation would change, and why.
 *
 * @param entriesOf account -> its entries, of the accounts of all units that change
 */
export function previewOf(
  order: ReevaluationOrder,
  judged: MonthJudgedAnew,
  entriesOf: ReadonlyMap<string, readonly LedgerEntry[]>,
): Preview {
  const changed = changedUnits(judged);
  const changes = changed.map((one) => changeOf(one, entriesOf));
  const { month, unitIds, countFrom } = order;
  const contents = changed.map(({ after }) => digestOf(contentOf({ ...after.evaluation, order: null })));
  const entries = changes.map((change) => change.entries);
  return {
    month,
    previewDigest: digestOf({ month, unitIds: unitIds ?? null, countFrom: countFrom ?? null, contents, entries }),
    unitsJudgedAnew: judged.units.length,
    changes,
    noLongerJudged: judged.noLongerJudged.map(({ unitId }) => unitId),
  };
}

function changeOf({ before, after }: JudgedAnew, entriesOf: ReadonlyMap<string, readonly LedgerEntry[]>): Change {
  const { evaluation } = after;
  const { unitId, unitName, month, rule } = evaluation;
  const entries = entriesOf.get(accountOf(unitId, month)) ?? [];
  const drafts = planConsequences(entries, evaluation);
  const points = balanceOf(drafts);
  const balance = balanceOf(entries);
  return {
    unitId,
    unitName,
    rule,
    causes: causesOf(before, evaluation),
    before: before && saidBy(before),
    after: saidBy(evaluation),
    entries: drafts.map(({ event, pointsHundredths }) => ({ event, pointsHundredths })),
    awaitsApproval: needsApproval(evaluation),
    balanceBeforeHundredths: balance,
    balanceAfterHundredths: balance + points,
  };
}

function saidBy(evaluation: Evaluation): Said {
  const { revision, verdict, reasons, overdue, unknown, denominator, threshold, policyId } = evaluation;
  return { revision, verdict, reasons, overdue, unknown, denominator, threshold, policyId };
}
