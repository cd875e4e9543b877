import type { Month } from '../../shared/calendar/month.ts';
import { needsApproval } from '../../shared/evaluation/approval.ts';
import { contentOf } from '../../shared/evaluation/build-evaluation.ts';
import { type ChangeCause, causesOf } from '../../shared/evaluation/compare-revisions.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { accountOf, type LedgerDraft } from '../../shared/ledger/append-entry.ts';
import { balanceOf } from '../../shared/ledger/balance-of.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { planConsequences } from '../../shared/ledger/plan-consequences.ts';
import { digestOf } from '../../shared/runtime/digest.ts';
import type { JudgedAnew, MonthJudgedAnew } from './judge-anew.ts';
import type { ReevaluationOrder } from './order.ts';
import type { OrderedPolicy } from './policies-of-order.ts';

/** What an evaluation says, as far as a reader compares two of them. */
type Said = Pick<
  Evaluation,
  'revision' | 'verdict' | 'reasons' | 'overdue' | 'unknown' | 'denominator' | 'threshold' | 'policyId'
>;

/** A Lambda's answer may hold 6 MB; who has more changes than these looks at them by units (`unitIds`). */
const CHANGES_LISTED = 2000;

/** One unit whose month would be judged otherwise. */
export interface Change {
  readonly month: Month;
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
  /** Hundredths of points taken off in the year, before and after this change; changes of a unit follow each other. */
  readonly balanceBeforeHundredths: number;
  readonly balanceAfterHundredths: number;
}

export interface Preview {
  readonly month: Month;
  readonly untilMonth: Month;
  /** Send the same order with `confirm` set to it to have just this done. */
  readonly previewDigest: string;
  /** The rows that would be stored, what they replace, and the judged months that each has a part in changing. */
  readonly policies: readonly OrderedPolicy[];
  /** Evaluations made anew, of all months. */
  readonly unitsJudgedAnew: number;
  readonly changeCount: number;
  /** By month; the first ones of very many. */
  readonly changes: readonly Change[];
  /** Units that today's registry does not have judged for the month. Their evaluations stay as they are. */
  readonly noLongerJudged: readonly Pick<Evaluation, 'month' | 'unitId'>[];
  /** How many evaluations stay because their units cannot be judged anew: by a later copy that does not show all of their dossiers, for one. */
  readonly notJudgedAnew: number;
}

/**
 * What a re-evaluation would change, and why.
 *
 * @param judged the months of the order, in their order
 * @param entriesOf account -> its entries, of the accounts of all units that change
 */
export function previewOf(
  order: ReevaluationOrder,
  policies: readonly OrderedPolicy[],
  judged: readonly MonthJudgedAnew[],
  entriesOf: ReadonlyMap<string, readonly LedgerEntry[]>,
): Preview {
  const changed = judged.flatMap((month) => month.changed);
  const changes = changesOf(changed, entriesOf);
  const { month, untilMonth = month, unitIds = null, countFrom = null } = order;
  const contents = changed.map(({ after }) => digestOf(contentOf({ ...after.evaluation, order: null })));
  const entries = changes.map((change) => change.entries);
  return {
    month,
    untilMonth,
    previewDigest: digestOf({ month, untilMonth, unitIds, countFrom, policies, contents, entries }),
    policies,
    unitsJudgedAnew: judged.reduce((sum, { unitsJudgedAnew }) => sum + unitsJudgedAnew, 0),
    changeCount: changes.length,
    changes: changes.slice(0, CHANGES_LISTED),
    notJudgedAnew: judged.reduce((sum, { notJudgedAnew }) => sum + notJudgedAnew.length, 0),
    noLongerJudged: judged.flatMap(({ noLongerJudged }) =>
      noLongerJudged.map((evaluation) => ({ month: evaluation.month, unitId: evaluation.unitId })),
    ),
  };
}

/** What a change enters stands in the account before the next one is looked at, as it will when they are carried out. */
function changesOf(
  changed: readonly JudgedAnew[],
  entriesOf: ReadonlyMap<string, readonly LedgerEntry[]>,
): readonly Change[] {
  const accounts = new Map(entriesOf);
  return changed.map((one) => {
    const { evaluation } = one.after;
    const account = accountOf(evaluation.unitId, evaluation.month);
    const entries = accounts.get(account) ?? [];
    const added = planConsequences(entries, evaluation);
    accounts.set(account, [...entries, ...added]);
    return changeOf(one, entries, added);
  });
}

function changeOf(
  { before, after: { evaluation } }: JudgedAnew,
  entries: readonly LedgerEntry[],
  added: readonly LedgerEntry[],
): Change {
  const { month, unitId, unitName, rule } = evaluation;
  const balance = balanceOf(entries);
  return {
    month,
    unitId,
    unitName,
    rule,
    causes: causesOf(before, evaluation),
    before: before && saidBy(before),
    after: saidBy(evaluation),
    entries: added.map(({ event, pointsHundredths }) => ({ event, pointsHundredths })),
    awaitsApproval: needsApproval(evaluation),
    balanceBeforeHundredths: balance,
    balanceAfterHundredths: balance + balanceOf(added),
  };
}

function saidBy(evaluation: Evaluation): Said {
  const { revision, verdict, reasons, overdue, unknown, denominator, threshold, policyId } = evaluation;
  return { revision, verdict, reasons, overdue, unknown, denominator, threshold, policyId };
}
