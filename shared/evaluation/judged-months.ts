import type { Month } from '../calendar/month.ts';
import type { Rule } from '../policy/rule.ts';
import { DomainError } from '../runtime/domain-error.ts';
import type { Evaluation } from './evaluation.ts';
import type { EvaluationStore } from './evaluation-store.ts';

/**
 * Which units' months are judged. Evaluations are never changed, so what was read once is remembered as long as the
 * process lives; a month that lacks a unit is read again. Orders add revisions meanwhile: those are asked for once a run.
 */
export class JudgedMonths {
  readonly #store: EvaluationStore;
  readonly #known = new Map<Month, Map<string, Evaluation>>();
  /** Months of which this run has seen the revisions that there are. */
  readonly #seen = new Set<Month>();

  constructor(store: EvaluationStore) {
    this.#store = store;
  }

  /** From now on revisions that were made since the last run are asked for. */
  beginRun(): void {
    this.#seen.clear();
  }

  /** The latest evaluation of each of these units by a rule, of those that have one, as it stood in this run. */
  async of(month: Month, rule: Rule, unitIds: readonly string[]): Promise<Evaluation[]> {
    const lacksUnit = this.#pick(month, rule, unitIds).length < unitIds.length;
    if (lacksUnit) this.#rememberAll(month, await this.#store.byMonth(month));
    else if (!this.#seen.has(month)) this.#rememberAll(month, await this.#store.laterRevisions(month));
    return this.#pick(month, rule, unitIds);
  }

  /** Keeps an evaluation, and returns the one that is kept under its unit, month, rule and revision. */
  async keep(evaluation: Evaluation): Promise<Evaluation> {
    const isNew = await this.#store.put(evaluation);
    const kept = isNew ? evaluation : await this.#store.get(evaluation);
    if (kept === null) throw notKept(evaluation);
    this.#remember(kept);
    return kept;
  }

  /** Whether an order has made a later revision, which may be news to a run that has read an older one. */
  async isSuperseded(evaluation: Evaluation): Promise<boolean> {
    const later = await this.#store.next(evaluation);
    if (later !== null) this.#remember(later);
    return later !== null;
  }

  #pick(month: Month, rule: Rule, unitIds: readonly string[]): Evaluation[] {
    const ofMonth = this.#known.get(month);
    return unitIds.map((unitId) => ofMonth?.get(`${unitId}#${rule}`)).filter((evaluation) => evaluation !== undefined);
  }

  #rememberAll(month: Month, evaluations: readonly Evaluation[]): void {
    for (const evaluation of evaluations) this.#remember(evaluation);
    this.#seen.add(month);
  }

  #remember(evaluation: Evaluation): void {
    const ofMonth = this.#known.get(evaluation.month) ?? new Map<string, Evaluation>();
    this.#known.set(evaluation.month, ofMonth);
    const key = `${evaluation.unitId}#${evaluation.rule}`;
    const known = ofMonth.get(key);
    if (known === undefined || known.revision < evaluation.revision) ofMonth.set(key, evaluation);
  }
}

function notKept({ unitId, month, rule, revision }: Evaluation): DomainError {
  return new DomainError(
    'EVALUATION_MISSING',
    `Revision ${revision} of ${unitId} for ${month} by ${rule} was refused as kept already, and is not there: was it deleted by hand?`,
  );
}
