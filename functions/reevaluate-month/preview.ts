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
/** A confirmed order names all of them where it is kept. */
const UNITS_LISTED = 2000;

/** A unit in a month. */
export type UnitMonth = Pick<Evaluation, 'month' | 'unitId'>;

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
  /** How many evaluations stay as they are because today's registry does not have their units judged for the month ... */
  readonly noLongerJudgedCount: number;
  /** ... and which: by month; the first ones of very many. */
  readonly noLongerJudged: readonly UnitMonth[];
  /** How many evaluations stay because their units cannot be judged anew: by a later copy that does not show all of their dossiers, for one. */
  readonly notJudgedAnew: number;
}

/** account -> its entries */
type Accounts = ReadonlyMap<string, readonly LedgerEntry[]>;

/**
 * What a re-evaluation would change, and why, taken up month by month: of each month no more is held than the preview
 * needs, so that an order of many months and units takes no more memory than its largest month.
 */
export class PreviewBuilder {
  readonly #order: ReevaluationOrder;
  readonly #policies: readonly OrderedPolicy[];
  readonly #contents: string[] = [];
  readonly #entries: Change['entries'][] = [];
  readonly #changes: Change[] = [];
  readonly #noLongerJudged: UnitMonth[] = [];
  #accounts = new Map<string, readonly LedgerEntry[]>();
  #unitsJudgedAnew = 0;
  #notJudgedAnew = 0;

  constructor(order: ReevaluationOrder, policies: readonly OrderedPolicy[]) {
    this.#order = order;
    this.#policies = policies;
  }

  /**
   * @param judged the next month of the order
   * @param read reads accounts that are asked for the first time
   */
  async add(judged: MonthJudgedAnew, read: (accounts: readonly string[]) => Promise<Accounts>): Promise<void> {
    await this.#openAccounts(judged, read);
    this.#unitsJudgedAnew += judged.unitsJudgedAnew;
    this.#notJudgedAnew += judged.notJudgedAnew.length;
    for (const { month, unitId } of judged.noLongerJudged) this.#noLongerJudged.push({ month, unitId });
    for (const one of judged.changed) this.#addChange(one);
  }

  /** All of them, while the preview names the first ones. */
  get noLongerJudged(): readonly UnitMonth[] {
    return this.#noLongerJudged;
  }

  preview(): Preview {
    const { month, untilMonth = month, unitIds = null, countFrom = null } = this.#order;
    const [policies, contents, entries] = [this.#policies, this.#contents, this.#entries];
    return {
      month,
      untilMonth,
      previewDigest: digestOf({ month, untilMonth, unitIds, countFrom, policies, contents, entries }),
      policies,
      unitsJudgedAnew: this.#unitsJudgedAnew,
      changeCount: contents.length,
      changes: this.#changes,
      notJudgedAnew: this.#notJudgedAnew,
      noLongerJudgedCount: this.#noLongerJudged.length,
      noLongerJudged: this.#noLongerJudged.slice(0, UNITS_LISTED),
    };
  }

  /** Months follow each other: a year's accounts are of no use to the months of the next one. */
  async #openAccounts(
    { month, changed }: MonthJudgedAnew,
    read: (accounts: readonly string[]) => Promise<Accounts>,
  ): Promise<void> {
    const accounts = new Set(changed.map(({ after: { evaluation } }) => accountOf(evaluation.unitId, month)));
    const known = new Map([...this.#accounts].filter(([account]) => account.endsWith(`#${month.slice(0, 4)}`)));
    const opened = await read([...accounts].filter((account) => !known.has(account)));
    this.#accounts = new Map([...known, ...opened]);
  }

  /** What a change enters stands in the account before the next one is looked at, as it will when they are carried out. */
  #addChange(one: JudgedAnew): void {
    const { evaluation } = one.after;
    const account = accountOf(evaluation.unitId, evaluation.month);
    const before = this.#accounts.get(account) ?? [];
    const added = planConsequences(before, evaluation);
    if (added.length > 0) this.#accounts.set(account, [...before, ...added]);
    this.#contents.push(digestOf(contentOf({ ...evaluation, order: null })));
    this.#entries.push(added.map(entryOf));
    if (this.#changes.length < CHANGES_LISTED) this.#changes.push(changeOf(one, before, added));
  }
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
    entries: added.map(entryOf),
    awaitsApproval: needsApproval(evaluation),
    balanceBeforeHundredths: balance,
    balanceAfterHundredths: balance + balanceOf(added),
  };
}

function entryOf({ event, pointsHundredths }: LedgerEntry): Change['entries'][number] {
  return { event, pointsHundredths };
}

function saidBy(evaluation: Evaluation): Said {
  const { revision, verdict, reasons, overdue, unknown, denominator, threshold, policyId } = evaluation;
  return { revision, verdict, reasons, overdue, unknown, denominator, threshold, policyId };
}
