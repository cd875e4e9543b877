import type { Month } from '../calendar/month.ts';
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

  /** The latest known evaluation of each of these units, of those that have one. */
  async of(month: Month, unitIds: readonly string[]): Promise<Evaluation[]> {
    const remembered = this.#pick(month, unitIds);
    if (remembered.length === unitIds.length) return remembered;
    for (const evaluation of await this.#store.byMonth(month)) this.#remember(evaluation);
    return this.#pick(month, unitIds);
  }

  /** Keeps an evaluation, and returns the one that is kept under its unit, month and revision. */
  async keep(evaluation: Evaluation): Promise<Evaluation> {
    const { unitId, month, revision } = evaluation;
    const isNew = await this.#store.put(evaluation);
    const kept = isNew ? evaluation : await this.#store.get(unitId, month, revision);
    if (kept === null) throw notKept(evaluation);
    this.#remember(kept);
    return kept;
  }

  #pick(month: Month, unitIds: readonly string[]): Evaluation[] {
    const ofMonth = this.#known.get(month);
    return unitIds.map((unitId) => ofMonth?.get(unitId)).filter((evaluation) => evaluation !== undefined);
  }

  #remember(evaluation: Evaluation): void {
    const ofMonth = this.#known.get(evaluation.month) ?? new Map<string, Evaluation>();
    this.#known.set(evaluation.month, ofMonth);
    const known = ofMonth.get(evaluation.unitId);
    if (known === undefined || known.revision < evaluation.revision) ofMonth.set(evaluation.unitId, evaluation);
  }
}

function notKept({ unitId, month, revision }: Evaluation): DomainError {
  return new DomainError(
    'EVALUATION_MISSING',
    `Revision ${revision} of ${unitId} for ${month} was refused as kept already, and is not there: was it deleted by hand?`,
  );
}
