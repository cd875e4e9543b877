import type { Month } from '../calendar/month.ts';
import type { Rule } from '../policy/rule.ts';
import { DomainError } from '../runtime/domain-error.ts';
import type { Evaluation } from './evaluation.ts';
import type { EvaluationStore } from './evaluation-store.ts';

/**
 * Which units' months are judged. Evaluations are never changed, so what was read once is remembered as long as the
 * process lives; only a month that lacks a unit is read again.
 */
export class JudgedMonths {
  readonly #store: EvaluationStore;
  readonly #known = new Map<Month, Map<string, Evaluation>>();

  constructor(store: EvaluationStore) {
    this.#store = store;
  }

  /** The latest known evaluation of each of these units by a rule, of those that have one. */
  async of(month: Month, rule: Rule, unitIds: readonly string[]): Promise<Evaluation[]> {
    const remembered = this.#pick(month, rule, unitIds);
    if (remembered.length === unitIds.length) return remembered;
    for (const evaluation of await this.#store.byMonth(month)) this.#remember(evaluation);
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

  /** Whether an order has made a later revision, which may be news to a process that remembers an older one. */
  async isSuperseded(evaluation: Evaluation): Promise<boolean> {
    const later = await this.#store.get({ ...evaluation, revision: evaluation.revision + 1 });
    if (later !== null) this.#remember(later);
    return later !== null;
  }

  #pick(month: Month, rule: Rule, unitIds: readonly string[]): Evaluation[] {
    const ofMonth = this.#known.get(month);
    return unitIds.map((unitId) => ofMonth?.get(`${unitId}#${rule}`)).filter((evaluation) => evaluation !== undefined);
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
